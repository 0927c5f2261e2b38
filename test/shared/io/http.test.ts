import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { absent, answer, found } from '../../../shared/io/answer.ts';
import { openApp } from '../../../shared/io/http.ts';
import type { Identity } from '../../../shared/io/identity.ts';
import { openLog } from '../../../shared/io/log.ts';
import { ProblemShape } from '../../../shared/io/receipt.ts';
import { BODY_BYTES } from '../../../shared/io/request-body.ts';
import { routesFor } from '../../../shared/io/route.ts';
import type { Circumstances, Outcome } from '../../../shared/values/decision.ts';
import { finding } from '../../../shared/values/finding.ts';
import { FiscalYearParam } from '../../../shared/values/fiscal-year.ts';
import { Money } from '../../../shared/values/money.ts';
import { FINANCE, UNIT } from './people.ts';

interface Ports {
  readonly decide: (circumstances: Circumstances) => Outcome;
}

const route = routesFor<Ports>();
const Params = z.strictObject({ year: FiscalYearParam });
const Body = z.strictObject({ amount: Money, reason: z.string().min(1), rows: z.array(z.strictObject({ 'a/b': z.number() })).optional() });
const routes = [
  route({
    id: 'putBudget',
    method: 'PUT',
    path: '/budgets/{year}',
    summary: '报送预算',
    roles: ['finance-performance'],
    params: Params,
    body: Body,
    answers: {},
    handle: async ({ decide }, { circumstances }) => answer(decide(circumstances)),
  }),
  route({
    id: 'postBudget',
    method: 'POST',
    path: '/budgets/{year}/approval',
    summary: '批复预算',
    roles: ['finance-performance'],
    params: Params,
    answers: {},
    handle: async ({ decide }, { circumstances }) => answer(decide(circumstances), 'always'),
  }),
  route({
    id: 'checkBudget',
    method: 'POST',
    path: '/budgets/check',
    summary: '试算',
    roles: ['unit', 'finance-performance'],
    pure: true,
    body: Body,
    answers: {},
    handle: async (_, { body, actor }) => found({ amount: body.amount, by: actor.sub }),
  }),
  route({
    id: 'postRemarks',
    method: 'POST',
    path: '/budgets/{year}/remarks',
    summary: '补充说明',
    roles: ['finance-performance'],
    params: Params,
    body: z.strictObject({ says: z.string() }).optional(),
    answers: {},
    handle: async (_, { body, accept }) => found({ body: body ?? 'nothing', accept: accept ?? 'anything' }),
  }),
  route({
    id: 'getBudget',
    method: 'GET',
    path: '/budgets/{year}',
    summary: '查看预算',
    roles: ['finance-performance'],
    params: Params,
    query: z.strictObject({ limit: z.coerce.number().int().max(100).optional() }),
    answers: {},
    handle: async (_, { params, query }) => (params.year === 2018 ? absent() : found({ ...params, ...query }, 7)),
  }),
];

/** Tells people by a word instead of a token; the real thing has tests of its own. */
const identity: Identity = {
  async identify(authorization) {
    if (authorization === 'fault') throw new TypeError('fetch failed: https://keys.internal/jwks');
    const actor = authorization === 'finance' ? FINANCE : authorization === 'unit' ? UNIT : undefined;
    return actor ? { known: true, actor } : { known: false, says: '请求未携带有效的身份令牌（Authorization: Bearer）' };
  },
};

const accepted: Outcome = { outcome: 'accepted', created: true, version: 1, answer: { status: 'open', version: 1 } };

