import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertDecision, FundsState, MonitoringState } from '../../../functions/monitoring/rules/alert.ts';
import { paymentSignal } from '../../../functions/monitoring/rules/payment.ts';
import { leftOf, type Treatment, treat } from '../../../functions/monitoring/rules/treatment.ts';
import type { TreatmentAction } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import { ALERTED, GREEN_STATE, known, NATIONAL_POLICY, RULES, YEAR } from './perfect.ts';

const MONEY = { budget: 100_000_000, paid: 30_000_000 };
const actor = (...roles: Role[]): Actor => ({ sub: 'p-1', name: '王科长', division: '370103', organisation: '219', roles });
const FINANCE = actor('finance-performance');

const ask = (treatment: Partial<Treatment>, state: MonitoringState = ALERTED, by = FINANCE, policy = NATIONAL_POLICY) =>
  treat(known(state), by, YEAR, { n: 1, action: 'continue', reason: '已研究', ...treatment }, MONEY, policy);

const stateOf = (decision: AlertDecision) => (decision.outcome === 'accepted' ? decision.state : undefined);
const types = (decision: AlertDecision) => (decision.outcome === 'accepted' ? decision.events.map(({ type }) => type) : []);
const holding = (state: FundsState): MonitoringState => ({ ...ALERTED, funds: { ...ALERTED.funds, state } });

it('an answer is one event, and the alert isn’t due any more', () => {
  const decision = ask({});
  expect(types(decision)).toEqual(['alert.treated.v1']);
  expect(stateOf(decision)?.alert).toMatchObject({ status: 'treated', action: 'continue', at: 1 });
  expect(decision).toMatchObject({ answer: { alertId: '370103-001.2025.1', status: 'treated', action: 'continue', funds: 'normal' } });
});

it('an alert of no such number is absent', () => {
  expect(ask({ n: 2 }).outcome).toBe('absent');
  expect(treat(undefined, FINANCE, YEAR, { n: 1, action: 'continue', reason: '' }, MONEY, NATIONAL_POLICY).outcome).toBe('absent');
});

describe('what may be done', () => {
  it.each(RULES.treatment.value.actions)('MO-16 %s is done only where the government offers it', (action) => {
    const { treatment } = RULES;
    const others = treatment.value.actions.filter((each) => each !== action);
    const strict = {
      ...NATIONAL_POLICY,
      monitoring: { ...RULES, treatment: { ...treatment, value: { ...treatment.value, actions: others } } },
    };
    const amount = ['transfer', 'cancel', 'recover'].includes(action) ? { amount: 1 } : {};
    const state = action === 'resume' ? holding('suspended') : ALERTED;
    expect(ask({ action, ...amount }, state).outcome).toBe('accepted');
    expect(ask({ action, ...amount }, state, FINANCE, strict)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'MO-16', at: '/action', basis: treatment.basis }],
    });
  });

  it.each(['transfer', 'cancel', 'recover'] as const)(
    'MO-17 to %s money says how much, more than nothing and no more than is left',
    (action) => {
      const left = leftOf(MONEY.budget, MONEY.paid, ALERTED.funds);
      expect(left).toBe(70_000_000);
      expect(ask({ action, amount: left }).outcome).toBe('accepted');
      for (const amount of [undefined, 0, left + 1]) {
        expect(ask({ action, ...(amount === undefined ? {} : { amount }) })).toMatchObject({
          outcome: 'refused',
          findings: [{ rule: 'MO-17', at: '/amount' }],
        });
      }
    },
  );

  it('MO-17 what was taken before isn’t left any more', () => {
    const taken: MonitoringState = {
      ...ALERTED,
      funds: { state: 'normal', transferred: 10_000_000, cancelled: 20_000_000, recovered: 30_000_000 },
    };
    expect(ask({ action: 'transfer', amount: 10_000_000 }, taken).outcome).toBe('accepted');
    expect(ask({ action: 'transfer', amount: 10_000_001 }, taken).outcome).toBe('refused');
  });

  it('MO-17 an amount where no money moves isn’t dropped in silence', () => {
    expect(ask({ action: 'rectify', amount: 1 })).toMatchObject({ outcome: 'refused', findings: [{ rule: 'MO-17' }] });
  });
});

