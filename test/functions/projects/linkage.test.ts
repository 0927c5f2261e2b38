import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingOf, linkage } from '../../../functions/projects/rules/linkage.ts';
import type { YearFacts } from '../../../functions/projects/rules/state.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { FACTS, POLICY, STATE, withFacts, YEAR } from './perfect.ts';

const sheetOf = (facts: YearFacts, last?: YearFacts, state = STATE, policy = POLICY) =>
  linkage({ ...withFacts(facts, state), years: { [YEAR]: facts, ...(last ? { [YEAR - 1]: last } : {}) } }, YEAR, policy);
const last = (grade: 'excellent' | 'good' | 'fair' | 'poor', amount: number): YearFacts => ({
  budget: { amount, goalsVersion: 1 },
  result: { grade, total: 0, by: 'self', at: 1 },
});

describe('三个挂钩', () => {
  it('is the least of what the assessment supports, the goals cost and last year earned', () => {
    const sheet = sheetOf(FACTS, last('fair', 800_000_000));
    expect(sheet.factors.map(({ name, amount, says }) => [name, amount, says])).toEqual([
      ['事前评估审定的资金需求', 1_000_000_000, '申请12,500,000.00元，评估支持10,000,000.00元'],
      ['预算绩效目标', 975_000_000, '第1版绩效目标已审核通过，对应预算9,750,000.00元'],
      ['上年预算执行绩效', 720_000_000, '上年批复8,000,000.00元，结果为“中”（削减或取消），核减10%'],
    ]);
    expect(ceilingOf(sheet)).toBe(720_000_000);
    expect(sheet.assessedNeed?.basis).toBe('市中政办字〔2019〕36号 第十二条');
  });

  it.each([
    ['excellent', 800_000_000],
    ['good', 800_000_000],
    ['fair', 720_000_000],
    ['poor', 560_000_000],
  ] as const)('takes off what the policy says for %s', (grade, amount) => {
    expect(sheetOf(FACTS, last(grade, 800_000_000)).lastYear?.amount).toBe(amount);
  });

  it('rounds a cut half up, to the cent', () => {
    expect(sheetOf(FACTS, last('fair', 12_345)).lastYear?.amount).toBe(11_111);
    expect(sheetOf(FACTS, last('fair', 3)).lastYear?.amount).toBe(3);
  });

  it("follows the nearest government: Ningxia's 中 costs nothing", () => {
    expect(sheetOf(FACTS, last('fair', 800_000_000), STATE, policyFor('640104', YEAR)).lastYear?.amount).toBe(800_000_000);
  });

  it('has no last year where there was no budget, or no result yet', () => {
    expect(sheetOf(FACTS).lastYear).toBeNull();
    expect(sheetOf(FACTS, { budget: { amount: 1, goalsVersion: 1 } }).lastYear).toBeNull();
  });

  it('allows nothing while what must be assessed is not concluded', () => {
    const { assessment: _, ...others } = FACTS;
    expect(sheetOf(others).assessedNeed).toMatchObject({ amount: 0, says: '应评估而未有结论，不得安排' });
    expect(sheetOf({ ...others, assessment: { status: 'submitted', at: 1 } }).assessedNeed?.amount).toBe(0);
  });

  it('takes the request where nothing must be assessed', () => {
    const { assessment: _, ...others } = FACTS;
    expect(sheetOf(others, undefined, { ...STATE, origin: 'continuing' }).assessedNeed).toMatchObject({
      amount: 1_250_000_000,
      says: '不属于应评估范围，按申请金额12,500,000.00元',
    });
  });

  it('allows nothing without approved goals', () => {
    const { approvedGoals: _, ...others } = FACTS;
    expect(ceilingOf(sheetOf(others))).toBe(0);
  });

  it('links only to what the policy links to', () => {
    const policy = { ...POLICY, linkage: { ...POLICY.linkage, factors: { value: ['goals'] as const, basis: '默认' } } };
    const sheet = sheetOf(FACTS, last('poor', 1), STATE, policy);
    expect([sheet.assessedNeed, sheet.lastYear, ceilingOf(sheet)]).toEqual([null, null, 975_000_000]);
  });

  it('never allows more than any of its factors, and always whole cents', () => {
    const amount = fc.integer({ min: 0, max: 100_000_000_000 });
    const property = fc.property(
      amount,
      amount,
      amount,
      fc.constantFrom('excellent', 'good', 'fair', 'poor'),
      (need, goals, before, grade) => {
        const facts: YearFacts = {
          assessment: { status: 'concluded', admissible: true, supported: need, at: 1 },
          approvedGoals: { version: 1, digest: '', budget: goals, at: 1 },
        };
        const sheet = sheetOf(facts, last(grade, before));
        const ceiling = ceilingOf(sheet);
        expect(sheet.factors.every((factor) => ceiling <= factor.amount)).toBe(true);
        expect(ceiling).toBeLessThanOrEqual(Math.min(need, goals, before));
        expect(Number.isSafeInteger(ceiling)).toBe(true);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});
