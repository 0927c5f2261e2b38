import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Region } from '../../../local/region.ts';
import { writeReadings } from '../../../shared/forms/readings-list.ts';
import { monthEnd } from '../../../shared/values/calendar.ts';
import { writePages } from '../../../shared/workbook/write.ts';
import { Caller } from '../calls.ts';
import { caseOf, reading, TODAY } from '../case.ts';
import { eventsIn } from '../chains.ts';
import { Desk } from '../desk.ts';
import { approveGoals, issueBudget, must, propose } from '../loop.ts';
import { People } from '../people.ts';

const NONE = { seed: 0 };
const FAULTS = { seed: 20_260_302, crashBeforeSend: 0.1, crashAfterCommit: 0.05, duplicate: 1, reorder: 0.5, throttle: 0.05 };
const CODE = 'BROKEN-OFF';
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));
/** Rows about projects that nobody registered: enough for several chunks. */
const STRANGERS = 238;

/** A workbook whose import breaks off again and again, between its chunks and within them. */
export const brokenOff = (opened: () => Region) => () => {
  let region: Region;
  let desk: Desk;
  let brought: Desk;
  let caller: Caller;

  beforeAll(async () => {
    region = opened();
    region.clock(`${TODAY}T09:00:00+08:00`);
    caller = new Caller(region.url);
    const people = new People((person) => region.token(person), '640104');
    desk = await propose(new Desk({ caller, people, own: caseOf(CODE, { words: '断点续传' }), insist: true }), { full: false });
    await approveGoals(desk, { full: false });
    await issueBudget(desk);
    await region.whenIdle(60_000);
    const { own } = desk;
    const line = (projectCode: string, period: string, share: number) => {
      const { paid, indicators } = reading(own, period, '28', share, share);
      const rows = indicators.map(({ id, actual }) => ({ id, actual }));
      return {
        projectCode,
        fiscalYear: own.year,
        period,
        reading: { asOf: monthEnd(own.year, period), paid: Number(paid) * 100, indicators: rows },
      };
    };
    const records = [
      ...MONTHS.map((period, at) => line(CODE, period, (at + 1) / 12)),
      ...Array.from({ length: STRANGERS }, (_, at) => line(`NOBODY-${at}`, '06', 0.5)),
    ];
    const content = Buffer.from(await writePages([writeReadings(records)])).toString('base64');
    const body = { form: 'readings', fiscalYear: own.year, workbook: { name: '汇总表.xlsx', content } };
    const { body: preview } = must(await desk.act('unit', 'previewImport', { body }), 201);
    brought = desk.about({ ...own, importId: String(preview.importId) });
  }, 120_000);
  afterAll(() => {
    region.faults(NONE);
    caller.close();
  });

  it('is answered in full, row by row; until then every row without an answer waits', async () => {
    region.faults({ seed: 1, crashAfterCommit: 1 });
    // The function ends with the confirmation written and nobody told; whoever asks again hears that it is on its way.
    const lone = new Desk({ caller, people: new People((person) => region.token(person), '640104'), own: brought.own });
    expect(await lone.act('unit', 'confirmImport')).toMatchObject({ status: 502 });
    region.faults(FAULTS);
    must(await brought.act('unit', 'confirmImport'), 202);
    const rows = MONTHS.length + STRANGERS;
    const seen: unknown[] = [];
    const done = await brought.until('unit', 'getImport', ({ status, waiting, recorded, unchanged, refused }) => {
      seen.push([Number(waiting) + Number(recorded) + Number(unchanged) + Number(refused), /^(?:confirmed|done)$/.test(String(status))]);
      return status === 'done';
    });
    expect(new Set(seen.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify([rows, true])]));
    // A row whose first filing was cut off before it was answered says `unchanged` the second time.
    const { recorded, unchanged } = Object(done.body);
    expect(done.body).toMatchObject({ waiting: 0, refused: STRANGERS });
    expect(recorded + unchanged).toBe(MONTHS.length);
  }, 120_000);

  it('has one effect, and leaves no message dead', async () => {
    region.faults(NONE);
    await region.whenIdle(60_000);
    const tables = await region.tables();
    for (const period of MONTHS) expect(eventsIn(tables, `reading#${CODE}#2025#${period}`), period).toEqual(['reading.recorded.v1']);
    expect(await region.deadLetters()).toEqual([]);
    expect(region.logs().filter(({ line }) => line.includes('ended on purpose')).length).toBeGreaterThan(0);
  }, 90_000);
};
