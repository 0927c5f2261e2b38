import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Region, startRegion } from '../../local/region.ts';
import { fixtureTemplate } from './fixtures/template.ts';

let region: Region;

beforeAll(async () => {
  region = await startRegion({ template: fixtureTemplate(), quiet: true, brief: true });
});

afterAll(async () => {
  await region?.stop();
});

afterEach(async () => {
  region.faults({ seed: 0 });
  region.clock(new Date());
  await region.whenIdle();
});

interface Said {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(action: string, given: object = {}, path = '/do'): Promise<Said> {
  const response = await fetch(`${region.url}${path}`, { method: 'POST', body: JSON.stringify({ action, ...given }) });
  return { status: response.status, body: (await response.json()) as Said['body'] };
}

const write = (id: string, group: string, event?: object) => ask('write', { id, group, event });

/** What a group has heard, in order. */
async function heard(group: string): Promise<unknown> {
  const { 'test-heard': items } = await region.tables();
  return items?.find(({ pk }) => pk === group)?.heard;
}

describe('the gateway', () => {
  it('hands a request on as a REST API does', async () => {
    const response = await fetch(`${region.url}/echo/a%20b/c?x=1&x=2&y=%E5%AE%81`, {
      method: 'PUT',
      headers: { 'X-Odd-Case': 'kept' },
      body: '预算',
    });
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      resource: '/echo/{proxy+}',
      path: '/echo/a%20b/c',
      httpMethod: 'PUT',
      pathParameters: { proxy: 'a%20b/c' },
      queryStringParameters: { x: '2', y: '宁' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['宁'] },
      multiValueHeaders: { 'X-Forwarded-Proto': ['http'] },
      requestContext: { stage: 'v1', path: '/v1/echo/a%20b/c', resourcePath: '/echo/{proxy+}', httpMethod: 'PUT' },
      body: '预算',
      isBase64Encoded: false,
    });
  });

  it('hands bytes that are no text on in base64', async () => {
    const response = await fetch(`${region.url}/echo`, { method: 'POST', body: Buffer.from([0xff, 0x00, 0x80]) });
    expect(await response.json()).toMatchObject({ body: '/wCA', isBase64Encoded: true, queryStringParameters: null, pathParameters: null });
  });

  it('knows only the routes of the template', async () => {
    for (const [method, path] of [
      ['GET', '/do'],
      ['POST', '/do/more'],
      ['GET', '/nowhere'],
    ]) {
      const response = await fetch(`${region.url}${path}`, { method: method ?? '' });
      expect([response.status, await response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
    }
  });

  it('takes no more than 10 MB', async () => {
    const response = await fetch(`${region.url}/echo`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([response.status, await response.json()]).toEqual([413, { message: 'Request Too Long' }]);
  });

  it('answers 502 when a function dies, hangs or says nonsense, and the next request is served', async () => {
    for (const action of ['exit', 'hang', 'malformed']) {
      expect([action, await ask(action, {}, '/hasten')]).toEqual([action, { status: 502, body: { message: 'Internal server error' } }]);
      expect((await ask('time', {}, '/hasten')).status).toBe(200);
    }
    expect(region.logs('test-hasty').some(({ line }) => line.includes('Task timed out after 1.00 seconds'))).toBe(true);
  });
});

describe('a role', () => {
  it("may not read another function's table", async () => {
    const { status, body } = await ask('foreign');
    expect(status).toBe(500);
    expect(body.name).toBe('AccessDeniedException');
    expect(body.message).toContain(
      'not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:local:000000000000:table/test-heard',
    );
  });

  it('may keep files where it is allowed to, and nowhere else', async () => {
    expect((await ask('keep', { key: 'kept/a', text: '档案' })).status).toBe(200);
    expect((await ask('fetch', { key: 'kept/a' })).body).toEqual({ text: '档案' });
    expect((await ask('keep', { key: 'elsewhere/a', text: 'x' })).body.name).toBe('AccessDenied');
  });

  it('may ask that a file be the first of its name, and of several that ask at once one is', async () => {
    const keep = (text: string) => ask('keep', { key: 'kept/first', text, IfNoneMatch: '*' });
    const said = await Promise.all(['a', 'b', 'c'].map(keep));
    expect(said.map(({ status, body }) => (status === 200 ? 'kept' : body.name)).toSorted()).toEqual([
      'PreconditionFailed',
      'PreconditionFailed',
      'kept',
    ]);
    const first = ['a', 'b', 'c'][said.findIndex(({ status }) => status === 200)];
    expect((await ask('fetch', { key: 'kept/first' })).body).toEqual({ text: first });
  });

  it('that may not list a bucket does not learn what is missing', async () => {
    expect((await ask('fetch', { key: 'kept/missing' })).body.name).toBe('AccessDenied');
  });

  it('is known by its key: a stranger gets nothing', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=STRANGER/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
    const headers = { authorization, 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' };
    const response = await fetch(region.access.endpoint, { method: 'POST', headers, body: '{}' });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { __type: 'com.amazon.coral.service#UnrecognizedClientException' },
    ]);
  });
});

