import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { type NewEvent, read } from '../../../events/index.ts';
import { openCards } from '../../../shared/io/cards.ts';
import { openShelf } from '../../../shared/io/shelf.ts';
import { Table } from '../../../shared/io/table.ts';
import { worklist } from '../../../shared/io/worklist.ts';
import type { Circumstances, Decision, Known, Outcome } from '../../../shared/values/decision.ts';
import { sample } from '../../events/samples.ts';
import { type Engine, startEngine, TABLE } from './engine.ts';
import { FINANCE } from './people.ts';

/** A little aggregate: a number that people raise, each time with a reason. */
interface Tally {
  readonly count: number;
  readonly heard?: number;
}
type Rule = (known: Known<Tally> | undefined) => Decision<Tally, NewEvent>;

let engine: Engine;
let table: Table<Tally>;
let names = 0;

beforeAll(async () => {
  engine = await startEngine();
  table = new Table<Tally>({
    client: engine.client,
    name: TABLE,
    source: 'projects',
    vault: engine.vault,
    placement: ({ count }, key) => ({
      queue: `370103#${count % 2 === 0 ? 'even' : 'odd'}`,
      place: `219001#${key}`,
      row: { key, count, division: '370103', departmentCode: '219', unitCode: '219001' },
    }),
    expiry: ({ heard }) => (heard === undefined ? undefined : heard * 1000),
    shown: ({ count }) => ({ count: Number(count) }),
  });
});
afterAll(() => engine?.stop());

const fresh = () => `project#T${++names}`;
const of = (key: string) => ({ key, subject: key.slice(8), division: '370103', fiscalYear: 2023 });
const circumstances = (change: Partial<Circumstances> = {}): Circumstances => ({
  actor: FINANCE,
  time: '2023-07-01T00:00:00.000Z',
  correlation: 'portal-7',
  ...change,
});
const request = (key: string, body = 'one') => ({ request: { key, digest: digestOf(body) } });

const raise =
  (reason = '加一'): Rule =>
  (known) => {
    const count = (known?.state.count ?? 0) + 1;
    return {
      outcome: 'accepted',
      state: { ...known?.state, count },
      events: [{ type: 'project.withdrawn.v1', data: { reason } }],
      answer: { count },
    };
  };
/** Only the first wins; the same again changes nothing; anything else came too late. */
const claimOnce =
  (by: number): Rule =>
  (known) => {
    if (known?.state.count === by) return { outcome: 'unchanged', answer: { count: by } };
    if (known) return { outcome: 'conflict', says: '他人已先作出结论' };
    return {
      outcome: 'accepted',
      state: { count: by },
      events: [{ type: 'project.withdrawn.v1', data: { reason: String(by) } }],
      answer: { count: by },
    };
  };
const tally = (outcomes: readonly Outcome[]) =>
  Object.entries(Object.groupBy(outcomes, ({ outcome }) => outcome)).map(([name, all]) => [name, all?.length]);

