import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Neighbourhood, type Region, startRegions } from '../../local/region.ts';
import { neighbourTemplate } from './fixtures/template.ts';

let all: Neighbourhood;
let province: Region;
let county: Region;
/** Its role may not send to the province. */
let stranger: Region;

beforeAll(async () => {
  all = await startRegions(
    [
      { division: '640000', template: neighbourTemplate('province') },
      { division: '640104', template: neighbourTemplate('county', { to: 'province' }) },
      { division: '640323', template: neighbourTemplate('stranger', { to: 'province', may: 'county' }) },
    ],
    { quiet: true, brief: true },
  );
  [province, county, stranger] = ['640000', '640104', '640323'].map((division) => all.of(division)) as [Region, Region, Region];
});

afterAll(async () => {
  await all?.stop();
});

const leave = (from: Region, group: string, id: string, more: object = {}) =>
  from.send('export', JSON.stringify({ id, group, ...more }), { group, deduplication: id });

/** What the province heard of a group, in order. */
async function heard(group: string): Promise<unknown> {
  const { 'province-heard': items } = await province.tables();
  return items?.find(({ pk }) => pk === group)?.heard;
}

const faults = (region: Region) => region.logs().flatMap(({ line }) => /"fault":"(\w+)"/.exec(line)?.[1] ?? []);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const late = performance.now() + 15_000;
  while (!(await holds()) && performance.now() < late) await pause(10);
  expect(await holds()).toBe(true);
}

describe('regions side by side', () => {
  it("hear what a function of the one sends to the other's queue", async () => {
    for (const id of ['heard-0', 'heard-1', 'heard-2']) await leave(county, 'heard', id);
    await all.whenIdle();
    expect(await heard('heard')).toEqual(['heard-0', 'heard-1', 'heard-2']);
  });

  it('let nobody send whose own role does not allow it', async () => {
    await leave(stranger, 'strange', 'strange-0');
    await until(() => faults(stranger).includes('AccessDeniedException') || faults(stranger).includes('AccessDenied'));
    expect(await heard('strange')).toBeUndefined();
  });

  it('do not know a queue that none of them has', async () => {
    await leave(county, 'nobody', 'nobody-0', { to: 'https://sqs.local.amazonaws.com/000000000000/nobody.fifo' });
    await until(() => faults(county).includes('QueueDoesNotExist'));
  });

  it('do not reach one that is unplugged, try again and again, and have caught up a moment after it is back', async () => {
    province.unplug();
    const ids = Array.from({ length: 12 }, (_, at) => `away-${at}`);
    for (const id of ids) await leave(county, 'away', id);
    await until(() => faults(county).filter((name) => name === 'ServiceUnavailable').length > 3);
    all.clock(new Date(Date.now() + 24 * 3600 * 1000));
    expect(await heard('away')).toBeUndefined();
    province.plug();
    await until(async () => JSON.stringify(await heard('away')) === JSON.stringify(ids));
  });

  it('do not reach one that has stopped, and go on without it', async () => {
    await province.stop();
    const before = faults(county).length;
    await leave(county, 'gone', 'gone-0');
    await until(() => faults(county).slice(before).includes('ServiceUnavailable'));
    expect((await county.tables())['county-heard']).toEqual([]);
  });
});
