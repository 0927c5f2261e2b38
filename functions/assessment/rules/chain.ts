import type { Event } from '../../../events/index.ts';
import type { Policy, ReviewStep } from '../../../shared/policy/policy.ts';
import { pin, unpin } from '../../../shared/review/chain.ts';
import { carriedOver, changes } from '../../../shared/review/changes.ts';
import { begin, type ReviewState } from '../../../shared/review/progress.ts';
import type { Json } from '../../../shared/values/decision.ts';
import type { AssessmentState, Ground, SubmittedReport } from './assessment.ts';

/** A report that was submitted before, and the version of the policy that judged it. */
export interface Earlier {
  readonly report: SubmittedReport;
  readonly policy: string;
}

export function stepName({ assessment }: Policy, step: string): string {
  return assessment.chain.value.find((each) => each.step === step)?.name ?? step;
}

export function pinnedChain({ assessment, review }: Policy): string {
  return pin(assessment.chain.value, review.terms.value);
}

/** AS-38: the chain that was pinned with the report, whatever the policy says by now; of older reports the one of today. */
export function reviewOf({ review }: AssessmentState, { policy, today }: Ground): ReviewState {
  return review ?? begin(pinnedChain(policy), today);
}

/** The contents that reviewers compare, cell by cell: materials stand by their attachment, consultations by the body that was asked. */
export function contentsOf({ organiser, requestedAmount, dimensions, materials, consultations }: SubmittedReport): Json {
  return {
    organiser,
    requestedAmount,
    dimensions,
    materials: materials.map(({ attachmentId, ...rest }) => ({ id: attachmentId, ...rest })),
    consultations: consultations.map(({ body, opinion }) => ({ id: body, opinion })),
  };
}

/** By step, the report that it agreed on last, by the sequence of its event. */
export function agreedIn(review: ReviewState | undefined): Readonly<Record<string, number>> {
  if (!review) return {};
  return Object.fromEntries(unpin(review.chain).map(({ step }, at) => [step, review.agreed[at] ?? 0]));
}

/** AS-35: a step judges again only what has changed of its part since it last agreed, as long as the same policy rules. */
export function carried(
  steps: readonly ReviewStep[],
  before: ReviewState | undefined,
  report: SubmittedReport,
  earlier: ReadonlyMap<number, Earlier>,
  policy: Policy,
): readonly number[] {
  return carriedOver(steps, agreedIn(before), (documentAt) => {
    const known = earlier.get(documentAt);
    return known?.policy === policy.version ? changes(contentsOf(known.report), contentsOf(report)) : undefined;
  });
}

/** The reports in their order; the first is version 1. */
export function reportsIn(history: readonly Event[]): readonly Event<'assessment.submitted.v1'>[] {
  return history.filter((event) => event.type === 'assessment.submitted.v1');
}