describe('a command', () => {
  it('what a row shows of its state is written once, in the row, and read back whole', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(), raise());
    const { Item: item } = await engine.client.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: key }, sk: { S: 'state' } } }));
    expect(JSON.parse(item?.doc?.S ?? '')).toEqual({});
    expect((await table.read(key))?.state).toEqual({ count: 1 });
  });

  it('writes state and event in one go, and both are there', async () => {
    const key = fresh();
    const outcome = await table.decide(of(key), circumstances(), raise());
    expect(outcome).toEqual({ outcome: 'accepted', created: true, version: 1, answer: { count: 1, version: 1 } });
    const known = await table.read(key);
    expect(known).toMatchObject({ state: { count: 1 }, version: 1, sequence: 1 });
    expect(await table.history(key)).toEqual([
      expect.objectContaining({ id: `${key}/1`, hash: known?.head, type: 'project.withdrawn.v1' }),
    ]);
  });

  it('says in its event who did it, when, where and on whose request', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances({ cause: { id: 'goals#X#2023/5', hops: 2 } }), raise());
    expect((await table.event(key, 1, 'project.withdrawn.v1')) ?? {}).toMatchObject({
      specversion: '1.0',
      source: '/projects',
      subject: key.slice(8),
      division: '370103',
      fiscalyear: 2023,
      aggregate: key,
      sequence: 1,
      previoushash: 'genesis',
      time: '2023-07-01T00:00:00.000Z',
      correlationid: 'portal-7',
      causationid: 'goals#X#2023/5',
      hops: 3,
      actor: FINANCE.sub,
      actorname: FINANCE.name,
      organisation: FINANCE.organisation,
      data: { reason: '加一' },
    });
  });

  it.each<[string, Decision<Tally, NewEvent>]>([
    ['unchanged', { outcome: 'unchanged', answer: {} }],
    ['refused', { outcome: 'refused', findings: [] }],
    ['conflict', { outcome: 'conflict', says: '否' }],
    ['absent', { outcome: 'absent' }],
    ['forbidden', { outcome: 'forbidden', says: '否' }],
  ])('that is %s writes nothing', async (outcome, decision) => {
    const key = fresh();
    expect((await table.decide(of(key), circumstances(), () => decision)).outcome).toBe(outcome);
    expect([await table.read(key), await table.texts(key)]).toEqual([undefined, []]);
  });

  it('is the first one even where a consumer had begun the state: 201, not 200', async () => {
    const key = fresh();
    await table.absorb(key, () => ({ count: 40 }));
    expect(await table.decide(of(key), circumstances(), raise())).toMatchObject({ created: true, version: 1, answer: { count: 41 } });
  });

  it('may bring more than one event, in one transaction and one chain', async () => {
    const key = fresh();
    const two: Rule = () => ({
      outcome: 'accepted',
      state: { count: 2 },
      events: [
        { type: 'project.withdrawn.v1', data: { reason: '一' } },
        { type: 'project.withdrawn.v1', data: { reason: '二' } },
      ],
      answer: {},
    });
    expect(await table.decide(of(key), circumstances(), two)).toMatchObject({ version: 1 });
    expect(await table.read(key)).toMatchObject({ version: 1, sequence: 2 });
    expect(await table.verify(key)).toMatchObject({ sound: true, length: 2 });
  });
});

describe('rivals', () => {
  it('two at once: one is accepted, the other decides again and finds it decided', async () => {
    const key = fresh();
    const outcomes = await Promise.all([1, 2].map((by) => table.decide(of(key), circumstances(), claimOnce(by))));
    expect(tally(outcomes).toSorted()).toEqual([
      ['accepted', 1],
      ['conflict', 1],
    ]);
    expect(await table.texts(key)).toHaveLength(1);
  });

  it('the same ten times at once: one version, one event, one answer', async () => {
    const key = fresh();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => table.decide(of(key), circumstances(), claimOnce(7))));
    expect(tally(outcomes).toSorted()).toEqual([
      ['accepted', 1],
      ['unchanged', 9],
    ]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ version: 1, answer: { count: 7, version: 1 } });
    expect(await table.texts(key)).toHaveLength(1);
  });

  it('none is lost: as many events as were accepted, in one sound chain', async () => {
    const key = fresh();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => table.decide(of(key), circumstances(), raise())));
    const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length;
    expect(await table.read(key)).toMatchObject({ state: { count: accepted }, version: accepted, sequence: accepted });
    expect(await table.verify(key)).toMatchObject({ sound: true, length: accepted });
  });

  it('a consumer between reading and writing is seen: the command decides on what it left', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(), raise());
    let decided = 0;
    const outcome = await table.decide(of(key), circumstances(), (known) => {
      decided += 1;
      return raise()(known);
    });
    expect([outcome.outcome, decided]).toEqual(['accepted', 1]);
    let again = 0;
    const overtaken = await table.decide(of(key), circumstances(), async (known) => {
      again += 1;
      if (again === 1) await table.absorb(key, (state) => state && { ...state, count: 100 });
      return raise()(known);
    });
    expect({ overtaken, again }).toMatchObject({ overtaken: { outcome: 'accepted', answer: { count: 101 } }, again: 2 });
  });

  it('who loses every time is told so, and nothing is left half done', async () => {
    const key = fresh();
    await table.absorb(key, () => ({ count: 0 }));
    const outcome = await table.decide(of(key), circumstances(), async (known) => {
      await table.absorb(key, (state) => ({ count: (state?.count ?? 0) + 1 }));
      return raise()(known);
    });
    expect(outcome).toEqual({ outcome: 'conflict', says: '同一时间有多人修改这条记录，请重新读取后再试' });
    expect(await table.texts(key)).toEqual([]);
  });
});

