import type { AssessmentTrigger, Policy } from '../../../shared/policy/policy.ts';
import type { ProjectState } from './state.ts';

/** 重大 is what the policy's amount says, unless finance marked it. */
export function majorOf(project: { readonly requestedAmount: number }, marked: boolean | undefined, policy: Policy): boolean {
  return marked ?? project.requestedAmount >= policy.assessment.majorAmount.value;
}

/** The trigger that makes an ex-ante assessment a must for that year, if any fits (JH-12, JH-15, SZ-15, DL-06, BJ-08, BJ-09, NX-08). */
export function assessmentTrigger(state: ProjectState, year: number, policy: Policy): AssessmentTrigger | undefined {
  return policy.assessment.required.value.find(
    (trigger) =>
      trigger.origins.includes(state.origin) &&
      trigger.subjects.includes(state.subject) &&
      (!trigger.majorOnly || state.major) &&
      (trigger.from === undefined || trigger.from <= year) &&
      (trigger.investment === undefined || trigger.investment === state.investment),
  );
}
