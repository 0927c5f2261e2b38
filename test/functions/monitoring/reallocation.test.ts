import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertDecision, MonitoringState } from '../../../functions/monitoring/rules/alert.ts';
import { inSeason, readSweepId, reclaim, type SweepItem, sound, sweepIdOf } from '../../../functions/monitoring/rules/reallocation.ts';
import { type Proposal, propose } from '../../../functions/monitoring/rules/sweep.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { ALERTED, CARD, known, NATIONAL_POLICY, RULES, YEAR } from './perfect.ts';

const SWEEP = { division: '370103', fiscalYear: 2025, asOf: '2025-12-01' };
const SHIZHONG = policyFor('370103', 2025);
const FUNDS = { state: 'normal', transferred: 0, cancelled: 0, recovered: 0 } as const;
const ITEM: SweepItem = { projectCode: YEAR.projectCode, recover: 40_000_000, to: '370103-002', reason: '年底前无法支付' };
const KEY = { seen: true, budgeted: true, key: true };
const proposed = propose(
  {
    projectCode: YEAR.projectCode,
    budget: 100_000_000,
    funds: FUNDS,
    reading: { asOf: '2025-11-30', paid: 50_000_000, expected: 60_000_000 },
  },
  2025,
  RULES.sweep,
);
const ask = (
  change: Partial<SweepItem> = {},
  proposal: Proposal | undefined = proposed,
  receiver = KEY,
  policy = SHIZHONG,
  others: readonly SweepItem[] = [],
) => {
  const item = { ...ITEM, ...change };
  return sound(item, '/items/0', proposal, receiver, [item, ...others], policy).map(({ at, basis, rule }) => ({ at, basis, rule }));
};
const stateOf = (decision: AlertDecision) => (decision.outcome === 'accepted' ? decision.state : undefined);
const take = (item: SweepItem = ITEM, state: MonitoringState | null = ALERTED, sweepId = sweepIdOf(SWEEP)) =>
  reclaim(state ? known(state) : undefined, YEAR, item, { sweepId, card: CARD }, SHIZHONG);

