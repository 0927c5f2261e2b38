import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { IndicatorRow, ScoreForm } from '../../../../functions/evaluation/rules/form.ts';
import { allFindings, score } from '../../../../functions/evaluation/rules/score.ts';
import { RS_10, RS_101 } from './perfect.ts';

const RUNS = { numRuns: 300 };

// Thousands of forms take seconds on an idle machine and longer on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const hundredths = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map((n) => n / 100);
const scale = fc.constantFrom(RS_10, RS_101);
const weight = hundredths(0, 100);
const level1 = fc.constantFrom('cost', 'output', 'benefit', 'satisfaction' as const);
const operator = fc.constantFrom('>=', '<=', '=', '>', '<' as const);

const quantity = fc.record({ level1, operator, target: hundredths(-1000, 1000), actual: hundredths(-1000, 2000), weight });
const quality = fc.record(
  {
    level1,
    operator: fc.constant('qualitative' as const),
    target: fc.constantFrom('效果明显', '及时'),
    actual: fc.constantFrom('达成预期指标', '及时', '较好', ''),
    achieved: fc.constantFrom('full', 'partial', 'low' as const),
    degree: hundredths(0, 1),
    weight,
  },
  { requiredKeys: ['level1', 'operator', 'target', 'actual', 'weight'] },
);
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc
    .tuple(fc.constantFrom('', '≥', '≤', '=', '不低于', '-'), fc.integer(), fc.constantFrom('', '%', '‰', '万元', '个', 'constructor'))
    .map((parts) => parts.join('')),
);
const printed = fc.record({ level1, weight, raw: fc.record({ target: cell, actual: cell }) });

const rows = fc
  .array(fc.oneof(quantity, quality, printed), { maxLength: 12 })
  .map((all): IndicatorRow[] => all.map((row, index) => ({ ...row, id: `i${index}` })));
const form: fc.Arbitrary<ScoreForm> = fc.record({
  execution: fc.record({ weight, budget: fc.nat(10_000), executed: fc.nat(12_000), finished: fc.boolean() }),
  indicators: rows,
});

const points = (row: Omit<IndicatorRow, 'id'>, yardstick: typeof RS_10) =>
  score({ execution: { weight: 0, budget: 1, executed: 1 }, indicators: [{ ...row, id: 'x' }] }, yardstick).indicators[0]?.score ??
  Number.NaN;

describe('for any form', () => {
  it('EV-06 EV-09 EV-11 a score lies between 0 and its weight, with two places, or is null with a finding', () => {
    fc.assert(
      fc.property(form, scale, (any, yardstick) => {
        const sheet = score(any, yardstick);
        any.indicators.forEach((row, index) => {
          const scored = sheet.indicators[index];
          expect(scored?.id).toBe(row.id);
          if (scored?.score === null) expect(scored.findings.some((each) => each.level === 'error')).toBe(true);
          else expectPoints(scored?.score ?? Number.NaN, row.weight);
        });
        if (sheet.execution.score === null) expect(sheet.findings.some((each) => ['EV-02', 'EV-03'].includes(each.rule))).toBe(true);
        else expectPoints(sheet.execution.score, any.execution.weight);
      }),
      RUNS,
    );
  });

  it('EV-13 the total is the sum of its parts to the last hundredth', () => {
    fc.assert(
      fc.property(form, scale, (any, yardstick) => {
        const sheet = score(any, yardstick);
        const parts = [sheet.execution.score, ...sheet.indicators.map((each) => each.score)];
        const sum = parts.reduce<number>((all, each) => all + Math.round((each ?? 0) * 100), 0);
        expect(sheet.total).toBe(sum / 100);
      }),
      RUNS,
    );
  });

  it('EV-13 the order of the indicators changes no score, no total and no grade', () => {
    const shuffled = form.chain((any) =>
      fc.tuple(fc.constant(any), fc.shuffledSubarray([...any.indicators], { minLength: any.indicators.length })),
    );
    fc.assert(
      fc.property(shuffled, scale, ([any, mixed], yardstick) => {
        const before = score(any, yardstick);
        const after = score({ ...any, indicators: mixed }, yardstick);
        expect([after.total, after.grade]).toEqual([before.total, before.grade]);
        const scores = (sheet: typeof before) =>
          Object.fromEntries(sheet.indicators.map((each) => [each.id, [each.completion, each.score]]));
        expect(scores(after)).toEqual(scores(before));
      }),
      RUNS,
    );
  });

  it('EV-11 EV-12 any cells are read without a fault, and every finding points somewhere', () => {
    fc.assert(
      fc.property(printed, scale, (row, yardstick) => {
        const sheet = score({ execution: { weight: 0, budget: 1, executed: 1 }, indicators: [{ ...row, id: 'x' }] }, yardstick);
        for (const each of allFindings(sheet)) expect(each.at).toMatch(/^(\/|$)/);
      }),
      RUNS,
    );
  });
});

