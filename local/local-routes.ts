import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import zhCN from 'zod/v4/locales/zh-CN.js';
import { Role } from '../shared/values/actor.ts';
import { Instant } from '../shared/values/calendar.ts';
import { Division } from '../shared/values/division.ts';
import { finding } from '../shared/values/finding.ts';
import type { Clock } from './clock.ts';
import type { Deliveries } from './deliveries.ts';
import { type FaultPlan, Faults } from './faults.ts';
import { atMost } from './gateway.ts';
import type { Schedules } from './schedules.ts';
import type { TokenOffice } from './tokens.ts';

export interface LocalParts {
  readonly clock: Clock;
  readonly deliveries: Pick<Deliveries, 'traffic'>;
  readonly faults: FaultPlan;
  readonly schedules: Schedules;
  readonly tokens: TokenOffice;
}

const TokenRequest = z.strictObject({
  division: Division,
  organisation: z.string().min(1).max(40),
  roles: z.array(Role).min(1).max(12),
  name: z.string().max(64).optional(),
  expiresInSeconds: z.int().min(1).max(100_000_000_000).optional(),
});
const ClockRequest = z.strictObject({ now: Instant });

type Handling = (parts: LocalParts, body: unknown, name: string) => Promise<Said>;

/** Status and body of an answer. */
interface Said {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Said => ({ status: 200, body });

/** Of these requests alone: in the same process functions' own sentences may be at work. */
const CHINESE = { error: zhCN().localeError };

const ROUTES: Readonly<Record<string, Handling>> = {
  'POST /local/tokens': async ({ tokens, clock }, body) => {
    const { name, expiresInSeconds, ...person } = TokenRequest.parse(body, CHINESE);
    const wanted = {
      ...person,
      ...(name === undefined ? {} : { name }),
      ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
    };
    const token = await tokens.issue(wanted, clock.now());
    return ok({ token });
  },
  'GET /local/jwks': async ({ tokens }) => ok(JSON.parse(tokens.jwks)),
  'GET /local/queues': async ({ deliveries }) => ok(await deliveries.traffic()),
  'POST /local/clock': async ({ clock }, body) => {
    clock.move(Date.parse(ClockRequest.parse(body, CHINESE).now));
    return ok({ now: new Date(clock.now()).toISOString() });
  },
  'POST /local/schedules/{name}': async ({ schedules }, _, name) =>
    (await schedules.byHand(name)) ? ok({ fired: name }) : absent(`没有名为“${name}”的定时任务，现有：${schedules.names.join('、')}`),
  'POST /local/faults': async ({ faults }, body) => {
    const wanted = Faults.parse(body, CHINESE);
    faults.set(wanted);
    return ok(wanted);
  },
};

/** What the region itself answers: `/local/…` of the HTTP contract. Answers `false` for everything else. */
export function localRoutes(parts: LocalParts): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<boolean> {
  return async (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    if (!pathname.startsWith('/local/')) return false;
    const { status, body } = await answer(parts, incoming, pathname);
    const text = JSON.stringify(body);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    outgoing.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
    outgoing.end(text);
    return true;
  };
}

async function answer(parts: LocalParts, incoming: IncomingMessage, pathname: string): Promise<Said> {
  const name = /^\/local\/schedules\/([^/]+)$/.exec(pathname)?.[1];
  const handling = ROUTES[`${incoming.method} ${name === undefined ? pathname : '/local/schedules/{name}'}`];
  if (!handling) return absent('没有这个接口');
  const bytes = await atMost(incoming, 64 * 1024);
  if (!bytes) return problem(413, 'tooLarge', '内容过大', '请求体不得超过 64 KiB');
  try {
    return await handling(parts, bytes.length === 0 ? undefined : JSON.parse(bytes.toString()), decodeURIComponent(name ?? ''));
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof URIError) return problem(400, 'unreadable', '请求无法识别', '请求体不是 JSON');
    if (!(fault instanceof z.ZodError)) throw fault;
    const findings = fault.issues.map((issue) => finding('API-01', ['', ...issue.path].join('/'), issue.message, '接口约定'));
    return problem(400, 'unreadable', '请求无法识别', `请求有${findings.length}处不符合接口约定`, findings);
  }
}

const absent = (detail: string) => problem(404, 'absent', '未找到', detail);

function problem(status: number, code: string, title: string, detail: string, findings: readonly unknown[] = []): Said {
  return { status, body: { type: `urn:problem:${code}`, title, status, code, detail, findings, requestId: randomUUID() } };
}
