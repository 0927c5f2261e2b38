import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GREEN, type Lights } from '../../../functions/monitoring/rules/lights.ts';
import { judgeYear, leavesLights, type MonthReading, verdictOf } from '../../../functions/monitoring/rules/year.ts';
import { monthly, PLAN, RULES } from './perfect.ts';

/** Bands wide apart and no lines, so that random years meet every window of the hysteresis; and the same of lines and gap, with red ones. */
const BANDS = {
  ...RULES,
  lines: { ...RULES.lines, value: [] },
  bands: { ...RULES.bands, value: { yellow: 0.1, red: 0.2, release: 0.08 } },
};
const LINES = {
  ...RULES,
  lines: { ...RULES.lines, value: RULES.lines.value.map((line, at) => ({ ...line, light: at % 2 === 0 ? line.light : ('red' as const) })) },
  release: { ...RULES.release, value: { lines: 0.08, gap: 0.08 } },
};
const GAP = { ...LINES, gapLight: { ...RULES.gapLight, value: 'red' as const } };

const lightsOf = (months: readonly MonthReading[], rules = RULES): Lights =>
  verdictOf(judgeYear(PLAN, 2025, months, rules))?.lights ?? GREEN;

describe('the lights of a year', () => {
  it('are green while nothing is reported', () => {
    expect(verdictOf(judgeYear(PLAN, 2025, [], RULES))).toBeUndefined();
  });

  it('are those of the newest month, whenever it came', () => {
    const june = monthly(6, 20);
    const august = monthly(8, 66);
    expect(lightsOf([june])).toMatchObject({ overall: 'red' });
    expect(lightsOf([june, august])).toEqual(GREEN);
    expect(lightsOf([august, june])).toEqual(GREEN);
  });

  it('MO-10 keep a light that the month before had lit, until the lag is small enough', () => {
    // 58.08 % of the year is over by the end of July: 49 % lags 9.08 points, between 8 and 10.
    expect(lightsOf([monthly(7, 49)])).toEqual(GREEN);
    expect(lightsOf([monthly(6, 38), monthly(7, 49)]).overall).toBe('yellow');
    expect(lightsOf([monthly(6, 38), monthly(7, 51)])).toEqual(GREEN);
  });

  it('MO-10 forget what a correction took back', () => {
    const corrected = [monthly(6, 45), monthly(7, 49)];
    expect(lightsOf(corrected)).toEqual(GREEN);
  });
});

describe('properties', () => {
  const spent = fc.integer({ min: 0, max: 100 });
  /** Up to twelve months in any order, each once. */
  const year = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), spent, spent), { selector: ([month]) => month, maxLength: 12 })
    .map((months) => months.map(([month, paid, done]) => monthly(month, paid, done)));
  /** Months whose lag stands near the thresholds. */
  const tight = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 25 })), {
      selector: ([month]) => month,
      maxLength: 9,
    })
    .map((months) =>
      months.map(([month, lag, late]) => monthly(month, Math.round((month / 12) * 100) - lag, Math.round((month / 12) * 100) - late)),
    );

  it('the order in which readings come changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(year, tight), fc.constantFrom(RULES, BANDS, LINES, GAP), (months, rules) => {
        expect(lightsOf(months.toReversed(), rules)).toEqual(lightsOf(months, rules));
      }),
      { numRuns: 300 },
    );
  });

  it('a month recorded for the first time is left without a look at the others only when the lights stay', () => {
    fc.assert(
      fc.property(fc.oneof(year, tight), fc.constantFrom(RULES, BANDS, LINES, GAP), (months, rules) => {
        let standing: Lights = GREEN;
        for (const [index, { reading }] of months.entries()) {
          const now = lightsOf(months.slice(0, index + 1), rules);
          if (leavesLights(PLAN, 2025, reading, rules, standing)) expect(now).toEqual(standing);
          standing = now;
        }
      }),
      { numRuns: 800 },
    );
  });
});
