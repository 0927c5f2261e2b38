import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Commands, openCommands } from '../../../functions/rectification/commands.ts';
import { lister, openRectifications, type Rectifications } from '../../../functions/rectification/store.ts';
import { openCards } from '../../../shared/io/cards.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Circumstances, Receipt } from '../../../shared/values/decision.ts';
import { type Engine, startEngine, TABLE } from '../../shared/io/engine.ts';
import { orderHeard, projectHeard } from './heard.ts';
import { actor, DEPARTMENT, EVIDENCE, FINANCE, FORM, NOTICE, UNIT } from './perfect.ts';

let engine: Engine;
let store: Rectifications;
let commands: Commands;
let projects = 0;

beforeAll(async () => {
  engine = await startEngine();
  store = openRectifications({ client: engine.client, name: TABLE, vault: engine.vault });
  commands = openCommands({
    ...store,
    cards: openCards({ client: engine.client, tableName: TABLE }),
    attachments: { inspect: async (ids) => new Map([...ids].map((id) => [id, id === EVIDENCE ? 'sound' : 'missing'])) },
  });
});

afterAll(() => engine.stop());

const at = (day: string, by: Actor, key?: string): Circumstances => ({
  actor: by,
  time: `${day}T02:00:00.000Z`,
  correlation: 'portal-7',
  ...(key ? { request: { key, digest: key } } : {}),
});
const registered = async (): Promise<string> => {
  projects += 1;
  const code = `370103-${String(projects).padStart(3, '0')}`;
  await commands.hearProject(projectHeard(code));
  return code;
};
const ordered = async (code?: string): Promise<string> => {
  const project = code ?? (await registered());
  await commands.hearCause(orderHeard(project));
  return `${project}.2025.M3`;
};
const night = (day: string) => commands.night(`${day}T23:00:00.000Z`, 'night', () => Number.POSITIVE_INFINITY);
const told = async (id: string) =>
  (await store.ledger.history(`rectification#${id.replaceAll('.', '#')}`)).map(({ type }) => type.split('.')[1]);
const listed = async (query: object, by = FINANCE): Promise<readonly Receipt[]> => {
  const list = await lister(store)(by, '370103', { limit: 100, ...query });
  return list.ok ? list.items : [];
};

describe('an order to mend', () => {
  it('raises one notice, however often it is heard, in the name of the system and because of that event', async () => {
    const id = await ordered();
    await ordered(id.split('.')[0]);
    const seen = await commands.view(id, UNIT);
    expect(seen?.view).toMatchObject({
      id,
      source: 'monitoring',
      status: 'issued',
      issuedOn: '2025-06-05',
      dueOn: '2025-07-07',
      unitCode: '219001',
      reply: null,
      escalations: [],
      history: [{ sequence: 1, type: 'rectification.issued.v1', organisation: 'system' }],
    });
    const [issued] = await store.ledger.history(`rectification#${id.replaceAll('.', '#')}`);
    expect(issued).toMatchObject({ causationid: `alert#${id.split('.')[0]}#2025/3`, hops: 1, subject: id.split('.')[0], fiscalyear: 2025 });
  });

  it('is not lost when it comes before the project; the project fills in its place', async () => {
    const id = await ordered('370103-900');
    expect(await commands.view(id, UNIT)).toBeUndefined();
    await commands.hearProject(projectHeard('370103-900'));
    expect((await commands.view(id, UNIT))?.view).toMatchObject({ name: '道路改造', unitCode: '219001' });
    expect((await listed({ queue: 'reply' }, UNIT)).map((row) => row.id)).toContain(id);
  });

  it('of a secret project raises nothing; a project that becomes secret takes its notices out of sight', async () => {
    await commands.hearProject(projectHeard('370103-901', { secret: true }));
    expect(await told(await ordered('370103-901'))).toEqual([]);
    const id = await ordered();
    const code = id.split('.')[0] ?? '';
    await commands.hearProject(projectHeard(code, { secret: true, name: '涉密项目' }, 2));
    expect(await commands.view(id, FINANCE)).toBeUndefined();
    expect((await listed({})).map((row) => row.projectCode)).not.toContain(code);
    await night('2026-01-10');
    expect(await told(id)).toEqual(['issued']);
  });
});

