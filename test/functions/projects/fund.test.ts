import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { type PlanForm, planFund, type Renewal, renewFund } from '../../../functions/projects/rules/fund.ts';
import { admit, gateOf } from '../../../functions/projects/rules/gates.ts';
import { linkage } from '../../../functions/projects/rules/linkage.ts';
import { register } from '../../../functions/projects/rules/project.ts';
import { lastYearOf, type ProjectDecision, type ProjectState, statusOf, type YearFacts } from '../../../functions/projects/rules/state.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { DEPARTMENT, FACTS, FINANCE, known, PROJECT, refusing, STATE, said, TODAY, UNIT, YEAR } from './perfect.ts';

/** 滨江区 manages special funds through their whole life. */
const POLICY = policyFor('330108', YEAR);
const FUND: ProjectState = { ...STATE, subject: 'specialFund', endsOn: `${YEAR + 1}-12-31` };
const PLAN: PlanForm = {
  period: { from: YEAR, until: YEAR + 1 },
  strategicGoal: '两年改造供热管网一百公里',
  totalAmount: 1_600_000_000,
  years: [
    { fiscalYear: YEAR, task: '改造六十公里', amount: 900_000_000 },
    { fiscalYear: YEAR + 1, task: '改造四十公里', amount: 700_000_000 },
  ],
};
const plan = (change: Partial<PlanForm> = {}, state = FUND, by = DEPARTMENT) =>
  planFund(known(state), by, { plan: { ...PLAN, ...change }, digest: 'd1' }, POLICY);
const stateOf = (decision: ProjectDecision): ProjectState => {
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.state;
};
const PLANNED = stateOf(plan());
const BUDGET: YearFacts = { ...FACTS, budget: { amount: 1, goalsVersion: 1 } };
const evaluated = (state: ProjectState, year: number, by: 'finance' | 'department' | 'reEvaluation' = 'finance'): ProjectState => ({
  ...state,
  years: { ...state.years, [YEAR]: BUDGET, [year]: { ...BUDGET, result: { grade: 'good', total: 85, by, at: 4 } } },
});
const EXPIRED = evaluated(PLANNED, YEAR + 1);
const renew = (renewal: Partial<Renewal> & Pick<Renewal, 'decision'>, state = EXPIRED, policy = POLICY, by = FINANCE) =>
  renewFund(known(state), by, { reason: '到期评价为良', ...renewal }, policy);