describe('an event', () => {
  it('travels from the table through the relay to its consumer, in the order of its group', async () => {
    const ids = Array.from({ length: 12 }, (_, at) => `order-${at}`);
    for (const id of ids) await write(id, 'order', {});
    await region.whenIdle();
    expect(await heard('order')).toEqual(ids);
  });

  it('arrives at once when the region was idle: nobody waits for the next look of the second', async () => {
    const took: number[] = [];
    for (let at = 0; at < 5; at += 1) {
      await region.whenIdle();
      await write(`quick-${at}`, 'quick', {});
      const begun = performance.now();
      await region.whenIdle();
      took.push(performance.now() - begun);
    }
    expect(took.toSorted((one, other) => one - other)[2]).toBeLessThan(500);
  });

  it('that the filter leaves out reaches nobody', async () => {
    const before = region.logs('test-relay').length;
    await write('silent', 'silent');
    await region.whenIdle();
    expect(await heard('silent')).toBeUndefined();
    expect(region.logs('test-relay').length).toBe(before);
  });

  it('that its consumer refuses goes to the dead letters after five receives, and the group goes on behind it', async () => {
    for (const [id, event] of [
      ['dead-0', {}],
      ['dead-1', { fails: true }],
      ['dead-2', {}],
    ] as const) {
      await write(id, 'dead', event);
    }
    await write('alive-0', 'alive', {});
    await region.whenIdle();
    expect(await heard('dead')).toEqual(['dead-0', 'dead-2']);
    expect(await heard('alive')).toEqual(['alive-0']);
    const dead = (await region.deadLetters()).filter(({ body }) => body.includes('dead-1'));
    expect(dead).toMatchObject([{ queue: 'test-inbox-dead-letters.fifo', receives: 6 }]);
    expect((await region.queues()).queues).toContainEqual({ name: 'test-inbox.fifo', visible: 0, inFlight: 0, deadLetters: 1 });
  });

  it('that the relay can never send is given up after its retries, and the destination hears where it lies', async () => {
    await write('poison', 'poison', { poison: true });
    await region.whenIdle(20_000);
    const [notice] = (await region.deadLetters()).filter(({ queue }) => queue === 'test-lost');
    expect(JSON.parse(notice?.body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 11 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: 'arn:aws:dynamodb:local:000000000000:table/test-things/stream/local' },
    });
    await write('after-poison', 'poison', {});
    await region.whenIdle();
    expect(await heard('poison')).toEqual(['after-poison']);
  });
});

describe('a standard queue', () => {
  it('delivers what somebody outside sends', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, at) => region.send('intake', JSON.stringify({ id: `bulk-${at}`, group: 'bulk' }))));
    await region.whenIdle();
    const ids = await heard('bulk');
    expect(Array.isArray(ids) && ids.length).toBe(25);
  });
});

