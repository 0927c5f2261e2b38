import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from './calls.ts';
import { reading } from './case.ts';
import type { Desk } from './desk.ts';
import { approveGoals, bring, issueBudget, must, propose, report } from './loop.ts';
import { shared, side } from './region.ts';
import { filled, isList, ROUTES, routeNamed } from './route-tables.ts';
import { rowSpoilsOf, spoilsOf, unboundedIn } from './spoils.ts';

const { region, caller, people, desk, sender } = shared();
const LANES = 8;
const BODIED = ROUTES.filter((route) => route.body);
const LISTS = ROUTES.filter(isList);
const WITH_PARAMS = ROUTES.filter((route) => route.params);
const WRITING = ROUTES.filter((route) => route.method === 'POST' && !route.pure);

let running: Desk;
let before: string;

/** Everything in every table, but notes of answered bulk requests: these are kept for whoever may call. */
const dump = async () => {
  await region.whenIdle();
  const tables = Object.entries(await region.tables());
  return JSON.stringify(tables.map(([name, items]) => [name, items.filter(({ pk }) => !String(pk).startsWith('request#'))]));
};

beforeAll(async () => {
  // A project in the middle of its year: whatever is sent about it below would be taken if it weren't spoilt.
  running = await propose(desk('FUZZ-1'));
  await approveGoals(running);
  await issueBudget(running);
  running = await bring(running);
  must(await running.act('province', 'launchPilot'), 201);
  must(await running.act('finance-performance', 'enrolPilotCounty'), 201);
  running = await report(running, sender);
  before = await dump();
});

/** Bad input must have left no trace, whatever it was. */
afterAll(async () => {
  expect(await dump()).toBe(before);
});

async function send(
  route: (typeof ROUTES)[number],
  change: { raw?: Buffer | string; path?: string; headers?: Record<string, string> },
): Promise<Reply> {
  const [role = 'unit'] = route.roles;
  return caller.ask({
    method: route.method,
    path: change.path ?? filled(route.path, running.params()),
    token: await people.token(role),
    headers: { ...(route.method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}), ...change.headers },
    ...(change.raw === undefined ? {} : { raw: change.raw }),
    ...(change.raw === undefined && change.path !== undefined && route.body ? { body: running.bodyOf(route.id) } : {}),
  });
}

/** What every refusal of the door looks like; `at`: somewhere at or under this place. */
/** What the door takes at most. */
const BODY_BYTES = 1024 * 1024;

function isRefused(reply: Reply, says: string, at?: string, statuses: readonly number[] = [400]): void {
  const told = `${says} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`;
  expect.soft(statuses, told).toContain(reply.status);
  expect.soft(reply.type, told).toBe('application/problem+json');
  if (at === undefined) return;
  const findings = Array.isArray(reply.body.findings) ? reply.body.findings : [];
  const pointers = findings.map((found: { at: string }) => found.at);
  expect
    .soft(
      pointers.some((pointer) => pointer === at || pointer.startsWith(`${at}/`)),
      `${told} points at ${pointers.join(', ')} instead of ${at}`,
    )
    .toBe(true);
}