describe('绩效管理规划', () => {
  it('is taken whole into one event; the same again changes nothing', () => {
    expect(plan()).toMatchObject({
      outcome: 'accepted',
      state: { fund: { from: YEAR, until: YEAR + 1, amounts: [900_000_000, 700_000_000], at: 2 } },
      events: [{ type: 'project.planned.v1', data: PLAN }],
    });
    expect(plan({}, PLANNED).outcome).toBe('unchanged');
  });

  it('PJ-31 is a special fund’s', () => {
    expect(refusing(plan({}, STATE))).toEqual(['PJ-31']);
    expect(refusing(renew({ decision: 'end' }, STATE))).toEqual(['PJ-31']);
  });

  it.each<[string, number[], unknown]>([
    ['a year before the period', [YEAR - 1, YEAR], ['PJ-32', '/years/0/fiscalYear', `${YEAR - 1}年度不在规划期2023—2024年内`]],
    ['a year after it', [YEAR, YEAR + 1, YEAR + 2], ['PJ-32', '/years/2/fiscalYear', '2025年度不在规划期2023—2024年内']],
    ['a year twice', [YEAR, YEAR], ['PJ-32', '/years/1/fiscalYear', '应为2024年度，年度须逐年连续']],
    ['a year left out at the end', [YEAR], ['PJ-32', '/years', '规划期2023—2024年，分年计划只到2023年']],
  ])('PJ-32 has every year of its period once, in order: %s', (_, years, finding) => {
    const decision = plan({ years: years.map((fiscalYear) => ({ fiscalYear, task: '改造', amount: 1 })) });
    expect(said(decision)).toContainEqual(finding);
  });

  it('PJ-32 doesn’t end before it begins', () => {
    expect(said(plan({ period: { from: YEAR, until: YEAR - 1 } }))).toContainEqual([
      'PJ-32',
      '/period/until',
      '规划期止于2022年，早于起始的2023年',
    ]);
  });

  it('PJ-33 has no more money in its years than in all, not a cent', () => {
    expect(plan({ totalAmount: 1_600_000_000 }).outcome).toBe('accepted');
    expect(said(plan({ totalAmount: 1_599_999_999 }))).toEqual([
      ['PJ-33', '/totalAmount', '分年资金合计16,000,000.00元，超过规划总额15,999,999.99元'],
    ]);
  });

  it('PJ-34 comes before admission where the government says so, and only for a fund', () => {
    const bare = { ...FUND, admitted: false };
    expect(refusing(admit(known(bare), FINANCE, YEAR, POLICY))).toEqual(['PJ-34']);
    expect(admit(known({ ...PLANNED, admitted: false }), FINANCE, YEAR, POLICY).outcome).toBe('accepted');
    expect(admit(known({ ...STATE, admitted: false }), FINANCE, YEAR, POLICY).outcome).toBe('accepted');
    expect(admit(known(bare), FINANCE, YEAR, policyFor('370103', YEAR)).outcome).toBe('accepted');
  });

  it('PJ-35 binds each year’s budget to what is planned for it', () => {
    const sheet = linkage(PLANNED, YEAR, POLICY);
    expect(sheet.fund).toEqual({
      name: '专项资金绩效管理规划',
      amount: 900_000_000,
      says: '规划2023年度资金9,000,000.00元',
      basis: '区委〔2020〕8号 三（八）',
    });
    const approve = (amount: number) => approveBudget(known(PLANNED), FINANCE, { year: YEAR, amount, on: TODAY }, POLICY);
    expect(approve(900_000_000).outcome).toBe('accepted');
    expect(refusing(approve(900_000_001))).toEqual(['PJ-18']);
    expect(linkage(STATE, YEAR, POLICY).fund).toBeNull();
  });

  it('PJ-38 isn’t made longer by planning once money was given', () => {
    const longer = { period: { from: YEAR, until: YEAR + 2 }, years: [...PLAN.years, { fiscalYear: YEAR + 2, task: '收尾', amount: 0 }] };
    expect(planFund(known(PLANNED), DEPARTMENT, { plan: { ...PLAN, ...longer }, digest: 'd2' }, POLICY).outcome).toBe('accepted');
    const budgeted = { ...PLANNED, years: { [YEAR]: BUDGET } };
    const again = (state: ProjectState) => planFund(known(state), DEPARTMENT, { plan: { ...PLAN, ...longer }, digest: 'd2' }, POLICY);
    expect(said(again(budgeted))).toEqual([['PJ-38', '/period/until', '专项资金执行期至2024年，延长须先经到期评价并作出存续决定']]);
    expect(again(stateOf(renew({ decision: 'continue', until: YEAR + 2 }))).outcome).toBe('accepted');
  });

  it('is written by the department, on a project that is still there', () => {
    expect(plan({}, FUND, UNIT).outcome).toBe('forbidden');
    expect(plan({}, { ...FUND, withdrawn: true }).outcome).toBe('conflict');
    expect(plan({}, { ...FUND, secret: true }).outcome).toBe('absent');
  });

  it('holds for any number of years: what fits is taken, and each year is bound to its own money', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000_000 }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(amounts, (all) => {
        const years = all.map((amount, index) => ({ fiscalYear: YEAR + index, task: '任务', amount }));
        const totalAmount = all.reduce((sum, amount) => sum + amount, 0);
        const state = stateOf(plan({ period: { from: YEAR, until: YEAR + all.length - 1 }, years, totalAmount }));
        for (const { fiscalYear, amount } of years) expect(linkage(state, fiscalYear, POLICY).fund?.amount).toBe(amount);
        expect(linkage(state, YEAR + all.length, POLICY).fund?.amount).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('到期评价和存续 (G9)', () => {
  it('PJ-36 is asked for from the last year on, and met by a finance evaluation of that year or a later one', () => {
    const gate = (state: ProjectState, year: number) => gateOf('G9', { state, year, policy: POLICY });
    expect(gate(PLANNED, YEAR).state).toBe('notRequired');
    expect(gate(PLANNED, YEAR + 1)).toMatchObject({
      state: 'blocked',
      findings: [{ rule: 'PJ-36', says: '专项资金执行期至2024年，财政部门尚未完成到期评价', basis: '区委〔2020〕8号 三（八）' }],
    });
    expect(gate(evaluated(PLANNED, YEAR), YEAR + 1).state).toBe('blocked');
    expect(gate(evaluated(PLANNED, YEAR + 1, 'department'), YEAR + 1).state).toBe('blocked');
    expect(gate(EXPIRED, YEAR + 1).state).toBe('open');
    expect(gate(evaluated(PLANNED, YEAR + 2), YEAR + 2).state).toBe('open');
    expect(gate(evaluated(PLANNED, YEAR + 2, 'reEvaluation'), YEAR + 2).state).toBe('open');
  });

  it('PJ-36 comes before any decision, where the government keeps that gate', () => {
    expect(refusing(renew({ decision: 'continue', until: YEAR + 3 }, PLANNED))).toEqual(['PJ-36']);
    expect(refusing(renew({ decision: 'end' }, PLANNED))).toEqual(['PJ-36']);
    expect(renew({ decision: 'continue', until: YEAR + 3 }, PLANNED, policyFor('640104', YEAR)).outcome).toBe('accepted');
  });

  it('the decision rests on the evaluation, by its event', () => {
    expect(renew({ decision: 'continue', until: YEAR + 3 })).toMatchObject({
      outcome: 'accepted',
      state: { renewal: { decision: 'continue', until: YEAR + 3 } },
      events: [
        {
          type: 'project.renewed.v1',
          data: {
            lastYear: YEAR + 1,
            evaluation: { fiscalYear: YEAR + 1, grade: 'good', total: 85, from: `evaluation#${FUND.projectCode}#${YEAR + 1}/4` },
          },
        },
      ],
    });
  });

  it('PJ-37 goes on to a later year, and only what goes on has one', () => {
    expect(refusing(renew({ decision: 'continue' }))).toEqual(['PJ-37']);
    expect(refusing(renew({ decision: 'adjust', until: YEAR + 1 }))).toEqual(['PJ-37']);
    expect(renew({ decision: 'adjust', until: YEAR + 2 }).outcome).toBe('accepted');
    expect(refusing(renew({ decision: 'end', until: YEAR + 2 }))).toEqual(['PJ-37']);
  });

  it('PJ-35 nothing is arranged past the end without it; with it, what the new plan has', () => {
    const following = (state: ProjectState) => linkage(state, YEAR + 2, POLICY).fund;
    expect(following(EXPIRED)).toMatchObject({ amount: 0, says: '专项资金执行期至2024年，未作存续决定的不再安排' });
    const renewed = stateOf(renew({ decision: 'continue', until: YEAR + 2 }));
    expect(following(renewed)).toMatchObject({ amount: 0, says: '绩效管理规划没有2025年度，须先修订规划' });
    const years = [...PLAN.years, { fiscalYear: YEAR + 2, task: '收尾', amount: 500 }];
    const replanned = planFund(
      known(renewed),
      DEPARTMENT,
      { plan: { ...PLAN, period: { from: YEAR, until: YEAR + 2 }, years, totalAmount: 1_600_000_500 }, digest: 'd2' },
      POLICY,
    );
    expect(following(stateOf(replanned))?.amount).toBe(500);
  });

  it('PJ-35 watches the end of a fund without a plan where the government keeps that gate', () => {
    expect(linkage(FUND, YEAR + 1, POLICY).fund).toBeNull();
    expect(linkage(FUND, YEAR + 2, POLICY).fund).toMatchObject({ amount: 0 });
    expect(linkage(FUND, YEAR + 2, policyFor('640104', YEAR)).fund).toBeNull();
  });

  it('ended, it is closed for good, and keeps its record', () => {
    const ended = stateOf(renew({ decision: 'end' }));
    expect([statusOf(ended), ended.years[YEAR]]).toEqual(['closed', BUDGET]);
    const closed = { outcome: 'conflict', says: '专项资金已经终止' };
    expect(approveBudget(known(ended), FINANCE, { year: YEAR + 2, amount: 1, on: TODAY }, POLICY)).toEqual(closed);
    expect(renew({ decision: 'continue', until: YEAR + 3 }, ended)).toEqual(closed);
    const again = { project: { ...PROJECT, subject: 'specialFund' as const }, digest: 'x', markedMajor: undefined, divisionExists: true };
    expect(register(known(ended), FINANCE, again, POLICY)).toEqual(closed);
  });

  it('is decided by finance; renewed, its last year is the new one and it isn’t closed by its archive', () => {
    expect(renew({ decision: 'end' }, EXPIRED, POLICY, DEPARTMENT).outcome).toBe('forbidden');
    const archived = {
      ...EXPIRED,
      years: { ...EXPIRED.years, [YEAR + 1]: { ...EXPIRED.years[YEAR + 1], archive: { at: 9 } } },
    };
    expect(statusOf(archived)).toBe('closed');
    const renewed = stateOf(renew({ decision: 'continue', until: YEAR + 3 }, archived));
    expect([lastYearOf(renewed), statusOf(renewed)]).toEqual([YEAR + 3, 'budgeted']);
  });
});