describe('when the actual improves', () => {
  const two = fc.tuple(hundredths(-1000, 2000), hundredths(-1000, 2000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const target = hundredths(-1000, 1000);

  it('EV-06 EV-10 a score of at least never falls', () => {
    fc.assert(
      fc.property(
        two,
        target,
        weight,
        level1,
        fc.constantFrom('>=', '>' as const),
        scale,
        ([worse, better], want, full, level, sign, yardstick) => {
          const row = { level1: level, operator: sign, target: want, weight: full };
          expect(points({ ...row, actual: better }, yardstick)).toBeGreaterThanOrEqual(points({ ...row, actual: worse }, yardstick));
        },
      ),
      RUNS,
    );
  });

  it('EV-06 a score of at most never falls', () => {
    fc.assert(
      fc.property(
        two,
        target,
        weight,
        level1,
        fc.constantFrom('<=', '<' as const),
        scale,
        ([better, worse], want, full, level, sign, yardstick) => {
          const row = { level1: level, operator: sign, target: want, weight: full };
          expect(points({ ...row, actual: better }, yardstick)).toBeGreaterThanOrEqual(points({ ...row, actual: worse }, yardstick));
        },
      ),
      RUNS,
    );
  });

  it('EV-06 a score of exactly never falls as the actual comes closer', () => {
    const steps = fc.tuple(fc.nat(100_000), fc.nat(100_000)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const level = fc.constantFrom('cost', 'output', 'benefit' as const);
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.boolean(),
        fc.boolean(),
        weight,
        level,
        scale,
        ([near, far], want, up, cross, full, each, yardstick) => {
          const row = { level1: each, operator: '=', target: want / 100, weight: full } as const;
          const closer = (want + (up !== cross ? near : -near)) / 100;
          const farther = (want + (up ? far : -far)) / 100;
          expect(points({ ...row, actual: closer }, yardstick)).toBeGreaterThanOrEqual(points({ ...row, actual: farther }, yardstick));
        },
      ),
      RUNS,
    );
  });

  it('EV-06 a score of a range never falls on the way to it', () => {
    const range = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(3000), fc.nat(3000));
    fc.assert(
      fc.property(range, weight, scale, ([from, span, a, b], full, yardstick) => {
        const row = { level1: 'output', target: `${from + 1}-${from + 1 + span}`, weight: full } as const;
        const off = (actual: number) => Math.max(from + 1 - actual, actual - (from + 1 + span), 0);
        const sameSide = a <= from === b <= from;
        fc.pre(sameSide || off(a) === 0 || off(b) === 0);
        const [better, worse] = off(a) <= off(b) ? [a, b] : [b, a];
        expect(points({ ...row, actual: better }, yardstick)).toBeGreaterThanOrEqual(points({ ...row, actual: worse }, yardstick));
      }),
      RUNS,
    );
  });

  it('EV-01 an execution score never falls up to the whole budget', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.nat(1000),
        fc.nat(1000),
        weight,
        fc.boolean(),
        scale,
        (budget, a, b, full, finished, yardstick) => {
          const part = (share: number) => Math.floor((budget * share) / 1000);
          const earn = (executed: number) =>
            score({ execution: { weight: full, budget, executed, finished }, indicators: [] }, yardstick).execution.score ?? Number.NaN;
          expect(earn(part(Math.max(a, b)))).toBeGreaterThanOrEqual(earn(part(Math.min(a, b))));
        },
      ),
      RUNS,
    );
  });
});

describe('rounding', () => {
  it('EV-06 is half up and happens once: the exact share of the weight, to the hundredth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e6), fc.nat(10_000), (target, seed, cents) => {
        const actual = seed % (target + 1);
        const numerator = 2n * BigInt(actual) * BigInt(cents) + BigInt(target);
        const expected = Number(numerator / (2n * BigInt(target))) / 100;
        expect(points({ level1: 'output', operator: '>=', target, actual, weight: cents / 100 }, RS_10)).toBe(expected);
      }),
      RUNS,
    );
  });

  it('EV-06 rounds 0.005 up, where binary arithmetic would not: 1.005 is 1.01', () => {
    expect(points({ level1: 'output', operator: '>=', target: 1000, actual: 201, weight: 5 }, RS_10)).toBe(1.01);
  });
});

function expectPoints(scored: number, full: number): void {
  expect(scored).toBeGreaterThanOrEqual(0);
  expect(scored).toBeLessThanOrEqual(full);
  expect(Math.round(scored * 100) / 100).toBe(scored);
}
