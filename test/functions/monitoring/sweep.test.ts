import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNTOUCHED } from '../../../functions/monitoring/rules/alert.ts';
import { early, propose, type Swept } from '../../../functions/monitoring/rules/sweep.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { RULES } from './perfect.ts';

const SWEPT: Swept = {
  projectCode: '370103-001',
  budget: 100_000_000,
  reading: { asOf: '2025-11-30', paid: 60_000_000, expected: 80_000_000 },
  funds: UNTOUCHED,
};

const ask = (change: Partial<Swept> = {}) => propose({ ...SWEPT, ...change }, 2025, RULES.sweep);

describe('年底精准清理', () => {
  it('MO-21 proposes what the unit itself doesn’t expect to pay, and says how that comes about', () => {
    expect(ask()).toEqual({
      projectCode: '370103-001',
      budget: 100_000_000,
      paid: 60_000_000,
      asOf: '2025-11-30',
      estimate: 80_000_000,
      method: 'expected',
      amount: 20_000_000,
      says: '预算1,000,000.00元，单位填报的全年预计执行数800,000.00元，预计年底无法支出200,000.00元，建议收回统筹使用',
      basis: RULES.sweep.basis,
    });
  });

  it('MO-21 goes by the pace where the unit said nothing', () => {
    // 60,000,000 × 365 ÷ 334
    expect(ask({ reading: { asOf: '2025-11-30', paid: 60_000_000 } })).toMatchObject({
      estimate: 65_568_862,
      amount: 34_431_138,
      method: 'pace',
    });
    expect(ask({ reading: { asOf: '2025-12-31', paid: 60_000_000 } })).toMatchObject({ estimate: 60_000_000, amount: 40_000_000 });
  });

  it('MO-21 leaves out what was taken already, and projects that will have paid all', () => {
    const taken = { state: 'normal', transferred: 5_000_000, cancelled: 0, recovered: 10_000_000 } as const;
    expect(ask({ funds: taken })).toMatchObject({ amount: 5_000_000 });
    expect(ask({ funds: { ...taken, recovered: 15_000_000 } })).toBeUndefined();
    expect(ask({ reading: { asOf: '2025-11-30', paid: 60_000_000, expected: 100_000_000 } })).toBeUndefined();
    expect(ask({ reading: { asOf: '2025-11-30', paid: 120_000_000, expected: 120_000_000 } })).toBeUndefined();
  });

  it('MO-21 proposes nothing where nothing was reported', () => {
    const { reading: _, ...silent } = SWEPT;
    expect(propose(silent, 2025, RULES.sweep)).toBeUndefined();
  });

  it('MO-21 says what the money is used for, by this government’s article', () => {
    const shizhong = propose(SWEPT, 2025, policyFor('370103', 2025).monitoring.sweep);
    expect(shizhong?.says).toContain('建议调整用于全区重点项目');
    expect(shizhong?.basis).toContain('市中政办字〔2019〕36号 第十四条');
  });

  it('MO-21 before the month in which the government begins is only for information', () => {
    expect(early(2025, '2025-11-30', RULES.sweep)).toMatchObject([{ rule: 'MO-21', level: 'warning', at: '/asOf' }]);
    expect(early(2025, '2025-12-01', RULES.sweep)).toEqual([]);
    expect(early(2025, '2026-01-05', RULES.sweep)).toEqual([]);
  });

  it('MO-21 a proposal, what is expected and what was taken add up to the budget, and no part is negative', () => {
    const cents = fc.integer({ min: 0, max: 200_000_000 });
    fc.assert(
      fc.property(cents, cents, cents, cents, (budget, paid, expected, recovered) => {
        const proposal = ask({
          budget,
          reading: { asOf: '2025-12-31', paid, expected },
          funds: { state: 'normal', transferred: 0, cancelled: 0, recovered },
        });
        const over = budget - Math.max(paid, expected) - recovered;
        expect(proposal?.amount ?? 0).toBe(Math.max(0, over));
        if (proposal) expect(proposal.amount + proposal.estimate + recovered).toBe(budget);
      }),
      { numRuns: 500 },
    );
  });
});