describe('asking again', () => {
  it('with the same key gets the first answer, and nothing more happens', async () => {
    const key = fresh();
    const first = await table.decide(of(key), circumstances(request('k1')), raise());
    await table.decide(of(key), circumstances(request('k2')), raise());
    expect(await table.decide(of(key), circumstances(request('k1')), raise())).toEqual({
      outcome: 'repeated',
      created: false,
      version: 1,
      answer: { count: 1, version: 1 },
    });
    expect(first).toMatchObject({ answer: { count: 1, version: 1 } });
    expect(await table.texts(key)).toHaveLength(2);
  });

  it('five times at once does it once', async () => {
    const key = fresh();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => table.decide(of(key), circumstances(request('k1')), raise())));
    expect(tally(outcomes).toSorted()).toEqual([
      ['accepted', 1],
      ['repeated', 4],
    ]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ version: 1, answer: { count: 1 } });
  });

  it('with the same key for something else is a conflict', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(request('k1', 'one')), raise());
    expect(await table.decide(of(key), circumstances(request('k1', 'other')), raise())).toEqual({
      outcome: 'conflict',
      says: '该 Idempotency-Key 已用于另一个请求',
    });
    expect(await table.texts(key)).toHaveLength(1);
  });

  it("with another person's key is a request of one's own", async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(request('k1')), raise());
    const other = circumstances({ ...request('k1'), actor: { ...FINANCE, sub: 'F-2' } });
    expect(await table.decide(of(key), other, raise())).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it('after thirty days is a new request', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(request('k1')), raise());
    const at = (time: string) => table.decide(of(key), circumstances({ ...request('k1'), time }), raise());
    expect(await at('2023-07-30T23:59:59.000Z')).toMatchObject({ outcome: 'repeated' });
    expect(await at('2023-07-31T00:00:00.000Z')).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it('is answered before the version is looked at: the portal asks again with what it knew', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances({ ...request('k1'), ifMatch: 0 }), raise());
    expect(await table.decide(of(key), circumstances({ ...request('k1'), ifMatch: 0 }), raise())).toMatchObject({ outcome: 'repeated' });
  });
});

describe('If-Match', () => {
  it('is honoured: only who saw the newest version may change it', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(), raise());
    await table.decide(of(key), circumstances({ ifMatch: 1 }), raise());
    expect(await table.decide(of(key), circumstances({ ifMatch: 1 }), raise())).toEqual({ outcome: 'stale', version: 2 });
    expect(await table.texts(key)).toHaveLength(2);
  });

  it('of what is not there is stale', async () => {
    expect(await table.decide(of(fresh()), circumstances({ ifMatch: 1 }), raise())).toEqual({ outcome: 'stale', version: 0 });
  });

  it('is not disturbed by what a consumer heard: a version is what people did', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(), raise());
    await table.absorb(key, (state) => state && { ...state, heard: 1 });
    expect(await table.decide(of(key), circumstances({ ifMatch: 1 }), raise())).toMatchObject({ outcome: 'accepted', version: 2 });
  });
});

describe('the chain', () => {
  const tampered = async (sequence: number, change: (event: string) => string) => {
    const key = fresh();
    for (const reason of ['一', '二', '三']) await table.decide(of(key), circumstances(), raise(reason));
    const sk = { S: `event#${String(sequence).padStart(6, '0')}` };
    const { Item: item } = await engine.client.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: key }, sk } }));
    await engine.client.send(
      new PutItemCommand({ TableName: TABLE, Item: { ...item, pk: { S: key }, sk, event: { S: change(item?.event?.S ?? '') } } }),
    );
    return table.verify(key);
  };

  it('is sound as it was written', async () => {
    expect(await tampered(2, (event) => event)).toMatchObject({ sound: true, length: 3 });
  });

  it('names the event that somebody changed in the table', async () => {
    expect(await tampered(2, (event) => event.replace('二', '贰'))).toEqual({
      sound: false,
      sequence: 2,
      says: '第2条记录的内容与其摘要不符',
    });
    expect(await tampered(1, (event) => event.replace(FINANCE.name, '他人'))).toMatchObject({ sound: false, sequence: 1 });
  });

  it('is read oldest first, past a page of the table', async () => {
    const key = fresh();
    // Near the 64 KB where a claim check begins, so that a query needs several pages of 1 MB.
    const reason = '绩'.repeat(20_000);
    for (let count = 0; count < 20; count += 1) await table.decide(of(key), circumstances(), raise(reason));
    expect((await table.history(key)).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(await table.verify(key)).toMatchObject({ sound: true, length: 20 });
  });

  it('answers an event by number and type, the newest by type, and nothing else', async () => {
    const key = fresh();
    for (const reason of ['一', '二']) await table.decide(of(key), circumstances(), raise(reason));
    expect(await table.event(key, 1, 'project.withdrawn.v1')).toMatchObject({ data: { reason: '一' } });
    expect(await table.latest(key, 'project.withdrawn.v1')).toMatchObject({ sequence: 2, data: { reason: '二' } });
    expect(await table.event(key, 1, 'project.admitted.v1')).toBeUndefined();
    expect(await table.latest(key, 'project.admitted.v1')).toBeUndefined();
    expect(await table.event(key, 3, 'project.withdrawn.v1')).toBeUndefined();
    expect(await table.latest(fresh(), 'project.withdrawn.v1')).toBeUndefined();
  });
});