describe('who may', () => {
  const actions: readonly TreatmentAction[] = RULES.treatment.value.actions;
  const stateFor = (action: TreatmentAction) => (action === 'resume' ? holding('stopped') : ALERTED);
  const request = (action: TreatmentAction) => ({ action, ...(['transfer', 'cancel', 'recover'].includes(action) ? { amount: 1 } : {}) });

  it.each(actions)('MO-18 %s: finance may; the department only answers for its own work; nobody else', (action) => {
    const departmental = ['continue', 'rectify', 'transfer', 'cancel'].includes(action);
    for (const role of ['finance-section', 'finance-performance'] as const) {
      expect(ask(request(action), stateFor(action), actor(role)).outcome).toBe('accepted');
    }
    expect(ask(request(action), stateFor(action), actor('department')).outcome).toBe(departmental ? 'accepted' : 'forbidden');
    for (const role of ['unit', 'third-party', 'congress', 'government'] as const) {
      expect(ask(request(action), stateFor(action), actor(role)).outcome).toBe('forbidden');
    }
  });
});

describe('the funds', () => {
  it.each<[TreatmentAction, FundsState, FundsState | 'conflict']>([
    ['suspend', 'normal', 'suspended'],
    ['suspend', 'suspended', 'conflict'],
    ['suspend', 'stopped', 'conflict'],
    ['stop', 'normal', 'stopped'],
    ['stop', 'suspended', 'stopped'],
    ['stop', 'stopped', 'conflict'],
    ['stop', 'recovered', 'conflict'],
    ['resume', 'suspended', 'normal'],
    ['resume', 'stopped', 'normal'],
    ['resume', 'normal', 'conflict'],
    ['resume', 'recovered', 'conflict'],
    ['recover', 'normal', 'recovered'],
    ['recover', 'suspended', 'recovered'],
    ['recover', 'recovered', 'recovered'],
    ['rectify', 'suspended', 'suspended'],
  ])('MO-19 %s from %s: %s', (action, from, to) => {
    const decision = ask({ action, ...(action === 'recover' ? { amount: 5 } : {}) }, holding(from));
    if (to === 'conflict') expect(decision.outcome).toBe('conflict');
    else expect(stateOf(decision)?.funds.state).toBe(to);
  });

  it('MO-19 change in the same transaction as the answer, with the amount that came back', () => {
    const decision = ask({ action: 'recover', amount: 7_000_000 });
    expect(decision).toMatchObject({
      events: [
        { type: 'alert.treated.v1', data: { action: 'recover', amount: 7_000_000 } },
        { type: 'funds.changed.v1', data: { from: 'normal', to: 'recovered', amount: 7_000_000 } },
      ],
      state: { funds: { state: 'recovered', recovered: 7_000_000 } },
    });
  });

  it('MO-17 never more than the budget leaves the project, whatever is asked in whatever order', () => {
    const action = fc.constantFrom<TreatmentAction>('transfer', 'cancel', 'recover', 'suspend', 'resume', 'stop', 'rectify');
    fc.assert(
      fc.property(fc.array(fc.tuple(action, fc.integer({ min: 1, max: 60_000_000 })), { maxLength: 20 }), (requests) => {
        let state = ALERTED;
        for (const [asked, amount] of requests) {
          const money = ['transfer', 'cancel', 'recover'].includes(asked) ? { amount } : {};
          state = stateOf(ask({ action: asked, ...money }, state)) ?? state;
          const { transferred, cancelled, recovered } = state.funds;
          expect(transferred + cancelled + recovered).toBeLessThanOrEqual(MONEY.budget - MONEY.paid);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an objective cause', () => {
  it.each(['policyChange', 'emergency'] as const)(
    'MO-33 NX-14 %s is recorded, with the hint that goals may be adjusted',
    (objectiveCause) => {
      const decision = ask({ objectiveCause });
      expect(decision).toMatchObject({
        events: [{ type: 'alert.treated.v1', data: { objectiveCause } }],
        answer: { hint: expect.stringContaining('可申请调整绩效目标') },
      });
      expect(ask({})).not.toHaveProperty('answer.hint');
    },
  );

  it('MO-33 that is none in this government’s document is refused by its article', () => {
    const { goals } = NATIONAL_POLICY;
    const policy = {
      ...NATIONAL_POLICY,
      goals: { ...goals, adjustmentReasons: { ...goals.adjustmentReasons, value: ['budgetAdjustment'] as const } },
    };
    expect(ask({ objectiveCause: 'emergency' }, ALERTED, FINANCE, policy)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'MO-33', at: '/objectiveCause', basis: goals.adjustmentReasons.basis }],
    });
  });
});

describe('the whole way', () => {
  it('MO-19 SZ-28 from notice over rectification, holding and stopping to recovery, with the treasury told at each step', () => {
    const steps: readonly (readonly [TreatmentAction, FundsState, number?])[] = [
      ['rectify', 'normal'],
      ['suspend', 'suspended'],
      ['stop', 'stopped'],
      ['recover', 'recovered', 40_000_000],
      ['recover', 'recovered', 30_000_000],
    ];
    let state = ALERTED;
    for (const [action, funds, amount] of steps) {
      const decision = ask({ action, ...(amount === undefined ? {} : { amount }) }, state);
      state = stateOf(decision) ?? state;
      expect(state.funds.state).toBe(funds);
      const signal = paymentSignal({ fiscalYear: 2025, ...MONEY, funds: state.funds, today: '2025-12-31' }, NATIONAL_POLICY);
      expect(signal.signal).toBe(funds === 'normal' ? 'pay' : funds === 'suspended' ? 'hold' : 'stop');
    }
    expect(leftOf(MONEY.budget, MONEY.paid, state.funds)).toBe(0);
    expect(ask({ action: 'recover', amount: 1 }, state)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'MO-17' }] });
  });

  it('MO-16 BJ-13 every sanction of every government is one that it also offers, so that none is refused', () => {
    for (const division of ['000000', ...REGISTER.map((file) => file.division)]) {
      const { sanctions, treatment } = policyFor(division, 2025).monitoring;
      expect(treatment.value.actions).toEqual(expect.arrayContaining([...sanctions.value]));
    }
  });
});