describe('every body', () => {
  it('has a perfect sample here', () => {
    for (const { id, body } of BODIED) expect(body?.safeParse(running.bodyOf(id)).error, id).toBeUndefined();
  });

  it('bounds every text, list and object', () => {
    const unbounded = BODIED.flatMap(({ id, body }) => (body ? unboundedIn(body).map((at) => `${id} ${at}`) : []));
    expect(unbounded).toEqual([]);
  });

  it.each(BODIED.map((route) => [route.id, route] as const))('of %s: one thing spoilt is a 400 that points at it', async (_, route) => {
    const spoils = route.body ? spoilsOf(route.body, running.bodyOf(route.id)) : [];
    expect(spoils.length).toBeGreaterThan(10);
    await side(spoils, LANES, async ({ says, at, text }) => {
      const tooLarge = Buffer.byteLength(text) > BODY_BYTES;
      isRefused(await send(route, { raw: text }), says, tooLarge ? undefined : at, [tooLarge ? 413 : 400]);
    });
  });

  it('of readings in bulk: a row spoilt is rejected with a pointer into it, beside one that is recorded', async () => {
    const route = routeNamed('recordReadings');
    const sound = { projectCode: 'NOBODY', fiscalYear: 2025, period: '06', ...reading(running.own, '06', '30', 0.2, 0.2) };
    // What no JSON could say again makes the whole batch unreadable.
    const rowwise = ({ at, says }: { readonly at?: string | undefined; readonly says: string }) =>
      at !== undefined && !/infinite|prototype/.test(says) && !says.endsWith('is a prototype');
    const spoils = route.body ? rowSpoilsOf(route.body, 'readings', sound).filter(rowwise) : [];
    expect(spoils.length).toBeGreaterThan(100);
    for (let from = 0; from < spoils.length; from += 100) {
      const rows = spoils.slice(from, from + 100);
      const raw = `{"readings":[${[JSON.stringify(sound), ...rows.map(({ text }) => text)].join(',')}]}`;
      const reply = await send(route, { raw });
      expect(reply, JSON.stringify(reply.body).slice(0, 500)).toMatchObject({ status: 202, body: { accepted: 0 } });
      const rejected = new Map(
        Array.isArray(reply.body.rejected)
          ? reply.body.rejected.map((row: { index: number; findings: object[] }) => [row.index, row.findings])
          : [],
      );
      for (const [index, { says, at }] of rows.entries()) {
        const pointers = (rejected.get(index + 1) ?? []).map((found: { at?: string }) => found.at ?? '');
        const wanted = `/readings/${index + 1}${at}`;
        expect
          .soft(
            pointers.some((pointer) => pointer === wanted || pointer.startsWith(`${wanted}/`)),
            `${says}: ${pointers.join(', ')}`,
          )
          .toBe(true);
      }
    }
  });

  it('of 2 MiB is refused by every function', async () => {
    const raw = JSON.stringify({ reason: 'x'.repeat(2 * 1024 * 1024) });
    const byFunction = Map.groupBy(BODIED, ({ path }) => path.split('/')[1]);
    for (const [route] of byFunction.values()) if (route) isRefused(await send(route, { raw }), route.id, undefined, [413]);
  });

  const whole: readonly (readonly [string, Buffer | string, number])[] = [
    ['of 1 MiB and one byte', `"${'x'.repeat(1024 * 1024 - 1)}"`, 413],
    ['of broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['of half a surrogate pair', '{"reason":"\\ud800"}', 400],
    ['nested 100,000 deep', '['.repeat(100_000), 400],
    ['nested 100 deep in one field', `{"reason":${'['.repeat(100)}${']'.repeat(100)}}`, 400],
    ['that is empty', '', 400],
    ['that is an array', '[]', 400],
    ['that is text', '"x"', 400],
    ['that is null', 'null', 400],
    ['that is cut off', '{"reason":"x', 400],
    ['in GB 18030', Buffer.from([0x7b, 0x22, 0x72, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0x22, 0x7d]), 400],
  ];
  it.each(whole)('%s is refused everywhere', async (says, raw, status) => {
    // A body that may be left out may be empty.
    const asked = BODIED.filter(({ body }) => raw !== '' || !body?.safeParse(undefined).success);
    await side(asked, LANES, async (route) => isRefused(await send(route, { raw }), `${route.id} ${says}`, undefined, [status]));
  });

  it('in another content type is refused everywhere', async () => {
    const kinds = { 'application/x-www-form-urlencoded': 'reason=x', 'application/xml': '<reason>x</reason>', 'text/plain': 'x' };
    for (const [type, raw] of Object.entries(kinds)) {
      await side(BODIED, LANES, async (route) => {
        isRefused(await send(route, { raw, headers: { 'content-type': type } }), `${route.id} ${type}`);
      });
    }
  });
});

describe('what a rule refuses', () => {
  const twice = (rows: unknown) => (Array.isArray(rows) ? [...rows, rows[0]] : rows);
  const last = '/indicators/5/id';
  const refusals: readonly (readonly [says: string, operation: string, change: (body: Record<string, unknown>) => object, at: string])[] = [
    ['an indicator twice in adjusted goals', 'adjustGoals', (body) => ({ indicators: twice(body.indicators) }), last],
    ['an indicator twice in a reading', 'recordReading', (body) => ({ indicators: twice(body.indicators) }), last],
    ['an indicator twice in a self-evaluation', 'selfEvaluate', (body) => ({ indicators: twice(body.indicators) }), last],
    ['a reading of another month', 'recordReading', () => ({ asOf: '2025-07-31' }), '/asOf'],
    ['an end before the start', 'registerProject', () => ({ endsOn: '2024-12-31' }), '/endsOn'],
    [
      'an unknown kind of measure',
      'issueRectification',
      () => ({ findings: [{ says: '台账不全', measure: '其他' }] }),
      '/findings/0/measure',
    ],
  ];
  it.each(refusals)('%s is a 422 that points at it, and nothing is written', async (says, operation, change, at) => {
    const route = routeNamed(operation);
    const body = { ...running.bodyOf(operation) };
    isRefused(await send(route, { raw: JSON.stringify({ ...body, ...change(body) }) }), says, at, [422]);
    expect(await dump()).toBe(before);
  });
});

const ODD = ['%00', '%F0%9F%98%80', '__proto__', '%E0%A4%A', 'a%2Fb', '%20', "';--", '%ff', '*', '{projectCode}', 'x'.repeat(10_000)];

describe('every path', () => {
  it.each(ODD.map((odd) => [odd.slice(0, 20), odd] as const))('with %s in it is refused', async (_, odd) => {
    const requests = WITH_PARAMS.flatMap((route) => [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ route, name })));
    await side(requests, LANES, async ({ route, name }) => {
      const path = filled(route.path, { ...running.params(), [name]: odd });
      isRefused(await send(route, { path }), `${route.method} ${path.slice(0, 100)}`, `/path/${name}`);
    });
  });

  it.each(['..', '.', '', '%2e', '%2e%2e', '%2E%2E%2f..'])('climbing with "%s" leads nowhere, at most to the list', async (odd) => {
    const climbing = WITH_PARAMS.filter(({ path }) => /\{(projectCode|alertId|id)\}/.test(path));
    await side(climbing, LANES, async (route) => {
      const path = filled(route.path, { ...running.params(), projectCode: odd, alertId: odd, id: odd });
      const reply = await send(route, { path });
      expect.soft([200, 400, 403, 404], `${route.method} ${path} → ${reply.status}`).toContain(reply.status);
      if (reply.status === 200) expect.soft(Object.keys(reply.body), path).toContain('items');
    });
  });

  it.each(['1999', '2101', 'abcd', '%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%95', '2025.0', '2e3', '-2025'])(
    'with the year %s is refused',
    async (fiscalYear) => {
      await side(
        WITH_PARAMS.filter(({ path }) => path.includes('{fiscalYear}')),
        LANES,
        async (route) => {
          const path = filled(route.path, { ...running.params(), fiscalYear });
          isRefused(await send(route, { path }), path, '/path/fiscalYear');
        },
      );
    },
  );

  it.each(['00', '13', '6', '006', 'ab'])('with the period %s is refused', async (period) => {
    await side(
      WITH_PARAMS.filter(({ path }) => path.includes('{period}')),
      LANES,
      async (route) => {
        const path = filled(route.path, { ...running.params(), period });
        isRefused(await send(route, { path }), path, '/path/period');
      },
    );
  });

  it('with a method that it doesn’t have is refused', async () => {
    for (const route of WITH_PARAMS) {
      const path = filled(route.path, running.params());
      const token = await people.token('finance-performance');
      for (const method of ['DELETE', 'PATCH', 'OPTIONS']) {
        const { status } = await caller.ask({ method, path, token });
        expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
        expect(status, `${method} ${path}`).toBeLessThan(500);
      }
    }
  });
});

