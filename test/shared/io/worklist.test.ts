import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListQuery, listedDivision, worklist } from '../../../shared/io/worklist.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Receipt } from '../../../shared/values/decision.ts';
import { FINANCE, UNIT, withRoles } from './people.ts';

interface Row extends Receipt {
  readonly projectCode: string;
  readonly unitCode: string;
}
type Queues = Readonly<Record<string, readonly Row[]>>;

const row = (projectCode: string, unitCode = '219001', division = '370103'): Row => ({
  projectCode,
  unitCode,
  division,
  departmentCode: unitCode.slice(0, 3),
});

/** An index in memory that pages as the real one does: by place, a full page always with a key to go on from. */
function sourceOf(queues: Queues) {
  const asked: object[] = [];
  const source: Parameters<typeof worklist>[0] = {
    async list(query) {
      asked.push(query);
      const placed = (queues[query.queue] ?? []).map((each) => ({ each, place: `${each.unitCode}#${each.projectCode}` }));
      const own = placed.filter(({ place }) => place.startsWith(query.prefix ?? '')).toSorted((a, b) => (a.place < b.place ? -1 : 1));
      const start = query.after ? own.findIndex(({ place }) => place === query.after?.place) + 1 : 0;
      const page = own.slice(start, start + query.limit);
      const rows = page.map(({ each }) => each);
      const last = page.length === query.limit ? page.at(-1) : undefined;
      return last ? { rows, next: { key: `project#${last.each.projectCode}`, place: last.place } } : { rows };
    },
  };
  return { source, asked };
}

const QUEUES: Queues = { open: ['P1', 'P2', 'P3'].map((code) => row(code)), closed: ['P4', 'P5'].map((code) => row(code)) };
const NAMES = Object.keys(QUEUES);
const query = (change: object = {}) => ListQuery.parse(change);

async function listAll(queues: Queues, actor: Actor, limit: number): Promise<string[]> {
  const { source } = sourceOf(queues);
  const codes: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 200; pages += 1) {
    const listed = await worklist(source, actor, query({ limit, ...(cursor ? { cursor } : {}) }), Object.keys(queues));
    if (!listed.ok) throw new Error(listed.says);
    expect(listed.items.length).toBeLessThanOrEqual(limit);
    codes.push(...listed.items.map(({ projectCode }) => String(projectCode)));
    if (listed.next === undefined) return codes;
    cursor = listed.next;
  }
  throw new Error('never ends');
}

