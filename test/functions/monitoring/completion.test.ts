import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionOf, type MeasuredIndicator } from '../../../functions/monitoring/rules/completion.ts';
import { judge } from '../../../functions/monitoring/rules/judgement.ts';
import { exact } from '../../../shared/values/exact.ts';
import { toRate } from '../../../shared/values/rate.ts';
import { INDICATOR, ON_COURSE, RULES, rules } from './perfect.ts';

const HALF = exact('1/2');
const completed = (change: Partial<MeasuredIndicator>) => {
  const { completion } = completionOf({ ...INDICATOR, ...change }, HALF);
  return completion && toRate(completion);
};

describe('progress of an indicator', () => {
  it.each([
    ['>=', 100, 40, 0.4],
    ['>=', 100, 100, 1],
    ['>=', 100, 130, 1],
    ['>=', 100, -5, 0],
    ['>=', 0, 0, 1],
    ['>=', 0, -1, 0],
    ['>', 100, 50, 0.5],
    ['=', 100, 60, 0.6],
    ['=', 100, 100, 1],
    ['=', 100, 125, 0.75],
    ['=', 100, 300, 0],
    ['=', 0, 0, 0.5],
    ['=', 0, 1, 0],
  ] as const)('%s %d with actual %d has come %d of the way', (operator, target, actual, expected) => {
    expect(completed({ operator, target, actual })).toBe(expected);
  });

  it.each([
    ['<=', 90, 30, 0.5],
    ['<=', 90, 90, 0.5],
    ['<=', 90, 180, 0.25],
    ['<=', 0, 0, 0.5],
    ['<=', 0, 1, 0],
    ['<', 10, 40, 0.125],
  ] as const)('MO-09 %s %d with actual %d counts %d at half of the year', (operator, target, actual, expected) => {
    expect(completed({ operator, target, actual })).toBe(expected);
  });

  it('MO-09 a ceiling that is kept all year is done at its end, and never makes a gap by itself before', () => {
    const cost: MeasuredIndicator = { ...INDICATOR, operator: '<=', target: '≤90万元', actual: '30万元' };
    const june = judge({ ...ON_COURSE, indicators: [cost] }, RULES);
    expect(june.goalProgress?.equals(june.timeProgress)).toBe(true);
    expect(june.findings).toEqual([]);
    const december = judge({ ...ON_COURSE, paid: 100_000_000, asOf: '2025-12-31', indicators: [cost] }, RULES);
    expect(december.goalProgress && toRate(december.goalProgress)).toBe(1);
  });

  it.each([
    ['≥100百分比', '95', 0.95],
    ['≥95%', '0.95', 1],
    ['≤90万元', '450000元', 0.5],
    ['50个', '25个', 0.5],
    ['10-20', '5', 0.5],
    ['10-20', '15', 1],
    ['10-20', '40', 0.5],
  ])('reads the printed target %s beside %s', (target, actual, expected) => {
    expect(completed({ operator: undefined, target, actual })).toBe(expected);
  });

  it.each<[string, Partial<MeasuredIndicator>]>([
    ['a text', { operator: 'qualitative', target: '效果明显', actual: '效果明显' }],
    ['a text without its sign', { operator: undefined, target: '效果明显', actual: 12 }],
    ['a date', { operator: undefined, target: '9月前', actual: '7月' }],
    ['an actual that is a text', { actual: '建设中' }],
    ['an actual of another unit', { target: '≥50%', actual: '12万元', operator: undefined }],
    ['an empty actual', { actual: '' }],
  ])('MO-08 leaves %s out and says so', (_, change) => {
    const { completion, findings } = completionOf({ ...INDICATOR, ...change }, HALF);
    expect(completion).toBeUndefined();
    expect(findings).toMatchObject([{ rule: 'MO-08', level: 'warning', at: '/indicators/0/actual' }]);
  });

  it('MO-08 with nothing to count there is no progress and no gap, and that is said', () => {
    const seen = judge({ ...ON_COURSE, indicators: [] }, RULES);
    expect(seen).toMatchObject({ goalProgress: null, gap: null });
    expect(rules(seen.findings)).toEqual(['MO-08']);
    expect(judge({ ...ON_COURSE, indicators: [{ ...INDICATOR, weight: 0 }] }, RULES).goalProgress).toBeNull();
  });

  it('weighs what counts and leaves out what does not', () => {
    const text: MeasuredIndicator = { ...INDICATOR, operator: 'qualitative', target: '好', actual: '好', weight: 30 };
    const rows = [INDICATOR, { ...INDICATOR, actual: 100, weight: 30 }, text];
    const { goalProgress } = judge({ ...ON_COURSE, indicators: rows }, RULES);
    expect(goalProgress && toRate(goalProgress)).toBe(0.625);
  });

  it('is never below 0 or above 1, whatever is reported', () => {
    const operator = fc.constantFrom('>=', '<=', '=', '>', '<') as fc.Arbitrary<MeasuredIndicator['operator']>;
    const figure = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(operator, figure, figure, (sign, target, actual) => {
        const { completion } = completionOf({ ...INDICATOR, operator: sign, target, actual }, HALF);
        expect(completion?.gte(0) && completion.lte(1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