describe('the way of a notice', () => {
  it('by hand, reply, sent back, reply, confirmed: once each, in the order of its record', async () => {
    const projectCode = await registered();
    const issue = (key: string) => commands.issue({ projectCode, fiscalYear: 2025 }, NOTICE, at('2025-06-05', FINANCE, key));
    const first = await issue('k-1');
    const id = first.outcome === 'accepted' ? String(first.answer.id) : '';
    expect(id).toMatch(/^370103-\d+\.2025\.H[0-9a-f]{10}$/);
    expect(await issue('k-1')).toMatchObject({ outcome: 'repeated', answer: { id } });
    expect(await issue('k-2')).toMatchObject({ outcome: 'accepted' });

    expect((await commands.reply(id, { ...FORM, evidence: [`370103-${'d'.repeat(64)}`] }, at('2025-06-25', UNIT, 'r-0'))).outcome).toBe(
      'refused',
    );
    expect(await commands.reply(id, FORM, at('2025-06-25', UNIT, 'r-1'))).toMatchObject({
      outcome: 'accepted',
      answer: { status: 'replied' },
    });
    expect(await commands.reply(id, FORM, at('2025-06-25', UNIT, 'r-1'))).toMatchObject({ outcome: 'repeated' });
    expect((await listed({ queue: 'confirmation' })).map((row) => row.id)).toContain(id);
    const back = { accepted: false, comment: '未见台账' };
    expect(await commands.confirm(id, back, at('2025-06-30', FINANCE, 'c-1'))).toMatchObject({
      answer: { status: 'returned', dueOn: '2025-07-30' },
    });
    expect(await commands.reply(id, FORM, at('2025-07-02', DEPARTMENT, 'r-2'))).toMatchObject({ outcome: 'accepted' });
    expect(await commands.confirm(id, { accepted: true, comment: '到位' }, at('2025-07-03', FINANCE, 'c-2'))).toMatchObject({
      answer: { status: 'confirmed' },
    });
    expect(await told(id)).toEqual(['issued', 'replied', 'returned', 'replied', 'confirmed']);
    const seen = await commands.view(id, FINANCE);
    expect(seen?.view.reply).toMatchObject({ measures: FORM.measures, evidence: [EVIDENCE], person: '王五', organisation: '219' });
    expect((await store.ledger.verify(`rectification#${id.replaceAll('.', '#')}`)).sound).toBe(true);
  });

  it('of two confirmations at once one is too late', async () => {
    const id = await ordered();
    await commands.reply(id, FORM, at('2025-06-25', UNIT, 'r'));
    const both = await Promise.all(
      [true, false].map((accepted) => commands.confirm(id, { accepted, comment: '…' }, at('2025-06-30', FINANCE, `c-${accepted}`))),
    );
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'conflict']);
    expect((await told(id)).length).toBe(3);
  });

  it('is seen by whom the project is seen', async () => {
    const id = await ordered();
    for (const by of [UNIT, DEPARTMENT, FINANCE, actor('1', 'audit')]) expect(await commands.view(id, by)).toBeDefined();
    const elsewhere = [actor('219002', 'unit'), { ...FINANCE, division: '370102' }, actor('x', 'third-party')];
    for (const by of elsewhere) {
      expect(await commands.view(id, by)).toBeUndefined();
      expect((await commands.reply(id, FORM, at('2025-06-25', by, 'r'))).outcome).toBe('absent');
      expect((await commands.confirm(id, { accepted: true, comment: '…' }, at('2025-06-25', by, 'c'))).outcome).toBe('absent');
    }
    expect(await commands.view('no id', FINANCE)).toBeUndefined();
  });
});

describe('the night', () => {
  it('takes each step once, also when two run at once, and takes a late reply after all', async () => {
    const id = await ordered();
    expect(await night('2025-07-06')).toMatchObject({ faults: [] });
    expect(await told(id)).toEqual(['issued']);
    await Promise.all([night('2025-07-07'), night('2025-07-07'), night('2025-07-07')]);
    await night('2025-07-08');
    expect(await told(id)).toEqual(['issued', 'escalated']);
    await night('2025-08-10');
    await night('2025-09-15');
    await night('2026-02-01');
    expect((await commands.view(id, FINANCE))?.view).toMatchObject({
      status: 'escalated',
      steps: ['bulletin', 'summons', 'reduction'],
      escalations: [{ step: 'bulletin', on: '2025-07-08' }, { step: 'summons' }, { step: 'reduction' }],
    });
    expect(await commands.reply(id, FORM, at('2026-02-02', UNIT, 'late'))).toMatchObject({ outcome: 'accepted', answer: { late: true } });
  });

  it('leaves what it has no time for, and says so', async () => {
    await ordered();
    expect((await commands.night('2025-07-08T23:00:00.000Z', 'night', () => 1000)).left).toBeGreaterThan(0);
  });
});

describe('the worklists', () => {
  it('tell who has to act, and show each only what is theirs', async () => {
    const id = await ordered();
    const mine = (rows: readonly Receipt[]) => rows.find((row) => row.id === id);
    expect(mine(await listed({ fiscalYear: 2025, status: 'issued' }))).toMatchObject({ source: 'monitoring', name: '道路改造', steps: [] });
    expect(mine(await listed({ queue: 'reply' }))).toBeDefined();
    expect(mine(await listed({ queue: 'reply', status: 'returned' }))).toBeUndefined();
    expect(mine(await listed({ queue: 'confirmation' }))).toBeUndefined();
    expect(mine(await listed({ queue: 'anything' }))).toBeUndefined();
    expect(mine(await listed({ fiscalYear: 2024 }))).toBeUndefined();
    expect(mine(await listed({}, UNIT))).toBeDefined();
    expect(mine(await listed({}, actor('219002', 'unit')))).toBeUndefined();
  });

  it('keep a state under a kilobyte', async () => {
    const id = await ordered();
    for (const day of ['2025-07-08', '2025-08-10', '2025-09-15']) await night(day);
    await commands.reply(id, { ...FORM, amount: 99_999_999_999 }, at('2025-12-01', UNIT, 'r'));
    const known = await store.ledger.read(`rectification#${id.replaceAll('.', '#')}`);
    expect(Buffer.byteLength(JSON.stringify(known?.state))).toBeLessThan(600);
  });
});
