import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import zhCN from 'zod/v4/locales/zh-CN.js';
import { canonical, digestOf } from '../../events/chain.ts';
import { type Finding, finding } from '../values/finding.ts';
import { Arrival } from './arrival.ts';
import type { Identity } from './identity.ts';
import { faultFields, type Log } from './log.ts';
import { type Problem, problem } from './problem.ts';
import { readBody } from './request-body.ts';
import type { Answer, Route } from './route.ts';
import { type Match, mapRoutes } from './route-map.ts';

z.config(zhCN());

interface Door<Ports> {
  readonly ports: Ports;
  readonly identity: Identity;
  readonly clock: () => Date;
  readonly log: Log;
}

const CONTRACT = '接口约定';

/** A refusal on the way in, before any command: answered as a problem. */
class Refusal extends Error {
  readonly code: Parameters<typeof problem>[0];
  readonly findings: readonly Finding[];

  constructor(code: Parameters<typeof problem>[0], says: string, findings: readonly Finding[] = []) {
    super(says);
    this.code = code;
    this.findings = findings;
  }
}

/** What Lambda tells beside the event, no more of it than is asked for here. */
interface Invocation {
  readonly awsRequestId: string;
}

/**
 * The HTTP door: serves a route table behind a REST API's proxy integration, and nothing else. It answers the event itself, without
 * `Request` and `Response`: to make the first of either, Node loads its whole fetch, which costs more than a bare start.
 */
export function openApi<Ports>(
  routes: readonly Route<Ports>[],
  door: Door<Ports>,
): (event: APIGatewayProxyEvent, invocation: Invocation) => Promise<APIGatewayProxyResult> {
  const find = mapRoutes(routes);
  return async (event, { awsRequestId: requestId }) => {
    const arrival = new Arrival(event, requestId);
    const match = find(arrival.method, arrival.path);
    return match ? serve(arrival, match, door) : respond(problem('absent', '没有这个接口', requestId));
  };
}

async function serve<Ports>(arrival: Arrival, match: Match<Ports>, door: Door<Ports>): Promise<APIGatewayProxyResult> {
  const started = performance.now();
  const { requestId, correlation: correlationId } = arrival;
  const log = door.log.with({ requestId, correlationId, route: match.route.id });
  try {
    const answer = await admit(arrival, match, door);
    const response = 'problem' in answer ? respond(answer.problem(requestId)) : reply(answer, requestId);
    log.info('request served', { status: response.statusCode, ms: Math.round(performance.now() - started) });
    return response;
  } catch (fault) {
    if (fault instanceof Refusal) {
      log.info('request refused', { code: fault.code });
      return respond(problem(fault.code, fault.message, requestId, fault.findings));
    }
    log.error('request failed', faultFields(fault));
    return respond(problem('fault', '服务暂时不可用，请稍后再试', requestId));
  }
}

async function admit<Ports>(arrival: Arrival, { route, params: named }: Match<Ports>, door: Door<Ports>): Promise<Answer> {
  const identification = await door.identity.identify(arrival.header('authorization'));
  if (!identification.known) throw new Refusal('unauthenticated', identification.says);
  const { actor } = identification;
  if (!route.roles.some((role) => actor.roles.includes(role))) throw new Refusal('forbidden', `您的角色不能办理“${route.summary}”`);
  const params = parse(route.params, named, '/path');
  const query = parse(route.query, arrival.query, '/query');
  const raw = route.body ? bodyOf(arrival) : undefined;
  const body = parse(route.body, raw, '');
  const request = route.method === 'POST' && !route.pure ? { request: rememberable(arrival, [route.id, named, raw ?? null]) } : {};
  return route.handle(door.ports, {
    actor,
    params,
    query,
    body,
    circumstances: {
      actor,
      time: door.clock().toISOString(),
      correlation: arrival.correlation ?? arrival.requestId,
      ...request,
      ...ifMatch(arrival),
    },
  });
}

function parse(schema: z.ZodType | undefined, value: unknown, at: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const findings = result.error.issues.slice(0, 50).flatMap((issue) => {
    const pointer = [at, ...issue.path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => finding('API-01', `${pointer}/${key}`, `没有“${key}”这个字段`, CONTRACT));
    return [finding('API-01', pointer, issue.message, CONTRACT)];
  });
  throw new Refusal('unreadable', `请求有${findings.length}处不符合接口约定`, findings);
}

function bodyOf(arrival: Arrival): unknown {
  const read = readBody(arrival.body);
  if (read.ok) return read.value;
  throw new Refusal(read.tooLarge ? 'tooLarge' : 'unreadable', read.says, [finding('API-02', read.at, read.says, CONTRACT)]);
}

function rememberable(arrival: Arrival, content: unknown): { key: string; digest: string } {
  const key = arrival.header('idempotency-key') ?? '';
  if (!/^[\x21-\x7e]{1,64}$/.test(key)) {
    const says = '请求头须带 Idempotency-Key（1 至 64 个可见 ASCII 字符），重复请求才不会重复办理';
    throw new Refusal('unreadable', says, [finding('API-03', '/headers/idempotency-key', says, CONTRACT)]);
  }
  return { key, digest: digestOf(canonical(content)) };
}

function ifMatch(arrival: Arrival): { ifMatch?: number } {
  const header = arrival.header('if-match');
  if (header === undefined || header === '*') return {};
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined)
    throw new Refusal('unreadable', 'If-Match 应为本接口给出的 ETag，例如 "3"', [
      finding('API-04', '/headers/if-match', 'If-Match 无法识别', CONTRACT),
    ]);
  return { ifMatch: Number(version) };
}

function reply({ status, body, version }: Exclude<Answer, { problem: unknown }>, requestId: string): APIGatewayProxyResult {
  const headers = version === undefined ? {} : { etag: `"${version}"` };
  return sent(status, 'application/json', body, requestId, headers);
}

function respond(problem: Problem): APIGatewayProxyResult {
  const headers = {
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(problem.status === 503 ? { 'retry-after': '2' } : {}),
  };
  return sent(problem.status, 'application/problem+json', problem, problem.requestId, headers);
}

function sent(statusCode: number, type: string, body: unknown, requestId: string, headers: Record<string, string>): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      ...headers,
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    },
    body: JSON.stringify(body),
  };
}