describe('every list', () => {
  const queries: readonly (readonly [query: string, name: string])[] = [
    ...['0', '-1', '101', '1.5', 'abc', '1e9', 'NaN', '%00'].map((value) => [`limit=${value}`, 'limit'] as const),
    ...['1999', '2101', 'x', ''].map((value) => [`fiscalYear=${value}`, 'fiscalYear'] as const),
    ...['1', '6401040', 'abcdef', '640104%00', ''].map((value) => [`division=${value}`, 'division'] as const),
    [`status=${'x'.repeat(41)}`, 'status'],
    [`queue=${'x'.repeat(61)}`, 'queue'],
    [`cursor=${'x'.repeat(5000)}`, 'cursor'],
    ['cursor=garbage', 'cursor'],
    [`cursor=${Buffer.from('{"binding":"x","queue":0}').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('{"__proto__":{}}').toString('base64url')}`, 'cursor'],
    ['unknown=1', 'unknown'],
    ['constructor=1', 'constructor'],
  ];
  it.each(queries.map(([query, name]) => [query.slice(0, 60), query, name] as const))(
    'asked with %s is refused',
    async (_, query, name) => {
      await side(LISTS, LANES, async (route) => {
        const path = `${filled(route.path, running.params())}?${query}`;
        isRefused(await send(route, { path }), path.slice(0, 100), `/query/${name}`);
      });
    },
  );
});

describe('every header', () => {
  it.each(['', 'two words', '\t', 'x'.repeat(65)])('Idempotency-Key "%s" is refused', async (key) => {
    await side(WRITING, LANES, async (route) => {
      const raw = route.body ? JSON.stringify(running.bodyOf(route.id)) : '';
      isRefused(await send(route, { raw, headers: { 'idempotency-key': key } }), route.id, '/headers/idempotency-key');
    });
  });

  it.each(['x', '"x"', '-1', '"1", "2"', '9'.repeat(40)])('If-Match %s is refused', async (value) => {
    const routes = ROUTES.filter((route) => route.method !== 'GET' && !route.pure);
    await side(routes, LANES, async (route) => {
      const raw = route.body ? JSON.stringify(running.bodyOf(route.id)) : '';
      isRefused(await send(route, { raw, headers: { 'if-match': value } }), route.id, '/headers/if-match');
    });
  });
});

describe('numbers at the edge', () => {
  const edges = ['1e308', '-1e308', '5e-324', '-0', '0.1', '123456789012345678901234567890', '1.00000000000000000001'];
  const pure = BODIED.filter(({ pure }) => pure);
  it.each(pure.map((route) => [route.id, route] as const))('%s answers them, or refuses them', async (_, route) => {
    const text = JSON.stringify(running.bodyOf(route.id));
    const numbers = [...text.matchAll(/(?<=[:[])-?\d+(?:\.\d+)?(?=[,}\]])/g)];
    const bodies = numbers.flatMap(({ index, 0: number }) =>
      edges.map((edge) => text.slice(0, index) + edge + text.slice(index + number.length)),
    );
    await side(bodies, LANES, async (raw) => {
      const { status } = await send(route, { raw });
      expect.soft([200, 400, 404, 422], raw).toContain(status);
    });
  });
});
