import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical, seal } from '../../events/chain.ts';
import { type Region, startRegion } from '../../local/region.ts';
import { openDeadLetters } from '../../shared/io/dead-letters.ts';
import { Caller, type Reply } from './calls.ts';
import { caseOf, partOf, reading, TODAY } from './case.ts';
import { chainsOf } from './chains.ts';
import { Desk } from './desk.ts';
import { approveGoals, issueBudget, must, propose } from './loop.ts';
import { People } from './people.ts';
import { KEYS, keyPair, Sender } from './sender.ts';

/** A province, to which two made-up counties report, and which reports to itself. */
const HERE = '640000';
const NOW = Date.parse(`${TODAY}T09:00:00+08:00`);
const COUNTY = '640104';
const OTHER = '640323';

let region: Region;
let caller: Caller;
let desk: Desk;
let county: Sender;
let other: Sender;

const sender = (division: string, keys = KEYS, to = HERE) => new Sender(region, { division, to, now: () => NOW, keys });
const otherKeys = keyPair();

beforeAll(async () => {
  region = await startRegion({ division: HERE, upstream: { division: HERE }, quiet: true, brief: true });
  region.clock(new Date(NOW));
  caller = new Caller(region.url);
  const people = new People((person) => region.token(person), COUNTY);
  desk = new Desk({ caller, people, own: caseOf('EXCHANGE-1', { division: COUNTY }) });
  county = sender(COUNTY);
  other = sender(OTHER, otherKeys);
  must(await desk.act('province', 'registerPeer'), 201);
  const body = { name: '演示县', kinds: ['events'], keys: [otherKeys.jwk] };
  must(await desk.act('province', 'registerPeer', { params: { division: OTHER }, body }), 201);
}, 90_000);
afterAll(() => region?.stop());

/** A sealed event of a made-up project, the first of its chain. */
function event(changes: Record<string, unknown> = {}, data: object = { reason: '项目不再实施' }) {
  const code = String(changes.subject ?? 'ABROAD-1');
  return seal({
    specversion: '1.0',
    id: `project#${code}/1`,
    source: '/projects',
    type: 'project.withdrawn.v1',
    time: '2026-03-01T02:00:00.000Z',
    subject: code,
    datacontenttype: 'application/json',
    division: COUNTY,
    aggregate: `project#${code}`,
    sequence: 1,
    previoushash: 'genesis',
    hops: 0,
    correlationid: 'abroad',
    actor: 'person-1',
    actorname: '演示',
    organisation: '219001',
    ...changes,
    data,
  });
}

/** Everything in every table but the counts. */
async function dump(): Promise<string> {
  await region.whenIdle(60_000);
  const tables = Object.entries(await region.tables());
  return JSON.stringify(tables.map(([name, items]) => [name, items.filter(({ pk }) => !String(pk).startsWith('tally#'))]));
}

const peer = async (division: string): Promise<Reply['body']> =>
  must(await desk.act('province', 'getPeer', { params: { division } }), 200).body;
const buried = async () => (await region.deadLetters()).filter(({ queue }) => queue.includes('exchange-intake'));
const refusedOf = ({ refused }: Reply['body'], reason: string) =>
  (Array.isArray(refused) ? refused : []).find((each: { reason: string }) => each.reason === reason)?.count ?? 0;

const receivedFrom = async (from: string) => {
  const items = Object.values(await region.tables()).flat();
  return items
    .filter(({ pk, sk }) => String(pk).startsWith(`peer-event#${from}#`) && String(sk).startsWith('event#'))
    .map(({ event: kept }) => JSON.parse(String(kept)));
};