describe('idle', () => {
  it('is never said while something is on its way', async () => {
    for (let at = 0; at < 20; at += 1) {
      await write(`idle-${at}`, 'idle', {});
      await region.whenIdle();
      const ids = await heard('idle');
      expect(Array.isArray(ids) && ids.length).toBe(at + 1);
    }
  });

  it('is not said while deliveries are held', async () => {
    region.pause();
    await write('held', 'held', {});
    expect(await region.idle()).toBe(false);
    await expect(region.whenIdle(100)).rejects.toThrow('test-things behind by 1');
    region.resume();
    await region.whenIdle();
    expect(await heard('held')).toEqual(['held']);
  });
});

describe('the clock', () => {
  it('moves the time that functions see, and back', async () => {
    region.clock('2023-06-01T08:00:00+08:00');
    const { body } = await ask('time');
    expect(body).toMatchObject({ is: true, real: true, called: expect.stringContaining('2023') });
    expect(Math.abs(Date.parse(String(body.now)) - Date.parse('2023-06-01T00:00:00Z'))).toBeLessThan(10_000);
    expect(Math.abs(Number(body.stamp) - Date.parse(String(body.now)))).toBeLessThan(1000);
    region.clock(new Date());
    expect(Math.abs(Date.parse(String((await ask('time')).body.now)) - Date.now())).toBeLessThan(10_000);
  });

  it('is the engines’ too: one that were months off would make the SDK ask again whatever is refused', async () => {
    const seen = async () => Date.parse((await fetch(region.access.endpoint)).headers.get('date') ?? '');
    expect(Math.abs((await seen()) - Date.now())).toBeLessThan(60_000);
    region.clock(new Date('2026-03-02T09:00:00+08:00'));
    expect(Math.abs((await seen()) - Date.parse('2026-03-02T09:00:00+08:00'))).toBeLessThan(60_000);
  });

  it('fires a schedule once when it passes its hour, and by hand', async () => {
    const woken = async () =>
      ((await region.tables())['test-things'] ?? []).map(({ sk }) => String(sk)).filter((sk) => sk.startsWith('2024'));
    region.clock('2024-02-28T21:00:00Z');
    region.clock('2024-03-02T21:59:00Z');
    await region.whenIdle();
    expect(await woken()).toEqual(['2024-03-01T22:00:00Z']);
    expect(await region.schedule('timetable')).toBe(true);
    expect(await woken()).toHaveLength(2);
    expect(await region.schedule('nothing')).toBe(false);
  });
});

describe('faults', () => {
  it('deliver twice, and everything still arrives', async () => {
    region.faults({ seed: 3, duplicate: 1 });
    for (const id of ['twice-0', 'twice-1']) await write(id, 'twice', {});
    await region.whenIdle();
    expect(await heard('twice')).toEqual(['twice-0', 'twice-0', 'twice-1', 'twice-1']);
  });

  it('end the relay between any two sends, and everything still arrives in order', async () => {
    region.faults({ seed: 5, crashBeforeSend: 0.3 });
    const ids = Array.from({ length: 10 }, (_, at) => `crash-${at}`);
    for (const id of ids) await write(id, 'crash', {});
    await region.whenIdle(20_000);
    expect(await heard('crash')).toEqual(ids);
    expect(region.logs('test-relay').some(({ line }) => line.includes('"at":"send"'))).toBe(true);
  });

  it('end a function after its commit: the caller hears nothing, and what is written is written and travels', async () => {
    region.faults({ seed: 5, crashAfterCommit: 1 });
    expect((await write('lost-answer', 'lost-answer', {})).status).toBe(502);
    await region.whenIdle();
    expect(await heard('lost-answer')).toEqual(['lost-answer']);
  });

  it('throttle as DynamoDB does', async () => {
    region.faults({ seed: 2, throttle: 1 });
    const names = new Set<unknown>();
    for (let at = 0; at < 6; at += 1) names.add((await write('never', 'never')).body.name);
    expect([...names].every((name) => /^(ProvisionedThroughputExceeded|Throttling|TransactionCanceled)Exception$/.test(String(name)))).toBe(
      true,
    );
    region.faults({ seed: 0 });
    expect((await region.tables())['test-things']?.some(({ pk }) => pk === 'never')).toBe(false);
  });
});