describe('a document of more than 64 KB', () => {
  const long = '绩效'.repeat(20_000);

  it('goes to the vault; the event keeps its digest, and gives it back whole', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(), raise(long));
    const kept = JSON.parse((await table.texts(key))[0] ?? '');
    expect(kept.data).toBeUndefined();
    expect(kept).toMatchObject({
      dataref: expect.stringMatching(/^events\/370103\/sha256-/),
      datadigest: expect.stringMatching(/^sha256:/),
    });
    expect(JSON.stringify(kept).length).toBeLessThan(1000);
    expect((await table.history(key))[0]?.data).toEqual({ reason: long });
    expect(await table.event(key, 1, 'project.withdrawn.v1')).toMatchObject({ data: { reason: long } });
    expect(await table.verify(key)).toMatchObject({ sound: true, length: 1 });
  });

  it('is not believed when the vault answers with other words', async () => {
    const forging = new Table<Tally>({
      client: engine.client,
      name: TABLE,
      source: 'projects',
      vault: { ...engine.vault, fetch: async () => new TextEncoder().encode('{"reason":"伪造"}') },
    });
    const key = fresh();
    await forging.decide(of(key), circumstances(), raise(long));
    await expect(forging.history(key)).rejects.toThrow('the vault lost or changed');
  });
});

describe('what a consumer hears', () => {
  it('changes the state without an event of its own', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(), raise());
    await table.absorb(key, (state) => state && { ...state, count: 9 });
    expect(await table.read(key)).toMatchObject({ state: { count: 9 }, version: 1, sequence: 1 });
  });

  it('leaves everything as it is when the rule says so', async () => {
    const key = fresh();
    await table.absorb(key, () => undefined);
    expect(await table.read(key)).toBeUndefined();
  });

  it('is applied by each of many at once', async () => {
    const key = fresh();
    await Promise.all(Array.from({ length: 8 }, () => table.absorb(key, (state) => ({ count: (state?.count ?? 0) + 1 }))));
    expect(await table.read(key)).toMatchObject({ state: { count: 8 } });
  });

  it('keeps the answers that were remembered', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(request('k1')), raise());
    await table.absorb(key, (state) => state && { ...state, count: 50 });
    expect(await table.decide(of(key), circumstances(request('k1')), raise())).toMatchObject({ outcome: 'repeated', answer: { count: 1 } });
  });
});

describe('an aggregate that is only appended to', () => {
  it('takes each number once', async () => {
    const key = fresh();
    const event: NewEvent = { type: 'project.withdrawn.v1', data: { reason: '读数' } };
    expect(await table.append(of(key), circumstances(), undefined, event)).toBe(true);
    expect(await table.append(of(key), circumstances(), undefined, event)).toBe(false);
    const newest = await table.latest(key, 'project.withdrawn.v1');
    expect(await table.append(of(key), circumstances(), newest, event)).toBe(true);
    expect(await table.verify(key)).toMatchObject({ sound: true, length: 2 });
    expect(await table.read(key)).toBeUndefined();
  });
});