describe('an event of another stack', () => {
  it('arrives word for word, in its sender’s name, and once however often it comes', async () => {
    const sent = event();
    await county.event(sent);
    const before = await dump();
    await county.event(sent);
    await county.event(sent);
    expect(await dump()).toBe(before);
    const [received, ...more] = await receivedFrom(COUNTY);
    expect(more).toEqual([]);
    expect(received).toMatchObject({
      type: 'peer.event-received.v1',
      subject: 'ABROAD-1',
      division: COUNTY,
      causationid: sent.id,
      actor: `peer:${COUNTY}`,
      data: { sender: COUNTY },
    });
    expect(canonical(received.data.event)).toBe(canonical(sent));
    expect(await peer(COUNTY)).toMatchObject({ received: 1, repeated: 2, refused: [], lastReceived: expect.any(String) });
    expect(await buried()).toEqual([]);
  });

  const stranger = () => sender('640402', keyPair());
  const bad: readonly (readonly [says: string, reason: string, rule: string, of: string, send: () => Promise<void>])[] = [
    ['forged', 'forged', 'EX-03', COUNTY, () => sender(COUNTY, keyPair()).event(event({ subject: 'FORGED' }))],
    ['signed by another county’s key', 'forged', 'EX-03', COUNTY, () => sender(COUNTY, otherKeys).event(event({ subject: 'FORGED' }))],
    ['of somebody unknown', 'unknown', 'EX-02', 'unknown', () => stranger().event(event({ division: '640402' }))],
    ['for another stack', 'audience', 'EX-04', COUNTY, () => county.event(event({ subject: 'AUD' }), { aud: '650000' })],
    [
      'that has expired',
      'time',
      'EX-05',
      COUNTY,
      () => county.event(event({ subject: 'OLD' }), { iat: NOW / 1000 - 4000, exp: NOW / 1000 - 400 }),
    ],
    [
      'from the future',
      'time',
      'EX-05',
      COUNTY,
      () => county.event(event({ subject: 'NEW' }), { iat: NOW / 1000 + 4000, exp: NOW / 1000 + 5000 }),
    ],
    ['about another county', 'division', 'EX-07', COUNTY, () => county.event(event({ subject: 'WRONG', division: OTHER }))],
    ['about the province', 'division', 'EX-07', COUNTY, () => county.event(event({ subject: 'WRONG', division: HERE }))],
    ['that was changed', 'hash', 'EX-09', COUNTY, () => county.event({ ...event({ subject: 'TAMPER' }), organisation: '219002' })],
    [
      'of a kind that nobody follows',
      'event',
      'EX-08',
      COUNTY,
      () =>
        county.event(
          event({ subject: 'KIND', type: 'project.exited.v1' }, { grounds: { says: 'x', basis: 'x' }, reason: 'x', approvalNo: 'x' }),
        ),
    ],
    ['under another id', 'event', 'EX-08', COUNTY, () => county.event(event({ subject: 'ID' }), { jti: 'project#ELSE/1' })],
    ['that says something else under an id', 'altered', 'EX-10', COUNTY, () => county.event(event({ organisation: '219003' }))],
    ['with rows, which this county may not send', 'kind', 'EX-06', OTHER, () => other.rows('readings', 'NOT-MINE', [{}])],
    ['with 501 rows', 'batch', 'EX-11', COUNTY, () => county.rows('readings', 'TOO-MANY', Array(501).fill({}))],
    ['with a file that isn’t there', 'batch', 'EX-11', COUNTY, () => county.file('readings', 'NO-FILE', `${COUNTY}-${'0'.repeat(64)}`)],
    ['with a file of somebody else', 'batch', 'EX-11', COUNTY, () => county.file('readings', 'STOLEN', `${OTHER}-${'0'.repeat(64)}`)],
    ['with a row of another county', 'division', 'EX-07', COUNTY, () => county.rows('submissions', 'FOREIGN', [{ division: OTHER }])],
    ['that is no message at all', 'unreadable', 'EX-01', 'unknown', () => county.put('{"hello":"world"}')],
    [
      'without a signature',
      'unreadable',
      'EX-01',
      'unknown',
      async () => county.put(`${(await county.sign({})).split('.', 2).join('.')}.`),
    ],
    [
      'with another algorithm',
      'unreadable',
      'EX-01',
      'unknown',
      async () => county.put((await county.sign(county.claims({ jti: 'x', kind: 'event', event: event() }))).replace(/^[^.]+/, none)),
    ],
    ['that goes on with nothing', 'unreadable', 'EX-01', 'unknown', () => county.put(JSON.stringify({ goOn: '640104.nothing', piece: 1 }))],
  ];
  const none = Buffer.from('{"alg":"none","typ":"bp+jws","kid":"x"}').toString('base64url');

  it.each(bad)('%s is refused, counted and explained, and changes nothing (%s)', async (_, reason, rule, of, send) => {
    const before = await dump();
    const dead = (await buried()).length;
    const counted = async () => {
      if (of !== 'unknown') return refusedOf(await peer(of), reason);
      return refusedOf(Object(must(await desk.act('province', 'listPeers'), 200).body.unknown), reason);
    };
    const count = await counted();
    await send();
    expect(await dump()).toBe(before);
    const letters = await buried();
    expect(letters.length).toBe(dead + 1);
    expect(letters.map(({ reason: said }) => said)).toEqual(expect.arrayContaining([expect.stringContaining(`${rule} ${reason}: `)]));
    expect(await counted()).toBe(count + 1);
  });

  it('is taken by the new key beside the old one, and no longer by one that was replaced', async () => {
    const fresh = keyPair();
    const register = (keys: readonly object[]) =>
      desk.act('province', 'registerPeer', { params: { division: OTHER }, body: { name: '演示县', kinds: ['events'], keys } });
    must(await register([otherKeys.jwk, fresh.jwk]), 200);
    await other.event(event({ subject: 'ROTATE-1', division: OTHER }));
    await sender(OTHER, fresh).event(event({ subject: 'ROTATE-2', division: OTHER }));
    await region.whenIdle();
    must(await register([fresh.jwk]), 200);
    await other.event(event({ subject: 'ROTATE-3', division: OTHER }));
    await region.whenIdle();
    expect(await peer(OTHER)).toMatchObject({
      received: 2,
      refused: expect.arrayContaining([expect.objectContaining({ reason: 'forged', count: 1 })]),
    });
    must(await register([]), 200);
    await sender(OTHER, fresh).event(event({ subject: 'ROTATE-4', division: OTHER }));
    await region.whenIdle();
    expect(await peer(OTHER)).toMatchObject({ received: 2 });
  });
});

