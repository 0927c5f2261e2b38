import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../events/index.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import type { GoalsState } from '../../../functions/goals/rules/goals.ts';
import { commonIndicators, hearReading } from '../../../functions/goals/rules/spending.ts';
import { heard } from '../../events/samples.ts';
import { binjiang, ofRule, perfect, Story, shizhong, submissionOf, unit } from './perfect.ts';

const story = new Story();
story.tell(file(undefined, unit, submissionOf(perfect), shizhong));
const STATE: GoalsState = { ...story.now.state, issued: { amount: 1_000_000_00, version: 1, at: 3 } };

const reading = (period: string, sequence: number, money: { paid: number; issued?: number }): Event<'reading.recorded.v1'> => {
  const kept = heard('reading.recorded.v1');
  const { issued: _, ...bare } = kept.data.reading;
  return { ...kept, sequence, data: { ...kept.data, period, reading: { ...bare, asOf: `2023-${period}-30`, ...money } } };
};
const readings = (...events: Event<'reading.recorded.v1'>[]) =>
  events.reduce<GoalsState>((state, event) => hearReading(state, event) ?? state, STATE);
const values = (state: GoalsState) => Object.fromEntries(commonIndicators(state, shizhong).map(({ key, value }) => [key, value]));

describe('三个共性指标', () => {
  it('SZ-18 are computed from what was paid, issued and approved', () => {
    const state = readings(reading('06', 1, { paid: 400_000_00, issued: 800_000_00 }));
    expect(values(state)).toEqual({ executionProgress: 0.4, spendingRate: 0.5, allocationRate: 0.8 });
    expect(commonIndicators(state, shizhong)[0]).toMatchObject({ name: '预算执行进度', says: '截至2023-06-30为40%，时序进度49.59%' });
  });

  it('SZ-18 are null, with the reason, while something is missing', () => {
    expect(values(STATE)).toEqual({ executionProgress: null, spendingRate: null, allocationRate: null });
    expect(values(readings(reading('06', 1, { paid: 1 })))).toMatchObject({ spendingRate: null, allocationRate: null });
    const { issued: _, ...unbudgeted } = readings(reading('06', 1, { paid: 1 }));
    expect(commonIndicators(unbudgeted, shizhong)[0]).toMatchObject({ value: null, says: '预算尚未批复' });
    expect(
      values({ ...readings(reading('06', 1, { paid: 1, issued: 0 })), issued: { amount: 0, version: 1, at: 1 } }).executionProgress,
    ).toBeNull();
  });

  it('belong to Shizhong alone', () => {
    expect(commonIndicators(STATE, binjiang)).toEqual([]);
  });

  it('the newest month counts, and its newest reading, whatever the order of arrival', () => {
    const events = [
      reading('03', 1, { paid: 100 }),
      reading('03', 2, { paid: 200 }),
      reading('06', 1, { paid: 300 }),
      reading('06', 2, { paid: 400 }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 4 }), fc.shuffledSubarray(events), (first, again) => {
        expect(readings(...first, ...again).spending).toEqual({ period: '06', asOf: '2023-06-30', paid: 400, at: 2 });
      }),
      { numRuns: 50 },
    );
    expect(hearReading(undefined, reading('06', 1, { paid: 1 }))).toBeUndefined();
  });
});

describe('滨江的成本指标', () => {
  it('BJ-11 are a must, at either level', () => {
    expect(ofRule('GO-04', perfect, { policy: binjiang })[0]).toMatchObject({
      level: 'error',
      says: '没有设置成本指标',
      basis: '区委〔2020〕8号 二（五）2',
    });
    for (const [level1, level2] of [
      ['cost', 'economicCost'],
      ['output', 'cost'],
    ] as const) {
      const row = { id: 'C', level1, level2, name: '单位成本', operator: '<=', target: 1, unit: '万元', weight: 10 } as const;
      const found = ofRule('GO-04', { ...perfect, indicators: [...perfect.indicators, row] }, { policy: binjiang });
      expect(found.filter(({ level }) => level === 'error')).toEqual([]);
    }
  });
});