describe('the items', () => {
  it('are a small state and an event word for word; only what is said for the first time is called `event`', async () => {
    const key = fresh();
    await table.decide(of(key), circumstances(request('k1')), raise());
    await table.absorb(key, (state) => state && { ...state, heard: 1_700_000_000 });
    const { Items: items = [] } = await engine.client.send(
      new QueryCommand({ TableName: TABLE, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: key } } }),
    );
    const [event, state] = items;
    expect(Object.keys(event ?? {}).toSorted()).toEqual(['answer', 'event', 'pk', 'sk', 'type']);
    expect(read(JSON.parse(event?.event?.S ?? ''))).toMatchObject({ readable: true });
    expect(Object.keys(state ?? {}).toSorted()).toEqual([
      'doc',
      'head',
      'pk',
      'place',
      'queue',
      'receipts',
      'revision',
      'row',
      'sequence',
      'sk',
      'ttl',
      'version',
    ]);
    expect(state?.ttl).toEqual({ N: '1700000000' });
    expect(JSON.stringify(state).length).toBeLessThan(1024);
  });
});

describe('the worklist index', () => {
  it('follows the state from queue to queue, and is read page by page', async () => {
    const keys = Array.from({ length: 5 }, fresh);
    const mine = (key: unknown) => keys.some((known) => known === key);
    for (const key of keys) await table.decide(of(key), circumstances(), raise());
    const codes = async (queue: string) => {
      const found: unknown[] = [];
      for (let cursor: string | undefined; ; ) {
        const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
        const listed = await worklist(table, FINANCE, query, [queue]);
        if (!listed.ok) throw new Error(listed.says);
        found.push(...listed.items.map(({ key }) => key).filter(mine));
        if (listed.next === undefined) return found;
        cursor = listed.next;
      }
    };
    expect((await codes('370103#odd')).toSorted()).toEqual(keys.toSorted());
    await table.decide(of(keys[0] ?? ''), circumstances(), raise());
    expect(await codes('370103#even')).toContain(keys[0]);
    expect(await codes('370103#odd')).not.toContain(keys[0]);
  });
});

describe('a shelf', () => {
  it('keeps the first text at a place, and gives them in order, those that begin so', async () => {
    const shelf = openShelf({ client: engine.client, name: TABLE });
    for (const [place, text] of [
      ['goals/000002', 'b'],
      ['goals/000001', 'a'],
      ['project/000001', 'c'],
      ['goals/000001', 'changed'],
    ] as const) {
      await shelf.lay('dossier#P1', { place, text });
    }
    expect((await shelf.take('dossier#P1')).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(await shelf.take('dossier#P1', 'goals/')).toEqual([
      { place: 'goals/000001', text: 'a' },
      { place: 'goals/000002', text: 'b' },
    ]);
    expect(await shelf.take('dossier#P2')).toEqual([]);
    // Picked by place, in one call; what isn't there is left out.
    const picked = await shelf.pick('dossier#P1', ['goals/000002', 'goals/999999', 'nowhere']);
    expect(picked.map(({ place }) => place)).toEqual(['goals/000002']);
    expect(await shelf.pick('dossier#P2', ['goals/000002'])).toEqual([]);
    expect(await shelf.pick('dossier#P1', [])).toEqual([]);
  });
});

describe('a project card', () => {
  const registered = sample('project.registered.v1');
  const hear = async (cards: ReturnType<typeof openCards>, ...names: readonly string[]) => {
    for (const name of names) {
      const reading = read({ ...sample(name), subject: `C${names.join('')}` });
      if (!reading.readable) throw new Error(reading.reason);
      const { event } = reading;
      if (event.type === 'project.registered.v1' || event.type === 'project.revised.v1' || event.type === 'project.withdrawn.v1')
        await cards.hear(event);
    }
    return cards.find(`C${names.join('')}`);
  };
  const order = ['project.registered.v1', 'project.revised.v1', 'project.withdrawn.v1'] as const;

  it('is the newest version, whatever the order and however often it is heard', async () => {
    const cards = openCards({ client: engine.client, tableName: TABLE });
    const expected = { projectCode: registered.subject, tags: ['民生实事', '冬季供热'], withdrawn: true };
    const [a, b, c] = order;
    for (const heard of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
      [a, c, b, a, b],
      [c, c, a, b],
    ])
      expect(await hear(cards, ...heard)).toMatchObject(expected);
    expect(await hear(cards, b, a)).toMatchObject({ ...expected, withdrawn: false });
    expect(await cards.find('nobody')).toBeUndefined();
  });

  it('is waited for when it is just on its way', async () => {
    const cards = openCards({ client: engine.client, tableName: TABLE });
    const waiting = cards.await(`C${order[0]}${order[0]}`);
    await hear(cards, order[0], order[0]);
    expect(await waiting).toMatchObject({ projectCode: registered.subject });
  });
});