describe('a batch of readings', () => {
  const row = (period: string, day: string, code = 'EXCHANGE-1') => ({
    projectCode: code,
    fiscalYear: 2025,
    period,
    ...reading(desk.own, period, day, 0.5, 0.5),
  });
  /** Refused for its day: quickly answered, and no two are the same. */
  const late = (at: number) => JSON.stringify({ ...row('09', '30'), asOf: '2025-10-01', paid: `${at}.00` });
  const answered = (batch: string) =>
    desk.until('province', 'getBatch', ({ status }) => status === 'answered', { params: { batch: `${COUNTY}.${batch}` } });
  let own: Desk;

  beforeAll(async () => {
    own = await propose(desk, { full: false });
    await approveGoals(own, { full: false });
    await issueBudget(own);
    await region.whenIdle();
  }, 60_000);

  it('is recorded row by row, and what can’t be is answered with its findings', async () => {
    const rows = [row('05', '31'), row('05', '31', 'NOBODY'), { ...row('06', '30'), paid: 'viel' }, row('06', '30')];
    await county.rows('readings', 'ROWS-1', rows);
    const { body } = await answered('ROWS-1');
    expect(body).toMatchObject({ sender: COUNTY, kind: 'readings', rows: 4, recorded: 2, unchanged: 0, refused: 2, waiting: 0 });
    expect(body.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ row: 1, findings: [expect.objectContaining({ rule: 'API-06' })] }),
        expect.objectContaining({ row: 2, findings: [expect.objectContaining({ at: '/paid' })] }),
      ]),
    );
    const monitoring = must(await own.act('unit', 'getMonitoring'), 200);
    expect(monitoring.body.readings).toMatchObject([{ period: '05', paid: partOf(own.own.budget, 0.5) }, { period: '06' }]);
    const listed = must(await desk.act('province', 'listBatches', { query: `sender=${COUNTY}` }), 200);
    expect(listed.body.items).toMatchObject([{ batch: `${COUNTY}.ROWS-1`, kind: 'readings', status: 'answered' }]);
  });

  it('that comes again has no effect, and under its id nothing else is taken', async () => {
    const rows = [row('05', '31'), row('05', '31', 'NOBODY'), { ...row('06', '30'), paid: 'viel' }, row('06', '30')];
    const before = await dump();
    await county.rows('readings', 'ROWS-1', rows);
    expect(await dump()).toBe(before);
    const dead = (await buried()).length;
    await county.rows('readings', 'ROWS-1', rows.slice(1));
    expect(await dump()).toBe(before);
    expect((await buried()).length).toBe(dead + 1);
  });

  it('in a file is read a piece at a time: ends of any kind, a mark before it, broken and endless lines beside good ones', async () => {
    const good = JSON.stringify(row('07', '31'));
    const lines = [good, '', '{"projectCode":', good, 'x'.repeat(70_000), JSON.stringify({ ...row('08', '31'), division: OTHER }), good];
    const told = ['请求内容不是 JSON', '这一行超过64 KB', '这一行的区划不属于发送方'];
    const many = Array.from({ length: 520 }, (_, at) => late(at));
    const text = `\uFEFF${[...lines, ...many].join('\r\n')}`;
    const claim = await desk.upload('finance-performance', 'offerExchangeAttachment', text);
    await county.file('readings', 'FILE-1', claim);
    const { body } = await answered('FILE-1');
    expect(body).toMatchObject({ rows: 526, recorded: 1, unchanged: 2, refused: 523, pieces: 2 });
    const found = Array.isArray(body.findings) ? body.findings : [];
    const unread = found.filter(({ findings }: { findings: readonly { rule: string }[] }) => findings[0]?.rule === 'EX-14');
    expect(unread).toMatchObject([2, 4, 5].map((line, at) => ({ row: line, findings: [{ says: told[at] }] })));
    const receipts = Object.values(await region.tables())
      .flat()
      .filter(({ pk, event: kept }) => pk === `batch#${COUNTY}.FILE-1` && String(kept).includes('peer.batch-answered.v1'));
    expect(receipts).toHaveLength(1);
    const params = { batch: `${COUNTY}.FILE-1` };
    const first = must(await desk.act('province', 'listBatchRows', { params, query: 'limit=2' }), 200);
    const rest = must(await desk.act('province', 'listBatchRows', { params, query: `limit=2&cursor=${first.body.next}` }), 200);
    expect([first.body.items, rest.body.items].flat()).toHaveLength(4);
    expect(rest.body.next).not.toBe(first.body.next);
    const other = { params: { batch: `${COUNTY}.ROWS-1` }, query: `cursor=${first.body.next}` };
    expect(await desk.act('province', 'listBatchRows', other)).toMatchObject({ status: 400 });
  });

  it('in an empty file is a finding', async () => {
    const claim = await desk.upload('finance-performance', 'offerExchangeAttachment', '\r\n\r\n');
    await county.file('readings', 'EMPTY', claim);
    expect((await answered('EMPTY')).body).toMatchObject({ rows: 0, refused: 0, findings: [{ row: 0, findings: [{ rule: 'EX-14' }] }] });
  });

  it('of thousands of rows delays another’s ten by one piece at most', async () => {
    const claim = await desk.upload(
      'finance-performance',
      'offerExchangeAttachment',
      Array.from({ length: 1_200 }, (_, at) => late(at)).join('\n'),
    );
    const keys = keyPair();
    const body = { name: '另一区', kinds: ['readings'], keys: [keys.jwk] };
    must(await desk.act('province', 'registerPeer', { params: { division: '640105' }, body }), 201);
    const before = region.logs(`bp-${HERE}-local-exchange-intake`).length;
    region.pause();
    await county.file('readings', 'LONG', claim);
    await sender('640105', keys).rows(
      'readings',
      'TEN',
      Array.from({ length: 10 }, (_, at) => JSON.parse(late(at))),
    );
    region.resume();
    await answered('LONG');
    const lines = (name: string) => region.logs(`bp-${HERE}-local-${name}`).map(({ line }) => JSON.parse(line));
    const pieces = lines('exchange-intake')
      .slice(before)
      .flatMap(({ message, sender: from, batch, piece }) => {
        if (message === 'message taken') return [`${from} 0`];
        return message === 'piece taken' ? [`${batch.slice(0, 6)} ${piece}`] : [];
      });
    expect(pieces.filter((each) => each.startsWith(COUNTY))).toEqual([0, 1, 2].map((piece) => `${COUNTY} ${piece}`));
    expect(pieces.indexOf('640105 0')).toBeLessThan(pieces.indexOf(`${COUNTY} 2`));
    // Two events a piece: the ten are recorded before the third piece's first.
    const applied = lines('monitoring-inbox').flatMap(({ message, eventId }) => (message === 'event applied' ? [eventId] : []));
    const ten = applied.indexOf('batch#640105.TEN/1');
    expect(ten).toBeGreaterThanOrEqual(0);
    expect(ten).toBeLessThan(applied.indexOf(`batch#${COUNTY}.LONG/5`));
  });
});

