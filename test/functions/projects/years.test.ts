import { describe, expect, it } from 'vitest';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { exitProject } from '../../../functions/projects/rules/exit.ts';
import { type ProjectState, statusOf, type YearFacts } from '../../../functions/projects/rules/state.ts';
import { exitOf, yearsOf } from '../../../functions/projects/rules/years.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { DEPARTMENT, FACTS, FINANCE, known, POLICY, STATE, said, TODAY, YEAR } from './perfect.ts';

const policyOf = (year: number) => policyFor(STATE.division, year);
const WHOLE: YearFacts = {
  ...FACTS,
  review: { grade: 'good', at: 4 },
  budget: { amount: 975_000_000, goalsVersion: 1, on: TODAY },
  reading: { paid: 940_000_000, at: 120_001 },
  light: { light: 'yellow', at: 3 },
  funds: { state: 'normal', at: 5 },
  self: { total: 91, grade: 'excellent', at: 1 },
  result: { total: 72, grade: 'fair', by: 'finance', at: 4 },
  notices: { A: { status: 'confirmed', at: 3 }, B: { status: 'owed', at: 2, reducedIn: YEAR } },
  archive: { at: 5 },
};
const of = (years: ProjectState['years']): ProjectState => ({ ...STATE, years });
const WEAK = of({ [YEAR]: WHOLE, [YEAR + 1]: { ...WHOLE, archive: { at: 5 } } });
const exit = (state: ProjectState, more: object = {}, by = FINANCE) =>
  exitProject(known(state), by, { reason: '低效', now: 2030, ...more }, POLICY);

describe('全周期跟踪', () => {
  it('BJ-07 tells every year whole: need, goals, money, light, scores, what is to be mended, what it costs', () => {
    expect(yearsOf(of({ [YEAR]: WHOLE }), policyOf)).toEqual([
      {
        fiscalYear: YEAR,
        assessedNeed: 1_000_000_000,
        goals: { status: 'approved', version: 1, budget: 975_000_000, grade: 'good' },
        approvedAmount: 975_000_000,
        paid: 940_000_000,
        light: 'yellow',
        funds: 'normal',
        self: { total: 91, grade: 'excellent' },
        result: { total: 72, grade: 'fair', by: 'finance' },
        rectifications: { issued: 2, open: 1, reductions: 1 },
        cut: { share: 0.1, use: 'reduceOrCancel' },
        archived: true,
      },
    ]);
  });

  it('BJ-07 tells a year of which little was heard, and the years in their order', () => {
    const years = yearsOf(of({ [YEAR + 1]: {}, [YEAR]: WHOLE }), policyOf);
    expect(years.map(({ fiscalYear }) => fiscalYear)).toEqual([YEAR, YEAR + 1]);
    expect(years[1]).toMatchObject({ assessedNeed: null, goals: null, approvedAmount: null, paid: null, light: 'green', cut: null });
  });

  it('BJ-07 takes the cut of the year that it falls on', () => {
    const ningxia = (year: number) => policyFor('640104', year);
    const [first] = yearsOf(of({ [YEAR]: WHOLE }), ningxia);
    expect(first?.cut).toEqual({ share: 0, use: 'improve' });
  });

  it('BJ-07 says when the project should leave, and from which budget on', () => {
    expect(exitOf(WEAK, policyOf)).toMatchObject({ fiscalYear: YEAR + 2, says: expect.stringContaining('连续2年为“中”以下') });
    expect(exitOf(of({ [YEAR]: WHOLE }), policyOf)).toBeNull();
    expect(exitOf(STATE, policyOf)).toBeNull();
    expect(exitOf({ ...WEAK, closed: 'exited' }, policyOf)).toBeNull();
  });
});

describe('退出', () => {
  it('follows the rule with its grounds, and keeps the whole record', () => {
    const decision = exit(WEAK);
    expect(decision).toMatchObject({
      outcome: 'accepted',
      state: { closed: 'exited', years: WEAK.years },
      events: [{ type: 'project.exited.v1', data: { fiscalYear: YEAR + 2, grounds: { basis: POLICY.linkage.exit.basis } } }],
      answer: { status: 'closed' },
    });
    const exited = decision.outcome === 'accepted' ? decision.state : STATE;
    expect(statusOf(exited)).toBe('closed');
    const approval = { year: YEAR + 2, amount: 1, on: TODAY, exception: { approvalNo: '1号', reason: '民生' } };
    expect(approveBudget(known(exited), FINANCE, approval, POLICY)).toEqual({ outcome: 'conflict', says: '项目已经退出' });
    expect(exit(exited).outcome).toBe('conflict');
  });

  it('PJ-39 comes before the rule fires only by a decision of the government', () => {
    expect(said(exit(of({ [YEAR]: WHOLE })))).toEqual([['PJ-39', '/approvalNo', '评价结果未达到退出条件，须有本级政府决定的文号']]);
    expect(exit(STATE, { approvalNo: '市中政复〔2024〕3号' })).toMatchObject({
      outcome: 'accepted',
      events: [{ data: { fiscalYear: 2030, approvalNo: '市中政复〔2024〕3号' } }],
    });
  });

  it('is decided by finance, on what there is', () => {
    expect(exit(WEAK, {}, DEPARTMENT).outcome).toBe('forbidden');
    expect(exit({ ...WEAK, secret: true }).outcome).toBe('absent');
    expect(exit({ ...WEAK, withdrawn: true }).outcome).toBe('conflict');
    expect(exitProject(undefined, FINANCE, { reason: '低效', now: YEAR }, POLICY).outcome).toBe('absent');
  });
});
