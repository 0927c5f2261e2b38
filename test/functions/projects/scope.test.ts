import { describe, expect, it } from 'vitest';
import { assessmentTrigger, majorOf } from '../../../functions/projects/rules/scope.ts';
import type { ProjectState } from '../../../functions/projects/rules/state.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { STATE } from './perfect.ts';

const YEAR = 2024;
const POLICIES = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = policyFor(division, YEAR);
  return [policy.id, policy] as const;
});
const ORIGINS: readonly ProjectState['origin'][] = ['new', 'continuing', 'expanded', 'renewed'];
const SUBJECTS: readonly ProjectState['subject'][] = ['project', 'policy', 'specialFund', 'department', 'street', 'government'];

describe.each(POLICIES)('%s', (_, policy) => {
  it('JH-12 重大 begins at the policy’s very amount, not one 分 below', () => {
    const line = policy.assessment.majorAmount.value;
    expect([line - 1, line, line + 1].map((requestedAmount) => majorOf({ requestedAmount }, undefined, policy))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('SZ-15 every trigger fits what it names, and nothing beside it', () => {
    const every = ORIGINS.flatMap((origin) =>
      SUBJECTS.flatMap((subject) =>
        [true, false].flatMap((major) => [true, false].map((investment) => ({ ...STATE, origin, subject, major, investment }))),
      ),
    );
    for (const state of every) {
      const fits = policy.assessment.required.value.filter(
        ({ origins, subjects, majorOnly, investment = state.investment, from = YEAR }) =>
          origins.includes(state.origin) &&
          subjects.includes(state.subject) &&
          (state.major || !majorOnly) &&
          investment === state.investment &&
          from <= YEAR,
      );
      expect(assessmentTrigger(state, YEAR, policy)).toBe(fits[0]);
    }
  });

  it('DL-06 a continuing major project is assessed where the policy says so, and only there', () => {
    const continuing = (major: boolean) =>
      assessmentTrigger({ ...STATE, origin: 'continuing', subject: 'project', major, investment: false }, YEAR, policy) !== undefined;
    expect([continuing(true), continuing(false)]).toEqual([policy.id === 'dongli-2022', false]);
  });

  it('JH-15 a trigger with a first year holds from that year on', () => {
    const [trigger] = policy.assessment.required.value;
    const from = {
      ...policy,
      assessment: { ...policy.assessment, required: { value: trigger ? [{ ...trigger, from: YEAR }] : [], basis: '县' } },
    };
    const { origins = [], subjects = [], investment = false } = trigger ?? {};
    const state = { ...STATE, major: true, origin: origins[0] ?? 'new', subject: subjects[0] ?? 'project', investment };
    expect([YEAR - 1, YEAR, YEAR + 1].map((year) => assessmentTrigger(state, year, from) !== undefined)).toEqual([false, true, true]);
  });
});