describe('a batch of submissions', () => {
  const submission = (projectCode: string, division = COUNTY) => ({
    programme: 'NX-2022',
    division,
    projectCode,
    stage: 'goals',
    completedOn: '2022-12-20',
  });

  it('goes on to pilots in its sender’s name, and is receipted when they have answered', async () => {
    const rows = [submission('A-1'), { ...submission('A-2'), completedOn: 'yesterday' }, submission('A-3')];
    await county.rows('submissions', 'SUB-1', rows);
    await region.whenIdle();
    const items = Object.values(await region.tables()).flat();
    const sent = items.flatMap(({ pk, event: kept }) => (pk === `batch#${COUNTY}.SUB-1` && kept ? [JSON.parse(String(kept))] : []));
    expect(sent).toMatchObject([
      {
        type: 'peer.submissions-received.v1',
        subject: `${COUNTY}.SUB-1`,
        division: COUNTY,
        actor: `peer:${COUNTY}`,
        data: {
          importId: `${COUNTY}.SUB-1`,
          chunk: 0,
          sender: COUNTY,
          rows: [
            { row: 0, projectCode: 'A-1' },
            { row: 2, projectCode: 'A-3' },
          ],
        },
      },
      {
        type: 'peer.batch-answered.v1',
        // Pilots know no such programme; the row that could not be read was never sent on.
        data: {
          rows: 3,
          recorded: 0,
          refused: 3,
          findings: [{ row: 0 }, { row: 1, findings: [{ says: '应为日期，例如2025-06-30' }] }, { row: 2 }],
        },
      },
    ]);
    expect((await batch('SUB-1')).body).toMatchObject({ rows: 3, refused: 3 });
  });
});

