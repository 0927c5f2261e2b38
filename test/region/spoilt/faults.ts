import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Region, startRegion } from '../../../local/region.ts';
import { Caller } from '../calls.ts';
import { caseOf, TODAY } from '../case.ts';
import { chainsOf, eventsIn } from '../chains.ts';
import { comparable } from '../comparable.ts';
import { Desk } from '../desk.ts';
import { close, walk } from '../loop.ts';
import { People } from '../people.ts';
import { side } from '../region.ts';

const CODES = Array.from({ length: 10 }, (_, at) => `YEAR-${String(at + 1).padStart(2, '0')}`);
const AT_ONCE = 5;
const NONE = { seed: 0 };
/**
 * The relay is ended between any two sends, functions after a commit that they never hear of; every message comes twice; groups overtake
 * each other; one engine call in twenty is refused. A crash takes along what else runs in the same thread, so that these few are many.
 */
const FAULTS = { seed: 20_260_301, crashBeforeSend: 0.02, crashAfterCommit: 0.02, duplicate: 1, reorder: 0.5, throttle: 0.05 };

type Tables = Awaited<ReturnType<Region['tables']>>;

/** Words like nobody else's: which of two with the same words came first is chance, and GO-28 would say it. */
function wordsOf(code: string): string {
  const [, number = '0'] = code.split('-');
  return Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + ((Number(number) * 997 + at * 31) % 20_000))).join('');
}

function deskIn(region: Region, caller: Caller, code: string, insist = true): Desk {
  const people = new People((person) => region.token(person), '640104');
  return new Desk({ caller, people, own: caseOf(code, { words: wordsOf(code) }), insist });
}

/** Drives all projects through their year, every fifth of them past everybody who may have a say; answers what the tables hold of them. */
async function yearIn(region: Region): Promise<Tables> {
  region.clock(`${TODAY}T09:00:00+08:00`);
  const caller = new Caller(region.url);
  const desks: Desk[] = [];
  await side(CODES.entries(), AT_ONCE, async ([at, code]) => {
    desks.push(await walk(deskIn(region, caller, code), { full: at % 5 === 0 }));
  });
  // A dossier is complete only when nothing is on its way any more.
  await region.whenIdle(60_000);
  await side(desks, AT_ONCE, close);
  await region.whenIdle(60_000);
  caller.close();
  const tables = Object.entries(await region.tables());
  return Object.fromEntries(tables.map(([name, items]) => [name, items.filter(({ pk }) => /[#.]YEAR-\d\d/.test(String(pk)))]));
}

/** The year as it should be, in a region of its own, and in a spoilt one. */
export const yearWithFaults = (opened: () => Region) => () => {
  let calm: Tables;
  let spoilt: Region;
  let stormy: Tables;
  beforeAll(async () => {
    const sound = await startRegion({ quiet: true, brief: true });
    calm = await yearIn(sound).finally(() => sound.stop());
    spoilt = opened();
    spoilt.faults(FAULTS);
    stormy = await yearIn(spoilt);
    spoilt.faults(NONE);
  }, 480_000);

  it('and every one of them is closed', () => {
    const closed = Object.values(calm)
      .flat()
      .filter(({ queue }) => queue === '640104#closed');
    expect(closed).toHaveLength(CODES.length);
  });

  it('and with faults every table ends as without', () => {
    expect(Object.keys(stormy)).toEqual(Object.keys(calm));
    for (const [name, items] of Object.entries(calm)) {
      const [without, having] = [comparable(items), comparable(stormy[name] ?? [])];
      // Item by item first: a difference is read in the one item that has it.
      for (const [at, item] of without.entries()) expect(having[at], name).toEqual(item);
      expect(having).toHaveLength(without.length);
    }
  });

  it('and with faults every chain is sound and no message is dead', async () => {
    const chains = chainsOf(stormy);
    expect(chains.length).toBeGreaterThan(CODES.length * 5);
    expect(chains.filter(({ report }) => !report.sound)).toEqual([]);
    expect(await spoilt.deadLetters()).toEqual([]);
  });

  it('and there were faults', () => {
    const ends = spoilt.logs().filter(({ line }) => line.includes('ended on purpose'));
    expect(ends.length).toBeGreaterThan(5);
  });

  describe('and a function that ends after it has written and before it answers', () => {
    const events = async (aggregate: string) => eventsIn(await spoilt.tables(), aggregate);
    let caller: Caller;
    let desk: Desk;
    beforeAll(() => {
      caller = new Caller(spoilt.url);
      desk = deskIn(spoilt, caller, 'CRASH-1', false);
      spoilt.faults({ seed: 1, crashAfterCommit: 1 });
    });
    afterAll(() => {
      spoilt.faults(NONE);
      caller.close();
    });

    it('answers a PUT that is sent again with what it wrote', async () => {
      expect(await desk.act('unit', 'registerProject')).toMatchObject({ status: 502 });
      expect(await desk.act('unit', 'registerProject')).toMatchObject({ status: 200, etag: '"1"' });
      expect(await events('project#CRASH-1')).toEqual(['project.registered.v1']);
    });

    it('answers a POST with the same Idempotency-Key likewise', async () => {
      expect(await desk.act('unit', 'withdrawProject', { key: 'ONCE' })).toMatchObject({ status: 502 });
      const again = await desk.act('unit', 'withdrawProject', { key: 'ONCE' });
      expect(again).toMatchObject({ status: 200, etag: '"2"', body: { status: 'withdrawn' } });
      expect(await events('project#CRASH-1')).toEqual(['project.registered.v1', 'project.withdrawn.v1']);
    });
  });
};
