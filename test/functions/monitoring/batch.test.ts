import { describe, expect, it } from 'vitest';
import { type Row, rejection, sorted } from '../../../functions/monitoring/rules/batch.ts';
import { hearPlan, isIssued, type Plan, type PlanEvent } from '../../../functions/monitoring/rules/plan.ts';
import { BulkBody, IntakeMessage, readRows } from '../../../functions/monitoring/shapes.ts';
import { finding } from '../../../shared/values/finding.ts';
import { archivedHeard, budgetHeard, changedHeard, goalsHeard } from './heard.ts';
import { READING, rules, YEAR } from './perfect.ts';

const row = (index: number, period: string, paid = READING.paid): Row => ({
  index,
  key: { ...YEAR, period },
  reading: { ...READING, paid },
});

describe('a batch', () => {
  it('MO-22 rows that contradict one another are both rejected, rows that repeat one another are not', () => {
    const { clear, rejected } = sorted([row(0, '05'), row(1, '06'), row(2, '06', 1), row(3, '05')]);
    expect(clear.map(({ index }) => index).toSorted()).toEqual([0, 3]);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2]);
    expect(rejected[0]?.findings).toMatchObject([{ rule: 'MO-22', at: '/readings/1' }]);
  });

  it('MO-23 a row that may not be recorded says why at its own place, and absent is not told from invisible', () => {
    expect(rejection({ outcome: 'absent' }, 4)).toMatchObject([
      { rule: 'MO-23', at: '/readings/4/projectCode', says: '没有这个项目，或者您无权填报' },
    ]);
    expect(rejection({ outcome: 'conflict', says: '已归档' }, 4)).toMatchObject([{ rule: 'MO-23', at: '/readings/4', says: '已归档' }]);
    expect(rejection({ outcome: 'forbidden', says: '无权' }, 4)).toMatchObject([{ rule: 'MO-23' }]);
    expect(rejection({ outcome: 'stale', version: 3 }, 4)).toMatchObject([{ rule: 'MO-23' }]);
    const refused = rejection({ outcome: 'refused', findings: [finding('MO-02', '/asOf', '…', '…')] }, 4);
    expect(refused).toMatchObject([{ rule: 'MO-02', at: '/readings/4/asOf' }]);
    expect(rejection({ outcome: 'unchanged', created: false, version: 1, answer: {} }, 4)).toEqual([]);
  });

  const good = { ...YEAR, period: '06', asOf: '2025-06-30', paid: '500000.00', indicators: [{ id: 'km', actual: 50 }] };

  it('reads every row for itself: one that can’t be read doesn’t harm the others', () => {
    const { readings } = BulkBody.parse({ readings: [good, { ...good, paid: '-1' }, 'nonsense', { ...good, extra: 1 }] });
    const { rows, unreadable } = readRows(readings);
    expect(rows).toEqual([{ index: 0, key: { ...YEAR, period: '06' }, reading: READING }]);
    expect(unreadable.map(({ index, findings }) => [index, findings[0]?.at])).toEqual([
      [1, '/readings/1/paid'],
      [2, '/readings/2'],
      [3, '/readings/3/extra'],
    ]);
  });

  it('holds at least one row and at most 500', () => {
    expect(BulkBody.safeParse({ readings: [] }).success).toBe(false);
    expect(BulkBody.safeParse({ readings: Array.from({ length: 500 }, () => good) }).success).toBe(true);
    expect(BulkBody.safeParse({ readings: Array.from({ length: 501 }, () => good) }).success).toBe(false);
  });

  it('can be sent again with the reasons that it came back with', () => {
    expect(IntakeMessage.safeParse({ division: '370103', readings: [good], rejected: [{ index: 0, says: ['MO-01'] }] }).success).toBe(true);
    expect(IntakeMessage.safeParse({ readings: [good] }).success).toBe(false);
  });
});

describe('what a year is measured against', () => {
  const budget = (sequence: number, amount: number) => budgetHeard(YEAR.projectCode, amount, sequence);
  const goals = (sequence: number) => goalsHeard(YEAR.projectCode, 100, sequence);
  const archived = archivedHeard(YEAR.projectCode);
  const told = (...events: PlanEvent[]) => events.reduce<Plan | undefined>((plan, event) => hearPlan(plan, event) ?? plan, undefined);

  it('is the newest budget and the newest goals, in whatever order and however often they are heard', () => {
    const events = [budget(7, 100), goals(4), goals(9), archived];
    const expected = told(...events);
    expect(expected).toMatchObject({ budget: { amount: 100, at: 7 }, goals: { version: 9, at: 9 }, archived: true });
    for (const order of [
      [3, 2, 1, 0],
      [2, 1, 0, 3],
      [1, 2, 1, 0, 0, 3, 2],
    ]) {
      expect(told(...order.flatMap((index) => events[index] ?? []))).toEqual(expected);
    }
    expect(hearPlan(expected, budget(7, 100))).toBeUndefined();
  });

  it('SZ-22 is the budget as it was changed in mid-year, also when that is heard before the first', () => {
    const changed = changedHeard(YEAR.projectCode, 80, 9);
    for (const order of [
      [budget(7, 100), changed],
      [changed, budget(7, 100)],
    ])
      expect(told(...order)?.budget).toEqual({ amount: 80, at: 9 });
  });

  it('MO-01 is issued when both are known', () => {
    expect(isIssued(told(budget(7, 100)))).toBe(false);
    expect(isIssued(told(goals(4)))).toBe(false);
    expect(isIssued(told(goals(4), budget(7, 100)))).toBe(true);
  });
});

it('every finding of a batch names its rule', () => {
  expect(rules(rejection({ outcome: 'absent' }, 0))).toEqual(['MO-23']);
});
