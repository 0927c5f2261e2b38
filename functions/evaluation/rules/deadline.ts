import { tellOn } from '../../../shared/review/deadline.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type EvaluationDecision, type EvaluationEvent, type EvaluationState, openReviews, receipt } from './evaluation.ts';

/** EV-75: what the calendar has to say about the audit of a self-evaluation and about a spot check that was begun, each once. */
export function remind(known: Known<EvaluationState> | undefined, _which: unknown, today: string): EvaluationDecision {
  const { state } = known ?? {};
  const open = state ? openReviews(state) : [];
  if (!state || open.length === 0) return { outcome: 'absent' };
  let after = state;
  const said = open.flatMap(({ of, review: before }): EvaluationEvent[] => {
    const { reminded, escalated, state: review } = tellOn(before, today);
    if (of === 'spotCheck' && after.draft) after = { ...after, draft: { ...after.draft, review } };
    if (of === 'selfEvaluation' && after.audit) after = { ...after, audit: { ...after.audit, review } };
    const about = { fiscalYear: state.fiscalYear, of };
    return [
      ...reminded.map((one) => ({ type: 'evaluation.review-reminded.v1' as const, data: { ...about, ...one } })),
      ...escalated.map((one) => ({ type: 'evaluation.review-escalated.v1' as const, data: { ...about, ...one } })),
    ];
  });
  const [first, ...more] = said;
  if (!first) return { outcome: 'unchanged', answer: receipt(state) };
  return { outcome: 'accepted', state: after, events: [first, ...more], answer: receipt(after) };
}
