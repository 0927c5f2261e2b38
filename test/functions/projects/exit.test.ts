import { describe, expect, it } from 'vitest';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { gateOf } from '../../../functions/projects/rules/gates.ts';
import { ceilingOf, linkage } from '../../../functions/projects/rules/linkage.ts';
import type { NoticeFact } from '../../../functions/projects/rules/rectifications.ts';
import type { ProjectState, YearFacts } from '../../../functions/projects/rules/state.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { FINANCE, known, POLICY, refusing, STATE, TODAY, YEAR } from './perfect.ts';
import { POLICIES } from './policies.ts';

const yearOf = (grade: Grade, notice?: NoticeFact['status']): YearFacts => ({
  budget: { amount: 800_000_000, goalsVersion: 1 },
  result: { grade, total: 70, by: 'finance', at: 3 },
  ...(notice ? { notices: { N: { status: notice, at: 1 } } } : {}),
});
/** The years before, the newest first; `undefined`: nothing was evaluated. */
const following = (...before: (YearFacts | undefined)[]): ProjectState => ({
  ...STATE,
  years: { ...STATE.years, ...Object.fromEntries(before.flatMap((facts, back) => (facts ? [[YEAR - 1 - back, facts]] : []))) },
});
const exitOf = (state: ProjectState, policy: Policy = POLICY) => linkage(state, YEAR, policy).exit;
const times = (count: number, facts: YearFacts) => Array.from({ length: count }, () => facts);

describe('应退出', () => {
  it.each(POLICIES)('PJ-29 of %s: after as many weak years in a row as it says, not one fewer', (_, policy) => {
    const { fairYears } = policy.linkage.exit.value;
    expect(exitOf(following(...times(fairYears, yearOf('fair'))), policy)).toMatchObject({ amount: 0, basis: policy.linkage.exit.basis });
    expect(exitOf(following(...times(fairYears - 1, yearOf('fair')), yearOf('good')), policy)).toBeNull();
    expect(exitOf(following(...times(fairYears - 1, yearOf('fair')), undefined, yearOf('fair')), policy)).toBeNull();
  });

  it.each(POLICIES)('PJ-29 of %s: after as many poor years that aren’t mended, not one fewer', (_, policy) => {
    const { poorYears } = policy.linkage.exit.value;
    const apart = (count: number) => Array.from({ length: count }, () => [yearOf('poor', 'owed'), yearOf('good')]).flat();
    expect(exitOf(following(...apart(poorYears)), policy)?.says).toContain('为“差”且未整改到位，应退出，不再安排');
    expect(exitOf(following(...apart(poorYears - 1), yearOf('good')), policy)).toBeNull();
    expect(exitOf(following(yearOf('poor', 'confirmed'), yearOf('good')), policy)).toBeNull();
  });

  it('PJ-29 says which years, and a poor one counts among the weak', () => {
    expect(exitOf(following(yearOf('poor', 'replied'), yearOf('fair'), yearOf('good')))?.says).toBe(
      `${YEAR - 2}、${YEAR - 1}年度连续2年为“中”以下；${YEAR - 1}年度为“差”且未整改到位，应退出，不再安排`,
    );
    expect(exitOf(following(yearOf('good'), yearOf('fair'), yearOf('fair')))).toBeNull();
  });

  it('PJ-29 leaves a ceiling of nothing, which only the government’s approval number passes', () => {
    const weak = following(yearOf('fair'), yearOf('fair'));
    expect(ceilingOf(linkage(weak, YEAR, POLICY))).toBe(0);
    expect(gateOf('G3', { state: weak, year: YEAR, policy: POLICY })).toMatchObject({ state: 'blocked', findings: [{ rule: 'PJ-29' }] });
    const approve = (more: object) => approveBudget(known(weak), FINANCE, { year: YEAR, amount: 1, on: TODAY, ...more }, POLICY);
    expect(refusing(approve({}))).toEqual(['PJ-29', 'PJ-18']);
    expect(approve({ exception: { approvalNo: '市中政复〔2023〕7号', reason: '民生' } }).outcome).toBe('accepted');
  });
});