describe('all faults together', () => {
  it('change nothing of what every group hears, and in which order', { timeout: 60_000 }, async () => {
    region.faults({ seed: 11, duplicate: 0.5, reorder: 0.5, throttle: 0.05, crashBeforeSend: 0.05, crashAfterCommit: 0.05 });
    const groups = Array.from({ length: 8 }, (_, at) => `chaos-${at}`);
    await Promise.all(
      groups.map(async (group) => {
        for (let at = 0; at < 6; at += 1) while ((await write(`${group}/${at}`, group, {})).status !== 200);
      }),
    );
    await region.whenIdle(40_000);
    for (const group of groups) {
      const ids = await heard(group);
      const once = Array.isArray(ids) ? ids.filter((id, at) => id !== ids[at - 1]) : [];
      expect(once).toEqual(Array.from({ length: 6 }, (_, at) => `${group}/${at}`));
    }
    expect((await region.deadLetters()).filter(({ body }) => body.includes('chaos'))).toEqual([]);
  });
});

describe('capacity', () => {
  it('counts a transaction twice for the table and once for the index', async () => {
    region.capacity(true);
    await ask('write', { id: 'counted', group: 'counted', queue: 'q' });
    expect(region.capacity()['test-door']).toEqual({ reads: 0, writes: 5, calls: 1 });
  });
});

describe('tokens', () => {
  it('verify against the key set, name the person and last ten years', async () => {
    const asked = { division: '640104', organisation: '219001', roles: ['unit'], name: '演示预算单位' };
    const response = await fetch(`${region.url}/local/tokens`, { method: 'POST', body: JSON.stringify(asked) });
    const { token } = (await response.json()) as { token: string };
    const keys = createRemoteJWKSet(new URL(`${region.url}/local/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: 'https://id.local.test', audience: 'budget-performance' });
    expect(payload).toMatchObject(asked);
    expect((payload.exp ?? 0) - Date.now() / 1000).toBeGreaterThan(9.9 * 365 * 24 * 3600);
    expect(token).not.toBe(await region.token({ ...asked, name: 'somebody else' }));
  });
});

describe('the local routes', () => {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${region.url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
  };

  it('refuse what they cannot read with a problem that points at it', async () => {
    for (const [path, body, at] of [
      ['/local/tokens', { division: 'x', organisation: 'a', roles: ['unit'] }, '/division'],
      ['/local/tokens', { division: '640104', organisation: 'a', roles: ['king'] }, '/roles/0'],
      ['/local/clock', { now: 'yesterday' }, '/now'],
      ['/local/faults', { seed: 1, throttle: 2 }, '/throttle'],
      ['/local/faults', {}, '/seed'],
    ] as const) {
      const said = await post(path, body);
      expect([path, said]).toMatchObject([path, { status: 400, type: 'application/problem+json', body: { findings: [{ at }] } }]);
    }
    expect(await post('/local/clock', 'not json')).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(await post('/local/nothing', {})).toMatchObject({ status: 404, type: 'application/problem+json' });
    expect(await post('/local/schedules/nothing', {})).toMatchObject({ status: 404 });
  });

  it('say what is under way', async () => {
    await region.whenIdle();
    const response = await fetch(`${region.url}/local/queues`);
    expect(await response.json()).toMatchObject({
      idle: true,
      streams: [{ table: 'test-things', behind: 0 }],
      queues: [{ name: 'test-inbox.fifo', visible: 0, inFlight: 0 }, { name: 'test-intake' }, { name: 'test-lost' }],
    });
  });
});