describe('the decision on a sweep', () => {
  it('SZ-29 is for one that has an id of its own', () => {
    expect(readSweepId(sweepIdOf(SWEEP))).toEqual(SWEEP);
    expect(readSweepId('370103.2025')).toBeUndefined();
  });

  it.each([
    ['2025-11-30', '2025-12-31', 1],
    ['2025-12-01', '2025-12-31', 0],
    ['2025-12-31', '2025-12-31', 0],
    ['2025-12-31', '2025-12-30', 1],
  ] as const)('MO-34 as of %s, on %s', (asOf, today, refused) => {
    expect(inSeason({ ...SWEEP, asOf }, [ITEM], today, NATIONAL_POLICY)).toHaveLength(refused);
  });

  it('MO-34 names each project once', () => {
    expect(inSeason(SWEEP, [ITEM, ITEM], '2025-12-31', SHIZHONG)).toMatchObject([{ rule: 'MO-34', at: '/items/1/projectCode' }]);
  });

  it('MO-35 takes no more than is proposed, and something', () => {
    expect(proposed?.amount).toBe(40_000_000);
    expect(ask()).toEqual([]);
    const refused = [{ at: '/items/0/recover', basis: SHIZHONG.monitoring.sweep.basis, rule: 'MO-35' }];
    expect(ask({ recover: 40_000_001 })).toEqual(refused);
    expect(ask({ recover: 0 })).toEqual(refused);
    expect(ask({ recover: 1 })).toEqual([]);
    expect(sound(ITEM, '/items/0', undefined, KEY, [ITEM], SHIZHONG)).toMatchObject([{ rule: 'MO-35', at: '/items/0/projectCode' }]);
  });

  it('MO-35 调整用于全区重点项目: gives to key projects alone where the document says so, and to any other elsewhere', () => {
    const plain = { ...KEY, key: false };
    expect(ask({}, proposed, plain)).toMatchObject([{ at: '/items/0/to' }]);
    expect(ask({}, proposed, plain, NATIONAL_POLICY)).toEqual([]);
    for (const receiver of [
      { ...KEY, seen: false },
      { ...KEY, budgeted: false },
    ]) {
      expect(ask({}, proposed, receiver, NATIONAL_POLICY)).toMatchObject([{ at: '/items/0/to' }]);
    }
    expect(sound({ projectCode: 'A', recover: 1, reason: '' }, '/items/0', proposed, undefined, [], SHIZHONG)).toEqual([]);
  });

  it('MO-35 gives nothing to a project from which it takes, itself included', () => {
    expect(ask({ to: YEAR.projectCode })).toMatchObject([{ at: '/items/0/to' }]);
    expect(ask({}, proposed, KEY, SHIZHONG, [{ ...ITEM, projectCode: '370103-002' }])).toMatchObject([{ at: '/items/0/to' }]);
  });

  it('SZ-29 JH-23 NX-14 recovers and reallocates in one transaction, without an alert too, and what is left may still be paid', () => {
    for (const state of [ALERTED, null]) {
      const decision = take(ITEM, state);
      expect(decision).toMatchObject({
        events: [
          { type: 'funds.changed.v1', data: { alertId: '370103.2025.2025-12-01', from: 'normal', to: 'normal', amount: 40_000_000 } },
          { type: 'funds.reallocated.v1', data: { to: '370103-002', amount: 40_000_000, basis: SHIZHONG.monitoring.sweep.basis } },
        ],
        answer: { recovered: '400000.00', to: '370103-002' },
      });
      expect(stateOf(decision)).toMatchObject({ alerts: state ? 1 : 0, funds: { state: 'normal', recovered: 40_000_000 } });
    }
    const { to: _, ...plain } = ITEM;
    expect(take(plain)).toMatchObject({ events: [{ type: 'funds.changed.v1' }] });
  });

  it('SZ-29 decides on a project once in a sweep: the same again changes nothing, another amount is a conflict', () => {
    const state = stateOf(take());
    if (!state) throw new Error('not taken');
    expect(take(ITEM, state)).toEqual({
      outcome: 'unchanged',
      answer: { projectCode: YEAR.projectCode, recovered: '400000.00', to: '370103-002' },
    });
    expect(take({ ...ITEM, recover: 1 }, state).outcome).toBe('conflict');
    expect(stateOf(take({ ...ITEM, recover: 1 }, state, '370103.2025.2025-12-15'))?.funds.recovered).toBe(40_000_001);
  });

  it('MO-35 never reallocates more than it recovers, nor recovers more than will be left over', () => {
    const cents = fc.integer({ min: 0, max: 100_000_000 });
    fc.assert(
      fc.property(cents, cents, fc.boolean(), (expected, recover, giving) => {
        const reading = { asOf: '2025-11-30', paid: 0, expected };
        const proposal = propose({ projectCode: YEAR.projectCode, budget: 100_000_000, funds: FUNDS, reading }, 2025, RULES.sweep);
        const item = { projectCode: YEAR.projectCode, recover, reason: '', ...(giving ? { to: '370103-002' } : {}) };
        if (sound(item, '', proposal, KEY, [item], SHIZHONG).length > 0) return;
        const decision = take(item);
        const amounts = (type: string) =>
          decision.outcome === 'accepted'
            ? decision.events.flatMap((event) => (event.type === type && 'amount' in event.data ? [event.data.amount ?? 0] : []))
            : [];
        const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
        expect(sum(amounts('funds.reallocated.v1'))).toBeLessThanOrEqual(sum(amounts('funds.changed.v1')));
        expect(sum(amounts('funds.changed.v1'))).toBeLessThanOrEqual(100_000_000 - expected);
      }),
      { numRuns: 200 },
    );
  });
});
