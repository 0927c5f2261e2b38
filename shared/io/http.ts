import type { Context } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { Hono } from 'hono/tiny';
import type * as z from 'zod';
import { canonical, digestOf } from '../../events/chain.ts';
import { type Finding, finding } from '../values/finding.ts';
import type { Identity } from './identity.ts';
import { faultFields, type Log } from './log.ts';
import { misreadings } from './misreadings.ts';
import { type Problem, problem } from './problem.ts';
import { readBody } from './request-body.ts';
import type { Answer, FileAnswer, Route } from './route.ts';

type Bindings = { Bindings: { event?: LambdaEvent; lambdaContext?: LambdaContext } };

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

/** The HTTP door: a Hono app that serves a route table and nothing else. */
export function openApp<Ports>(routes: readonly Route<Ports>[], door: Door<Ports>): Hono<Bindings> {
  const app = new Hono<Bindings>();
  for (const route of routes) {
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => serve(context, route, door));
  }
  app.notFound((context) => respond(context, problem('absent', '没有这个接口', requestIdOf(context))));
  app.onError((fault, context) => {
    door.log.error('request failed', { requestId: requestIdOf(context), ...faultFields(fault) });
    return respond(context, problem('fault', '服务暂时不可用，请稍后再试', requestIdOf(context)));
  });
  return app;
}

/** The same as a Lambda handler behind a REST API's proxy integration. */
export function openApi<Ports>(routes: readonly Route<Ports>[], door: Door<Ports>): ReturnType<typeof handle> {
  return handle(openApp(routes, door));
}

async function serve<Ports>(context: Context<Bindings>, route: Route<Ports>, door: Door<Ports>): Promise<Response> {
  const started = performance.now();
  const requestId = requestIdOf(context);
  const log = door.log.with({ requestId, correlationId: correlationOf(context), route: route.id });
  try {
    const answer = await admit(context, route, door, requestId);
    const response = 'problem' in answer ? respond(context, answer.problem(requestId)) : reply(context, answer);
    log.info('request served', { status: response.status, ms: Math.round(performance.now() - started) });
    return response;
  } catch (fault) {
    if (fault instanceof Refusal) {
      log.info('request refused', { code: fault.code });
      return respond(context, problem(fault.code, fault.message, requestId, fault.findings));
    }
    log.error('request failed', faultFields(fault));
    return respond(context, problem('fault', '服务暂时不可用，请稍后再试', requestId));
  }
}

async function admit<Ports>(context: Context<Bindings>, route: Route<Ports>, door: Door<Ports>, requestId: string): Promise<Answer> {
  const identification = await door.identity.identify(context.req.header('authorization'));
  if (!identification.known) throw new Refusal('unauthenticated', identification.says);
  const { actor } = identification;
  if (!route.roles.some((role) => actor.roles.includes(role))) throw new Refusal('forbidden', `您的角色不能办理“${route.summary}”`);
  const params = parse(route.params, context.req.param(), '/path');
  const query = parse(route.query, context.req.query(), '/query');
  const raw = route.body ? await bodyOf(context, route.body) : undefined;
  const body = parse(route.body, raw, '');
  const request = route.method === 'POST' && !route.pure ? { request: rememberable(context, route, raw) } : {};
  return route.handle(door.ports, {
    actor,
    params,
    query,
    body,
    accept: context.req.header('accept'),
    circumstances: {
      actor,
      time: door.clock().toISOString(),
      correlation: correlationOf(context) ?? requestId,
      ...request,
      ...ifMatch(context),
    },
  });
}

function parse(schema: z.ZodType | undefined, value: unknown, at: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const findings = misreadings(result.error, at, 50);
  throw new Refusal('unreadable', `请求有${findings.length}处不符合接口约定`, findings);
}

async function bodyOf(context: Context<Bindings>, schema: z.ZodType): Promise<unknown> {
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  if (bytes.byteLength === 0 && schema.safeParse(undefined).success) return undefined;
  const read = readBody(bytes);
  if (read.ok) return read.value;
  throw new Refusal(read.tooLarge ? 'tooLarge' : 'unreadable', read.says, [finding('API-02', read.at, read.says, CONTRACT)]);
}

function rememberable<Ports>(context: Context<Bindings>, route: Route<Ports>, body: unknown): { key: string; digest: string } {
  const key = context.req.header('idempotency-key') ?? '';
  if (!/^[\x21-\x7e]{1,64}$/.test(key)) {
    const says = '请求头须带 Idempotency-Key（1 至 64 个可见 ASCII 字符），重复请求才不会重复办理';
    throw new Refusal('unreadable', says, [finding('API-03', '/headers/idempotency-key', says, CONTRACT)]);
  }
  return { key, digest: digestOf(canonical([route.id, context.req.param(), body ?? null])) };
}

function ifMatch(context: Context<Bindings>): { ifMatch?: number } {
  const header = context.req.header('if-match');
  if (header === undefined || header === '*') return {};
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined)
    throw new Refusal('unreadable', 'If-Match 应为本接口给出的 ETag，例如 "3"', [
      finding('API-04', '/headers/if-match', 'If-Match 无法识别', CONTRACT),
    ]);
  return { ifMatch: Number(version) };
}

function reply(context: Context<Bindings>, answer: Exclude<Answer, { problem: unknown }>): Response {
  if ('file' in answer) return handOut(context, answer.file);
  if (answer.version !== undefined) context.header('ETag', `"${answer.version}"`);
  return secured(context).body(JSON.stringify(answer.body), answer.status, { 'content-type': 'application/json; charset=utf-8' });
}

/** A file by its own name (RFC 6266): in UTF-8 for whoever reads RFC 5987, and a plain one for the others. */
function handOut(context: Context<Bindings>, { name, mediaType, bytes }: FileAnswer): Response {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const extension = /\.[a-z]{1,5}$/.exec(name)?.[0] ?? '';
  context.header('Content-Disposition', `attachment; filename="form${extension}"; filename*=UTF-8''${encoded}`);
  return secured(context).body(Uint8Array.from(bytes), 200, { 'content-type': mediaType });
}

function respond(context: Context<Bindings>, problem: Problem): Response {
  if (problem.status === 401) context.header('WWW-Authenticate', 'Bearer');
  if (problem.status === 503) context.header('Retry-After', '2');
  return secured(context).body(JSON.stringify(problem), problem.status as 400, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
}

function secured(context: Context<Bindings>): Context<Bindings> {
  context.header('Cache-Control', 'no-store');
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('X-Request-Id', requestIdOf(context));
  return context;
}

function requestIdOf(context: Context<Bindings>): string {
  return context.env?.lambdaContext?.awsRequestId ?? 'local';
}

/** The caller's own trace id, when it is one: it goes into events and logs, so it must not carry anything else. */
function correlationOf(context: Context<Bindings>): string | undefined {
  const header = context.req.header('x-correlation-id');
  return header && /^[\w.:-]{1,64}$/.test(header) ? header : undefined;
}
