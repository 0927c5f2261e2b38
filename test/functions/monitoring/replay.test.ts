import { describe, expect, it } from 'vitest';
import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import { figuresOf } from '../../../functions/monitoring/rules/figures.ts';
import { judge } from '../../../functions/monitoring/rules/judgement.ts';
import { GREEN } from '../../../functions/monitoring/rules/lights.ts';
import { measuredOf } from '../../../functions/monitoring/rules/reading.ts';
import { type PlanFact, replay } from '../../../functions/monitoring/rules/replay.ts';
import { recomputation } from '../../../shared/values/recomputation.ts';
import { amended } from '../amended.ts';
import { heard } from './heard.ts';
import { monthly, NATIONAL_POLICY, PLAN, RULES } from './perfect.ts';

const FACTS: readonly PlanFact[] = [
  { id: 'project#370103-001/5', plan: { division: '370103', budget: PLAN.budget } },
  { id: 'goals#370103-001#2025/4', plan: { division: '370103', goals: PLAN.goals } },
];

/** A year of readings, each filed a month after the other, with the figures of its day. */
function filed(readings: readonly { readonly period: string; readonly reading: ReadingDocument }[]) {
  let before = GREEN;
  return readings.map(({ period, reading }, at) => {
    const judgement = judge(measuredOf(PLAN, 2025, reading), RULES, before);
    const figures = figuresOf(judgement, before, PLAN, NATIONAL_POLICY.version);
    before = judgement.lights;
    const event = heard('reading.recorded.v1', '370103-001', at + 1, { fiscalYear: 2025, period, reading, figures });
    return { ...event, time: `2025-${period}-28T00:00:00.000Z` };
  });
}

const again = (events: Parameters<typeof replay>[0], facts = FACTS) =>
  recomputation(
    { id: 'national', version: NATIONAL_POLICY.version },
    replay(events, facts, 2025, () => NATIONAL_POLICY),
  );

describe('the replay of a year', () => {
  // July keeps its yellow by hysteresis: 49 % of 58.08 % is 9.08 points behind, less than the 10 of the band, more than the 8 of its release.
  const events = filed([monthly(6, 38), monthly(7, 49), monthly(8, 66)]);

  it('MO-36 SZ-04 gives every figure and light of every reading again, byte for byte, each with its formula and where it comes from', () => {
    const { items, same } = again(events);
    expect(same).toBe(true);
    expect(items).toHaveLength(3 * 8);
    const light = items.find(({ what }) => what === 'readings/07/2/lights/budget');
    expect(light).toMatchObject({ recorded: 'yellow', recomputed: 'yellow', rule: 'MO-03' });
    expect(light?.inputs.slice(0, 2).map(({ value }) => value)).toEqual([events[0]?.data.figures?.lights, events[0]?.data.figures?.lights]);
    const rate = items.find(({ what }) => what === 'readings/06/1/executionRate');
    expect(rate).toMatchObject({
      formula: '已支付380000.00 ÷ 预算1000000.00 ＝ 38%',
      inputs: [{ from: events[0]?.id }, { from: 'project#370103-001/5' }],
      recorded: 0.38,
    });
    expect(items.find(({ what }) => what === 'readings/08/3/forecast')?.formula).toContain('按截至报告日的平均支付进度推算');
  });

  it('MO-36 comes out byte for byte after the bands were amended, by the rules that each reading names', () => {
    const bands = { value: { yellow: 0.01, red: 0.05, release: 0.005 }, basis: '修订' };
    const { now, recall } = amended('110101', 2025, { monitoring: { bands } });
    const report = recomputation(NATIONAL_POLICY, replay(events, FACTS, 2025, recall));
    expect(report).toEqual(again(events));
    expect(report.items[0]?.by).toEqual({ version: NATIONAL_POLICY.version, named: NATIONAL_POLICY.version });
    expect(
      recomputation(
        now,
        replay(events, FACTS, 2025, () => now),
      )
        .items.filter(({ same }) => !same)
        .map(({ what }) => what),
    ).toContain('readings/08/3/lights/budget');
  });

  it('MO-36 finds the one figure that was changed afterwards', () => {
    const spoilt = events.map((event, at) =>
      at === 1 && event.data.figures ? { ...event, data: { ...event.data, figures: { ...event.data.figures, goalProgress: 0.9 } } } : event,
    );
    const { items, same } = again(spoilt);
    expect(same).toBe(false);
    expect(items.filter((item) => !item.same).map(({ what }) => what)).toEqual(['readings/07/2/goalProgress']);
  });

  it('MO-36 holds a reading against the goals of its own day, not against newer ones', () => {
    const newer = { id: 'goals#370103-001#2025/9', plan: { division: '370103', goals: { version: 2, at: 9, indicators: [] } } };
    expect(again(events, [...FACTS, newer]).same).toBe(true);
    expect(again(events, [newer])).toMatchObject({ same: false, items: [{ formula: expect.stringContaining('无从重算') }, {}, {}] });
  });

  it('MO-36 leaves out what was filed before figures were recorded', () => {
    const [first] = events;
    if (!first) throw new Error('no reading');
    const { figures: _, ...data } = first.data;
    expect(again([{ ...first, data }]).items).toEqual([]);
  });
});
