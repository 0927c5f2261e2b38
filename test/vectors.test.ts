/** The test vectors of domain.md §18, each by its name and in its order; the rules' own tests go on from them. */
import { describe, expect, it } from 'vitest';
import { conclude } from '../functions/assessment/rules/conclusion.ts';
import { submit } from '../functions/assessment/rules/submission.ts';
import { score } from '../functions/evaluation/rules/score.ts';
import { judge } from '../functions/monitoring/rules/judgement.ts';
import { policyFor } from '../shared/policy/resolve.ts';
import { exact } from '../shared/values/exact.ts';
import { gradeName, gradeOf } from '../shared/values/grade.ts';
import { portion, yuan } from '../shared/values/money.ts';
import { splitProjectCode } from '../shared/values/project-code.ts';
import { reconcile } from '../shared/values/tally.ts';
import { CARD, known as concluding, FINANCE, GROUND, REPORT, submission, UNIT } from './functions/assessment/perfect.ts';
import { PERFECT, RS_10, RS_101, rules, withRow } from './functions/evaluation/rules/perfect.ts';

const NATION = policyFor('000000', 2025);

describe('§18 quantitative, target ≥ T, weight W', () => {
  it.each([
    [500, 500, 10, 10, 10],
    [500, 700, 10, 10, 10],
    [500, 487, 10, 9.74, 9.35],
    [50, 40, 20, 16, 10],
    [500, 300, 10, 6, 0],
    [500, 299, 10, 5.98, 0],
  ])('§18 T %d, actual %d, W %d: RS-10 %d, RS-101 %d', (target, actual, weight, proportional, gated) => {
    const of = (scale: typeof RS_10) => score(withRow({ target, actual, weight }), scale).indicators[0];
    expect([of(RS_10)?.score, of(RS_101)?.score]).toEqual([proportional, gated]);
    const flagged = (scale: typeof RS_10) => rules(of(scale)?.findings ?? []).includes('EV-08');
    expect([flagged(RS_10), flagged(RS_101)]).toEqual([actual === 700, false]);
    if (actual === 700) expect(of(RS_10)?.completion).toBe(1.4);
  });
});

describe('§18 execution rate, 10 points', () => {
  it.each([
    ['100 %', 10_000, 10, 10],
    ['99.99 %', 9_999, 10, 7],
    ['86.19 %', 8_619, 8.62, 7],
    ['80 %', 8_000, 8, 7],
    ['79.99 %', 7_999, 8, 5],
    ['60 %', 6_000, 6, 5],
    ['59.99 %', 5_999, 6, 0],
    ['45.17 %', 4_517, 4.52, 0],
  ])('§18 %s (%d of 10000): RS-10 %d, RS-101 %d', (_, executed, proportional, stepped) => {
    const of = (scale: typeof RS_10) => score({ ...PERFECT, execution: { weight: 10, budget: 10_000, executed } }, scale).execution.score;
    expect([of(RS_10), of(RS_101)]).toEqual([proportional, stepped]);
  });

  it('§18 99.99 % of what is finished has its 10 points by RS-101', () => {
    expect(score({ ...PERFECT, execution: { weight: 10, budget: 10_000, executed: 9_999, finished: true } }, RS_101).execution.score).toBe(
      10,
    );
  });
});

describe('§18 forms, grades, warnings', () => {
  const published = { ...PERFECT, execution: { weight: 10, budget: 25_000_000, executed: 21_545_760 } };

  it('§18 the published whole form: 8.62 + 10 + 20 + 20 + 30 + 10 = 98.62, 优', () => {
    const sheet = score(published, RS_10);
    expect([sheet.execution.score, sheet.total, sheet.grade]).toEqual([8.62, 98.62, 'excellent']);
  });

  it('§18 a printed 86.19 % that is 86.18 % is shown beside it and left as it is', () => {
    const [finding] = score({ ...published, published: { rate: '86.19%' } }, RS_10).findings.filter(({ rule }) => rule === 'EV-23');
    expect(finding?.says).toBe('公布执行率86.19%，执行数÷预算数为86.18%，两者不符；公布数保留，仅列示差异');
  });

  it('§18 251.89 spent of an adjusted 251.89 is 100 %; of the first 238.93 it would be 105.42 %', () => {
    const rate = (budget: number) => score({ ...PERFECT, execution: { weight: 10, budget, executed: 2_518_900 } }, RS_10).execution.rate;
    expect([rate(2_518_900), rate(2_389_300)]).toEqual([1, 1.054242]);
  });

  it('§18 grades: 90 优, 89.99 良, 80 良, 79.99 中, 60 中, 59.99 差', () => {
    expect([90, 89.99, 80, 79.99, 60, 59.99].map((total) => gradeName(gradeOf(total, NATION.grades.value))).join('')).toBe('优良良中中差');
  });

  it.each([
    ['30 June 39.99 %', 39.99, 39.99, ['MO-04']],
    ['30 June 40 %', 40, 40, []],
    ['goals 55 %, execution 44 %: 11 points', 44, 55, ['MO-05']],
    ['goals 55 %, execution 45 %: 10 points', 45, 55, []],
  ])('§18 %s', (_, spent, done, expected) => {
    const indicators = [{ at: '/indicators/0', name: '里程', operator: '>=', target: 10_000, actual: done * 100, weight: 90 } as const];
    const measured = { fiscalYear: 2025, asOf: '2025-06-30', budget: 100_000_000, paid: Math.round(spent * 1_000_000), indicators };
    const { lights, findings } = judge(measured, NATION.monitoring);
    expect(rules(findings)).toEqual(expected);
    expect(lights.overall).toBe(expected.length > 0 ? 'yellow' : 'green');
  });
});

describe('§18 amounts, codes, counts', () => {
  it('§18 部分支持: requested 975.00, supported 800.00, unsupported 175.00', () => {
    const ground = { ...GROUND, card: { ...CARD, requestedAmount: 97_500 } };
    const before = concluding(submit(undefined, UNIT, submission({ ...REPORT, requestedAmount: 97_500 }), ground));
    const verdict = { verdict: 'partial', supportedAmount: 80_000, conditions: [], reason: '部分内容可缓办' } as const;
    expect(conclude(before, FINANCE, verdict, ground)).toMatchObject({ answer: { unsupportedAmount: '175.00' } });
  });

  it('§18 cost standard: 10 000 ㎡ × 5.66 × 12 = 679 200.00 元 a year, at 6.31 元 757 200.00', () => {
    expect([566, 631].map((rate) => yuan(portion(rate, exact(10_000).mul(12))))).toEqual(['679200.00', '757200.00']);
  });

  it('§18 51000021R000000019951 is 510000 | 21 | R | 000000019951', () => {
    const code = '51000021R000000019951';
    expect(code).toHaveLength(21);
    expect(splitProjectCode(code)).toEqual({ division: '510000', year: 2021, class: 'R', serial: '000000019951' });
  });

  it('§18 东丽 152, 41, 101, 91, 20: what does not add up is said, and one figure that would mend both; nothing is changed', () => {
    const printed = { total: 152, common: 41, sector: 101, before: 91, added: 20 };
    const sums = [
      { total: 'total', parts: ['common', 'sector'] },
      { total: 'sector', parts: ['before', 'added'] },
    ];
    expect(reconcile(printed, sums)).toEqual({ says: ['41+101=142≠152', '91+20=111≠101'], suggestions: ['101→111'] });
    expect(printed).toEqual({ total: 152, common: 41, sector: 101, before: 91, added: 20 });
  });
});