function door(decide: (circumstances: Circumstances) => Outcome = () => accepted) {
  const lines: string[] = [];
  const log = openLog({ function: 'test', level: 'debug', write: (line) => lines.push(line) });
  const app = openApp(routes, { ports: { decide }, identity, clock: () => new Date('2023-07-01T00:00:00.000Z'), log });
  const call = async (method: string, path: string, init: { headers?: Record<string, string>; body?: string } = {}) => {
    const headers = { authorization: 'finance', ...init.headers };
    const response = await app.request(path, { method, ...(init.body === undefined ? {} : { body: init.body }), headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { call, lines };
}

const body = (change: object = {}) => JSON.stringify({ amount: '100.00', reason: '调整', ...change });
const KEY = { 'idempotency-key': 'key-1' };

describe('what comes in', () => {
  it('reaches the handler parsed: path, query, body and the person', async () => {
    const { call } = door();
    expect(await call('GET', '/budgets/2023?limit=5')).toMatchObject({ status: 200, body: { year: 2023, limit: 5 } });
    const checked = await call('POST', '/budgets/check', { body: body(), headers: { authorization: 'unit' } });
    expect(checked).toMatchObject({ status: 200, body: { amount: 10_000, by: UNIT.sub } });
  });

  it.each([
    ['a wrong type', { amount: 100 }, '/amount'],
    ['a missing field', { reason: undefined }, '/reason'],
    ['a field that nobody asked for', { extra: 1 }, '/extra'],
    ['negative money', { amount: '-1.00' }, '/amount'],
    ['a third of a cent', { amount: '0.333' }, '/amount'],
    ['an empty text', { reason: '' }, '/reason'],
    ['a name that a pointer has to escape', { rows: [{ 'a/b': 'x' }] }, '/rows/0/a~1b'],
    ['what JSON has no word for', { rows: [{ 'a/b': null }] }, '/rows/0/a~1b'],
  ])('400 says where, in Chinese: %s', async (_, change, at) => {
    const { status, body: problem } = await door().call('PUT', '/budgets/2023', { body: body(change) });
    expect(status).toBe(400);
    const { code, findings, detail } = ProblemShape.parse(problem);
    expect({ code, at: findings.map((each) => each.at) }).toEqual({ code: 'unreadable', at: [at] });
    expect(`${detail}${findings[0]?.says}`).toMatch(/\p{Script=Han}/u);
    expect(findings[0]).toMatchObject({ rule: 'API-01', basis: '接口约定' });
  });

  it('400 says of what is missing that it is, not what a program received instead', async () => {
    const { body: problem } = await door().call('PUT', '/budgets/2023', { body: body({ reason: undefined }) });
    expect(ProblemShape.parse(problem).findings.map(({ says }) => says)).toEqual(['缺少这一项，应当填写']);
  });

  it('400 names every place, not only the first', async () => {
    const { body: problem } = await door().call('PUT', '/budgets/2023', { body: '{"other":1,"another":2}' });
    expect(
      ProblemShape.parse(problem)
        .findings.map(({ at }) => at)
        .toSorted(),
    ).toEqual(['/amount', '/another', '/other', '/reason']);
  });

  it.each([
    ['/budgets/abc', '/path/year'],
    ['/budgets/1999', '/path/year'],
    ['/budgets/2023?limit=101', '/query/limit'],
    ['/budgets/2023?page=2', '/query/page'],
  ])('400 points into path and query: %s', async (path, at) => {
    const { status, body: problem } = await door().call('GET', path);
    expect({ status, at: ProblemShape.parse(problem).findings[0]?.at }).toEqual({ status: 400, at });
  });

  it('400 for a body that is none, 413 for one that is too large', async () => {
    const { call } = door();
    expect(await call('PUT', '/budgets/2023', { body: '{' })).toMatchObject({
      status: 400,
      body: { findings: [{ rule: 'API-02', at: '' }] },
    });
    expect(await call('PUT', '/budgets/2023')).toMatchObject({ status: 400, body: { detail: '请求内容不是 JSON' } });
    expect(await call('PUT', '/budgets/2023', { body: 'x'.repeat(BODY_BYTES + 1) })).toMatchObject({
      status: 413,
      body: { code: 'tooLarge' },
    });
  });

  it('takes a body that may be left out: none, or one that is right', async () => {
    const { call } = door();
    const path = '/budgets/2023/remarks';
    expect(await call('POST', path, { headers: KEY })).toMatchObject({ status: 200, body: { body: 'nothing', accept: 'anything' } });
    const said = await call('POST', path, { headers: { ...KEY, accept: 'text/csv' }, body: '{"says":"好"}' });
    expect(said).toMatchObject({ status: 200, body: { body: { says: '好' }, accept: 'text/csv' } });
    for (const wrong of ['{"says":1}', 'null', ' ', '[]'])
      expect((await call('POST', path, { headers: KEY, body: wrong })).status).toBe(400);
  });

  it('401 before anything is read, with the scheme to use', async () => {
    const answer = await door().call('PUT', '/budgets/abc', { body: '{', headers: { authorization: 'nobody' } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated', findings: [] } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('403 for a role that the route does not name, before the body is read', async () => {
    const answer = await door().call('PUT', '/budgets/2023', { body: '{', headers: { authorization: 'unit' } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden', detail: '您的角色不能办理“报送预算”' } });
  });

  it('404 for what is not there, and for a route that is not', async () => {
    expect(await door().call('GET', '/budgets/2018')).toMatchObject({ status: 404, body: { detail: '没有这条记录，或者您无权查看' } });
    expect(await door().call('GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 'absent', detail: '没有这个接口' } });
    expect(await door().call('PUT', '/budgets/2023/approval')).toMatchObject({ status: 404 });
  });
});

describe('a POST', () => {
  it('needs an Idempotency-Key of visible ASCII, 64 at most', async () => {
    const says = '请求头须带 Idempotency-Key（1 至 64 个可见 ASCII 字符），重复请求才不会重复办理';
    for (const headers of [{}, { 'idempotency-key': '' }, { 'idempotency-key': 'a b' }, { 'idempotency-key': 'k'.repeat(65) }]) {
      const { status, body: problem } = await door().call('POST', '/budgets/2023/approval', { headers });
      expect({ status, problem }).toMatchObject({
        status: 400,
        problem: { findings: [{ rule: 'API-03', at: '/headers/idempotency-key', says }] },
      });
    }
  });

  it('hands on the key, and a digest of route, path and body', async () => {
    const seen: Circumstances[] = [];
    const { call } = door((circumstances) => {
      seen.push(circumstances);
      return accepted;
    });
    await call('POST', '/budgets/2023/approval', { headers: KEY });
    await call('POST', '/budgets/2023/approval', { headers: KEY });
    await call('POST', '/budgets/2024/approval', { headers: KEY });
    const [one, again, other] = seen.map(({ request }) => request);
    expect(one).toEqual({ key: 'key-1', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(again).toEqual(one);
    expect(other?.digest).not.toBe(one?.digest);
  });

  it('that changes nothing needs none, and a PUT neither', async () => {
    expect(await door().call('POST', '/budgets/check', { body: body() })).toMatchObject({ status: 200 });
    expect(await door().call('PUT', '/budgets/2023', { body: body() })).toMatchObject({ status: 201 });
  });
});

describe('the circumstances of a command', () => {
  const seenBy = async (headers: Record<string, string>) => {
    const seen: Circumstances[] = [];
    const { call } = door((circumstances) => {
      seen.push(circumstances);
      return accepted;
    });
    return { answer: await call('PUT', '/budgets/2023', { body: body(), headers }), seen: seen[0] };
  };

  it('carry the person, the time at the door and the version that the caller saw', async () => {
    const { seen } = await seenBy({ 'if-match': '"3"' });
    expect(seen).toEqual({ actor: FINANCE, time: '2023-07-01T00:00:00.000Z', correlation: 'local', ifMatch: 3 });
  });

  it.each([
    ['"12"', 12],
    ['W/"12"', 12],
    ['12', 12],
    ['*', undefined],
  ])('read If-Match %s', async (header, version) => {
    expect((await seenBy({ 'if-match': header })).seen?.ifMatch).toBe(version);
  });

  it.each(['"abc"', '"1", "2"', '-1', '1.5', '"1234567890"'])('refuse If-Match %s', async (header) => {
    const { answer } = await seenBy({ 'if-match': header });
    expect(answer).toMatchObject({ status: 400, body: { findings: [{ rule: 'API-04', at: '/headers/if-match' }] } });
  });

  it("take the caller's correlation id only when it is one", async () => {
    expect((await seenBy({ 'x-correlation-id': 'portal:7-a.b' })).seen?.correlation).toBe('portal:7-a.b');
    expect((await seenBy({ 'x-correlation-id': 'two words' })).seen?.correlation).toBe('local');
    expect((await seenBy({ 'x-correlation-id': 'x'.repeat(65) })).seen?.correlation).toBe('local');
  });
});

describe('what goes out', () => {
  const blocked = finding('PJ-11', '/assessment', '尚未开展事前绩效评估', '市中政办字〔2019〕36号 第九条');
  const stable = { created: false, version: 4, answer: { version: 4 } };

  it.each<[string, Outcome, number, string]>([
    ['a new thing', accepted, 201, ''],
    ['a changed one', { ...accepted, created: false }, 200, ''],
    ['the same content again', { outcome: 'unchanged', ...stable }, 200, ''],
    ['a refusal', { outcome: 'refused', findings: [blocked] }, 422, 'refused'],
    ['a conflict', { outcome: 'conflict', says: '已经撤回' }, 409, 'conflict'],
    ['a stale version', { outcome: 'stale', version: 4 }, 412, 'stale'],
    ['nothing', { outcome: 'absent' }, 404, 'absent'],
    ['not yours', { outcome: 'forbidden', says: '只有财政部门可以批复' }, 403, 'forbidden'],
  ])('%s', async (_, outcome, status, code) => {
    const answered = await door(() => outcome).call('PUT', '/budgets/2023', { body: body() });
    expect(answered.status).toBe(status);
    expect(answered.headers.get('content-type')).toBe(`application/${code ? 'problem+json' : 'json'}; charset=utf-8`);
    if (code) expect(ProblemShape.parse(answered.body)).toMatchObject({ code, type: `urn:problem:${code}`, status });
  });

  it('422 carries the findings with their articles, and the first as its detail', async () => {
    const { body: problem } = await door(() => ({ outcome: 'refused', findings: [blocked] })).call('PUT', '/budgets/2023', {
      body: body(),
    });
    expect(problem).toMatchObject({ detail: '尚未开展事前绩效评估', findings: [blocked] });
  });

  it('a repeated POST that made something is 201 again', async () => {
    const repeated: Outcome = { outcome: 'repeated', ...stable };
    expect(await door(() => repeated).call('POST', '/budgets/2023/approval', { headers: KEY })).toMatchObject({ status: 201 });
    expect(await door(() => repeated).call('PUT', '/budgets/2023', { body: body() })).toMatchObject({ status: 200 });
  });

  it('answers carry their version as ETag, and are never cached or guessed at', async () => {
    const { headers } = await door().call('GET', '/budgets/2023');
    expect(headers.get('etag')).toBe('"7"');
    expect((await door().call('PUT', '/budgets/2023', { body: body() })).headers.get('etag')).toBe('"1"');
    for (const answered of [headers, (await door().call('GET', '/nowhere')).headers]) {
      expect(answered.get('cache-control')).toBe('no-store');
      expect(answered.get('x-content-type-options')).toBe('nosniff');
      expect(answered.get('x-request-id')).toBe('local');
    }
  });

  it('a fault is 503, says when to come back, and leaks nothing', async () => {
    const secret = 'AccessDenied arn:aws-cn:dynamodb:cn-northwest-1:123456789012:table/Projects';
    const { call, lines } = door(() => {
      throw new Error(secret);
    });
    const answered = await call('PUT', '/budgets/2023', { body: body() });
    expect(answered).toMatchObject({ status: 503, body: { code: 'fault', detail: '服务暂时不可用，请稍后再试', findings: [] } });
    expect(answered.headers.get('retry-after')).toBe('2');
    expect(JSON.stringify([answered.body, [...answered.headers]])).not.toMatch(/arn|Access|Error|at /);
    expect(lines.some((line) => line.includes(secret))).toBe(true);
  });

  it('a key set that can not be had is a fault, not a refusal', async () => {
    const answered = await door().call('GET', '/budgets/2023', { headers: { authorization: 'fault' } });
    expect(answered.status).toBe(503);
    expect(JSON.stringify(answered.body)).not.toContain('internal');
  });

  it('every request leaves one line, without the person and without what was sent', async () => {
    const { call, lines } = door();
    await call('PUT', '/budgets/2023', { body: body({ reason: '秘密事由' }), headers: { 'x-correlation-id': 'portal-7' } });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'info',
        message: 'request served',
        route: 'putBudget',
        status: 201,
        correlationId: 'portal-7',
        requestId: 'local',
      }),
    ]);
    expect(lines.join()).not.toMatch(/秘密事由|陈晓|F-118-05/);
  });
});