describe('too late', () => {
  it('MO-14 a cleared alert takes no more treatment', () => {
    expect(ask({}, GREEN_STATE)).toMatchObject({ outcome: 'conflict', says: '预警已经解除，不能再作处理' });
  });

  it('MO-14 an older alert of the year is a cleared one', () => {
    expect(ask({ n: 1 }, { ...ALERTED, alerts: 2 }).outcome).toBe('conflict');
  });

  it('MO-19 but funds that are still held can be released by it', () => {
    const held: MonitoringState = { ...GREEN_STATE, funds: { ...GREEN_STATE.funds, state: 'suspended' } };
    const decision = ask({ action: 'resume' }, held);
    expect(stateOf(decision)).toMatchObject({ alert: { status: 'cleared' }, funds: { state: 'normal' } });
    expect(ask({ action: 'stop' }, held).outcome).toBe('conflict');
  });

  it('the same answer by a second person is a conflict; another answer is not', () => {
    const answered = stateOf(ask({ action: 'rectify' }));
    if (!answered) throw new Error('not answered');
    expect(ask({ action: 'rectify' }, answered)).toMatchObject({ outcome: 'conflict', says: '预警已作“整改”处理' });
    expect(ask({ action: 'continue' }, answered).outcome).toBe('accepted');
  });
});
