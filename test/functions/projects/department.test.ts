import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DepartmentState, departmentKey, departmentResult, hearDepartment } from '../../../functions/projects/rules/department.ts';
import { ceilingOf, linkage } from '../../../functions/projects/rules/linkage.ts';
import type { Heard, ProjectState, ResultFact, YearFacts } from '../../../functions/projects/rules/state.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { POLICY, STATE, YEAR } from './perfect.ts';
import { POLICIES } from './policies.ts';

const LAST = YEAR - 1;
const result = (grade: Grade, by: ResultFact['by'] = 'finance', at = 1): Heard<ResultFact> => ({ grade, total: 70, by, at });
const whole = (results: Record<number, Heard<ResultFact>>, change: Partial<ProjectState> = {}): ProjectState => ({
  ...STATE,
  projectCode: 'WHOLE-219',
  subject: 'department',
  years: Object.fromEntries(Object.entries(results).map(([year, each]) => [year, { result: each }])),
  ...change,
});
const KEY = departmentKey(STATE);
const told = (...projects: ProjectState[]) =>
  projects.reduce<DepartmentState | undefined>((state, project) => hearDepartment(KEY, state, project) ?? state, undefined);

describe('部门整体绩效评价结果', () => {
  it('is that of the project that stands for the whole department, with the event that said it', () => {
    expect(departmentResult(told(whole({ [LAST]: result('fair') })), LAST)).toEqual({
      grade: 'fair',
      from: `evaluation#WHOLE-219#${LAST}/1`,
    });
    expect(departmentResult(told(whole({ [LAST]: result('fair') }, { subject: 'street' })), LAST)?.grade).toBe('fair');
    expect(departmentResult(told(whole({ [LAST]: result('fair') }, { subject: 'project' })), LAST)).toBeUndefined();
    expect(departmentResult(told(whole({ [LAST]: result('fair') })), YEAR)).toBeUndefined();
  });

  it('is the highest in rank, in whatever order and however often it is heard', () => {
    const states = [
      whole({ [LAST]: result('good', 'self', 1) }),
      whole({ [LAST]: result('poor', 'finance', 3), [LAST - 1]: result('good') }),
      whole({ [LAST]: result('excellent', 'department', 4) }, { projectCode: 'WHOLE-219-B' }),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { maxLength: 6 }), (some) => {
        expect(departmentResult(told(...some, ...states), LAST)?.grade).toBe('poor');
      }),
      { numRuns: 100 },
    );
    expect(hearDepartment(KEY, told(...states), states[0] ?? STATE)).toBeUndefined();
  });

  it('goes with a project that stands for it no longer', () => {
    const heard = told(whole({ [LAST]: result('poor') }));
    for (const change of [{ subject: 'project' as const }, { departmentCode: '220' }]) {
      expect(departmentResult(hearDepartment(KEY, heard, whole({ [LAST]: result('poor') }, change)), LAST)).toBeUndefined();
    }
  });
});

describe('部门预算安排与部门整体绩效评价结果挂钩', () => {
  const sheet = (grade: Grade, years: Record<number, YearFacts>, policy: Policy = POLICY) =>
    linkage({ ...STATE, years: { ...STATE.years, ...years } }, YEAR, policy, { grade, from: 'evaluation#WHOLE-219#2022/1' });
  const budgeted = { [LAST]: { budget: { amount: 800_000_000, goalsVersion: 1 } } };

  it('PJ-28 takes off last year’s budget what the grade does', () => {
    expect(sheet('poor', budgeted).department).toEqual({
      name: '部门整体绩效评价结果',
      amount: 560_000_000,
      says: '上年批复8,000,000.00元，部门整体绩效评价结果为“差”（削减或取消），核减30%',
      basis: '市中政办字〔2019〕36号 第十二条；默认（中减10%，差减30%）',
    });
    expect(ceilingOf(sheet('poor', budgeted))).toBe(560_000_000);
  });

  it('PJ-28 takes it off the request where there was no budget last year', () => {
    expect(sheet('fair', {}).department).toMatchObject({ amount: 1_125_000_000, says: expect.stringContaining('申请12,500,000.00元') });
  });

  it('PJ-28 binds nothing where the grade takes nothing off', () => {
    expect(sheet('excellent', budgeted).department).toMatchObject({
      amount: 1_250_000_000,
      says: '部门整体绩效评价结果为“优”（优先保障），不核减',
    });
  });

  it('PJ-28 is asked only where the government links to it', () => {
    const dongli = policyFor('120110', YEAR);
    const jinghai = policyFor('120118', YEAR);
    expect(sheet('poor', budgeted, dongli).department?.amount).toBe(560_000_000);
    expect(sheet('poor', budgeted, jinghai)).toMatchObject({ department: null, inputs: expect.not.objectContaining({ department: {} }) });
  });

  it.each(POLICIES)('PJ-30 %s has a cut and a use for each grade, and the cut is what the sheet takes off', (_, policy) => {
    const amount = 1_000_000_000;
    for (const grade of ['excellent', 'good', 'fair', 'poor'] as const) {
      const cut = policy.linkage.cuts.value[grade];
      const { lastYear } = sheet(grade, { [LAST]: { budget: { amount, goalsVersion: 1 }, result: result(grade) } }, policy);
      expect(lastYear?.amount).toBe(Math.round(amount * (1 - cut)));
      expect(lastYear?.says).toMatch(cut === 0 ? /（.+），不核减$/ : /（.+），核减\d+(\.\d+)?%$/);
      expect(lastYear?.basis).toBe(policy.linkage.cuts.basis);
    }
  });
});
