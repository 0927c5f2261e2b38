import { describe, expect, it } from 'vitest';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { gateOf } from '../../../functions/projects/rules/gates.ts';
import { ceilingOf, linkage } from '../../../functions/projects/rules/linkage.ts';
import { majorOf } from '../../../functions/projects/rules/scope.ts';
import type { ProjectState, YearFacts } from '../../../functions/projects/rules/state.ts';
import { exact } from '../../../shared/values/exact.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { portion } from '../../../shared/values/money.ts';
import { FACTS, FINANCE, known, refusing, STATE, TODAY, withFacts, YEAR } from './perfect.ts';
import { POLICIES } from './policies.ts';

const LAST = 800_000_003;
const following = (grade: Grade): ProjectState => {
  const last: YearFacts = { budget: { amount: LAST, goalsVersion: 1 }, result: { grade, total: 70, by: 'finance', at: 3 } };
  return { ...STATE, years: { ...STATE.years, [YEAR - 1]: last } };
};

describe.each(POLICIES)('%s', (_id, policy) => {
  it.each(['excellent', 'good', 'fair', 'poor'] as const)('PJ-18 after %s arranges what the cut leaves, and not a cent more', (grade) => {
    const ceiling = portion(LAST, exact(1).sub(exact(policy.linkage.cuts.value[grade])));
    expect(ceilingOf(linkage(following(grade), YEAR, policy))).toBe(ceiling);
    const approve = (amount: number) => approveBudget(known(following(grade)), FINANCE, { year: YEAR, amount, on: TODAY }, policy);
    expect(approve(ceiling).outcome).toBe('accepted');
    expect(refusing(approve(ceiling + 1))).toEqual(['PJ-18']);
  });

  it('PJ-11 asks a new project for its assessment from the policy’s amount on, or always', () => {
    const { assessment: __, ...unassessed } = FACTS;
    const line = policy.assessment.majorAmount.value;
    const asked = (requestedAmount: number) => {
      const project = { ...STATE, requestedAmount, major: majorOf({ requestedAmount }, undefined, policy) };
      return gateOf('G1', { state: withFacts(unassessed, project), year: YEAR, policy }).findings.some(({ rule }) => rule === 'PJ-11');
    };
    const always = policy.assessment.required.value.some(
      ({ origins, subjects, majorOnly, investment }) =>
        origins.includes('new') && subjects.includes('project') && !majorOnly && investment !== true,
    );
    expect([line - 1, line].map(asked)).toEqual([always, true]);
  });
});