const batch = (id: string) => desk.act('province', 'getBatch', { params: { batch: `${COUNTY}.${id}` } });

describe('a stack that reports to another, here to itself', () => {
  const own = (code: string) => desk.about(caseOf(code, { division: COUNTY }));

  it('is heard from the day on which it is registered, and what it had said before when that is sent again', async () => {
    const [letter] = (await buried()).filter(({ reason }) => reason?.includes(`EX-02 unknown: not registered (from ${HERE})`));
    expect(letter?.body).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const { body } = must(await desk.act('province', 'getExchangeKeys'), 200);
    const registration = { name: '演示自治区', kinds: ['events'], keys: body.keys };
    must(await desk.act('province', 'registerPeer', { params: { division: HERE }, body: registration }), 201);
    const { endpoint, region: name, ...credentials } = region.access;
    const letters = openDeadLetters(new SQSClient({ endpoint, region: name, credentials }));
    const [queue] = (await letters.queues('bp-')).filter((each) => each.name.includes('exchange-intake'));
    const visited = queue ? await letters.visit(queue, 200, ({ reason }) => reason.includes('EX-02 unknown') && reason.includes(HERE)) : [];
    const sent = visited.filter(({ sentTo }) => sentTo !== undefined);
    expect(sent[0]?.message).toMatchObject({
      readable: true,
      what: expect.stringMatching(/^event project#EXCHANGE-1\/\d+ of 640000: project\./),
    });
    await region.whenIdle(60_000);
    const received = await receivedFrom(HERE);
    expect(received.length).toBe(sent.length);
    expect(received.map(({ data }) => data.event.type)).toEqual(
      expect.arrayContaining(['project.registered.v1', 'goals.approved.v1', 'budget.issued.v1', 'reading.recorded.v1']),
    );
  });

  it('leaves nothing of a secret project, and of one that becomes secret nothing but that', async () => {
    const secret = own('SECRET-A');
    must(await secret.act('unit', 'registerProject', { body: { ...secret.bodyOf('registerProject'), secret: true } }), 201);
    const open = own('SECRET-B');
    must(await open.act('unit', 'registerProject'), 201);
    await region.whenIdle();
    must(await open.act('unit', 'registerProject', { body: { ...open.bodyOf('registerProject'), secret: true } }), 200);
    await region.whenIdle();
    const received = (await receivedFrom(HERE)).filter(({ subject }) => String(subject).startsWith('SECRET'));
    expect(received.map(({ data }) => [data.event.id, data.event.data.project?.secret])).toEqual([
      ['project#SECRET-B/1', false],
      ['project#SECRET-B/2', true],
    ]);
    expect(JSON.stringify(received[1])).not.toMatch(/职业技能|600000000/);
  });
});

describe('whatever goes wrong', () => {
  const FAULTS = { seed: 4, duplicate: 0.3, reorder: 0.3, throttle: 0.05, crashBeforeSend: 0.05, crashAfterCommit: 0.1 };

  it('the end is the same: every event once, every row answered once, one receipt, nothing buried', async () => {
    const late = { projectCode: 'EXCHANGE-1', fiscalYear: 2025, period: '10', asOf: '2025-11-01', indicators: [] };
    // Some rows go on to monitoring, the others are broken: there is an end to what a busy machine can do with throttled calls.
    const line = (at: number) => (at % 8 === 0 ? JSON.stringify({ ...late, paid: `${at}.00` }) : '{');
    const claim = await desk.upload(
      'finance-performance',
      'offerExchangeAttachment',
      Array.from({ length: 521 }, (_, at) => line(at)).join('\n'),
    );
    const dead = (await region.deadLetters()).length;
    const run = async (id: string) => {
      await county.file('readings', id, claim);
      for (const at of Array(6).keys()) await county.event(event({ subject: `${id}-${at}` }));
      await region.whenIdle(90_000);
    };
    await run('CLEAN');
    region.faults(FAULTS);
    await run('FAULTY');
    region.faults({ ...FAULTS, duplicate: 0, reorder: 0, throttle: 0, crashBeforeSend: 0, crashAfterCommit: 0 });
    await region.whenIdle(60_000);
    const [clean, faulty] = [await batch('CLEAN'), await batch('FAULTY')];
    const alike = ({ body }: Reply) => ({ ...body, batch: '', receivedAt: '' });
    expect(clean.body).toMatchObject({ status: 'answered', rows: 521, refused: 521, pieces: 2 });
    expect(alike({ ...faulty, body: { ...faulty.body, next: '' } })).toEqual(alike({ ...clean, body: { ...clean.body, next: '' } }));
    const received = (await receivedFrom(COUNTY)).map(({ subject }) => String(subject));
    for (const id of ['CLEAN', 'FAULTY']) expect(received.filter((subject) => subject.startsWith(`${id}-`)).length).toBe(6);
    const items = Object.values(await region.tables()).flat();
    const types = (id: string) =>
      items.flatMap(({ pk, event: kept }) => (pk === `batch#${COUNTY}.${id}` && kept ? [JSON.parse(String(kept)).type] : []));
    expect(types('FAULTY')).toEqual(types('CLEAN'));
    expect(types('FAULTY').filter((type) => type === 'peer.batch-answered.v1')).toHaveLength(1);
    expect((await region.deadLetters()).length).toBe(dead);
    expect(chainsOf(await region.tables()).filter(({ report }) => !report.sound)).toEqual([]);
  }, 240_000);
});