describe('a worklist', () => {
  it('lists its queues in their order, page by page, each row once', async () => {
    expect(await listAll(QUEUES, FINANCE, 2)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
    const arbitrary = fc.record({ a: fc.nat(7), b: fc.nat(7), c: fc.nat(7), limit: fc.integer({ min: 1, max: 10 }) });
    const property = fc.asyncProperty(arbitrary, async ({ a, b, c, limit }) => {
      const rows = (name: string, count: number) => Array.from({ length: count }, (_, at) => row(`${name}${at}`));
      const queues = { x: rows('X', a), y: rows('Y', b), z: rows('Z', c) };
      expect(await listAll(queues, FINANCE, limit)).toEqual(
        Object.values(queues).flatMap((each) => each.map(({ projectCode }) => projectCode)),
      );
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it("reads only a unit's own rows from the index, and shows nobody what isn't theirs", async () => {
    const { source, asked } = sourceOf({ open: [row('P1'), row('P2', '301001'), row('P3', '219001', '370104')] });
    expect(await worklist(source, UNIT, query(), ['open'])).toMatchObject({ ok: true, items: [{ projectCode: 'P1' }] });
    expect(asked).toEqual([{ queue: 'open', prefix: '219001#', limit: 25 }]);
    expect(await worklist(source, withRoles('third-party'), query(), ['open'])).toEqual({ ok: true, items: [] });
  });

  it('gives up a page after twelve reads that showed nothing, and goes on from there', async () => {
    const foreign = Array.from({ length: 40 }, (_, at) => row(`P${at}`, '219001', '999999'));
    const { source, asked } = sourceOf({ open: [...foreign, row('Z')] });
    const first = await worklist(source, FINANCE, query({ limit: 1 }), ['open']);
    expect(first).toMatchObject({ ok: true, items: [], next: expect.any(String) });
    expect(asked).toHaveLength(12);
    expect(await listAll({ open: [...foreign, row('Z')] }, FINANCE, 1)).toEqual(['Z']);
  });

  it('keeps what the caller keeps', async () => {
    const { source } = sourceOf(QUEUES);
    const listed = await worklist(source, FINANCE, query(), NAMES, ({ projectCode }) => projectCode === 'P4');
    expect(listed).toEqual({ ok: true, items: [row('P4')] });
  });
});

describe('a worklist of what is no project', () => {
  it('shows what it is told to, to a unit and a third party too, whatever place a row has', async () => {
    const { source, asked } = sourceOf({ open: [row('P1'), row('P2', '301001', '999999'), row('P3')] });
    const open = ({ projectCode }: Receipt) => projectCode !== 'P3';
    for (const actor of [UNIT, withRoles('third-party')]) {
      const listed = await worklist(source, actor, query(), ['open'], () => true, open);
      expect(listed).toMatchObject({ ok: true, items: [{ projectCode: 'P1' }, { projectCode: 'P2' }] });
    }
    expect(asked[0]).not.toHaveProperty('prefix');
  });
});

describe('a cursor', () => {
  const { source } = sourceOf(QUEUES);
  const first = async () => {
    const listed = await worklist(source, FINANCE, query({ limit: 2 }), NAMES);
    return listed.ok ? (listed.next ?? '') : '';
  };
  const refused = { ok: false, says: '翻页标记无效，或者不属于这次查询' };

  it('goes on where the page ended', async () => {
    const cursor = await first();
    expect(cursor.length).toBeLessThan(400);
    expect(await worklist(source, FINANCE, query({ limit: 2, cursor }), NAMES)).toMatchObject({
      items: [{ projectCode: 'P3' }, { projectCode: 'P4' }],
    });
  });

  it.each<[string, Actor, readonly string[]]>([
    ['another person', { ...FINANCE, sub: 'F-2' }, NAMES],
    ['another division', { ...FINANCE, division: '370104' }, NAMES],
    ['another organisation', { ...FINANCE, organisation: '119' }, NAMES],
    ['the same person with less to see', { ...FINANCE, roles: ['unit'] }, NAMES],
    ['another query', FINANCE, ['open']],
    ['the same queues in another order', FINANCE, NAMES.toReversed()],
  ])('is no cursor for %s', async (_, actor, names) => {
    expect(await worklist(source, actor, query({ limit: 2, cursor: await first() }), names)).toEqual(refused);
  });

  it.each([
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['another JSON', Buffer.from('{"seal":"x","place":{"queue":0}}').toString('base64url')],
    ['null', Buffer.from('null').toString('base64url')],
  ])('is refused when it is %s', async (_, cursor) => {
    expect(await worklist(source, FINANCE, query({ cursor }), NAMES)).toEqual(refused);
  });

  it('is refused when a single part of it was changed', async () => {
    const { seal, place } = JSON.parse(Buffer.from(await first(), 'base64url').toString());
    for (const changed of [
      { ...place, queue: 1 },
      { ...place, queue: -1 },
      { ...place, queue: 99 },
      { queue: 0 },
      { ...place, after: { ...place.after, place: '219001#P9' } },
      { ...place, after: { ...place.after, key: '' } },
    ]) {
      const cursor = Buffer.from(JSON.stringify({ seal, place: changed })).toString('base64url');
      expect(await worklist(source, FINANCE, query({ cursor }), NAMES)).toEqual(refused);
    }
  });

  it('never breaks the list, whatever is sent', async () => {
    const property = fc.asyncProperty(fc.oneof(fc.string({ maxLength: 400 }), fc.base64String({ maxLength: 400 })), async (cursor) => {
      expect(await worklist(source, FINANCE, query({ cursor }), NAMES)).toEqual(refused);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

describe('the query of a list', () => {
  it('has a limit of 25, between 1 and 100', () => {
    expect(query().limit).toBe(25);
    for (const limit of ['0', '101', '1.5', 'many']) expect(ListQuery.safeParse({ limit }).success).toBe(false);
  });

  it("is about the actor's own division, or one under it", () => {
    const province = { ...FINANCE, division: '370000' };
    expect(listedDivision(FINANCE, query())).toBe('370103');
    expect(listedDivision(province, query({ division: '370103' }))).toBe('370103');
    expect(listedDivision(FINANCE, query({ division: '370104' }))).toBeUndefined();
    expect(listedDivision(FINANCE, query({ division: '370000' }))).toBeUndefined();
  });
});
