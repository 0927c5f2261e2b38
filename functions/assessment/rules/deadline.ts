import { tellOn } from '../../../shared/review/deadline.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type AssessmentDecision, type AssessmentEvent, type AssessmentState, receipt } from './assessment.ts';

/** AS-36: what the calendar has to say about a report under review: 催办 before a step's limit, 升级 after it, each once. */
export function remind(known: Known<AssessmentState> | undefined, _which: unknown, today: string): AssessmentDecision {
  const { state } = known ?? {};
  if (state?.status !== 'submitted' || !state.review) return { outcome: 'absent' };
  const { reminded, escalated, state: review } = tellOn(state.review, today);
  const about = { fiscalYear: state.fiscalYear, reportVersion: state.versions ?? 1 };
  const [first, ...more]: AssessmentEvent[] = [
    ...reminded.map((one) => ({ type: 'assessment.review-reminded.v1' as const, data: { ...about, ...one } })),
    ...escalated.map((one) => ({ type: 'assessment.review-escalated.v1' as const, data: { ...about, ...one } })),
  ];
  if (!first) return { outcome: 'unchanged', answer: receipt(state) };
  return { outcome: 'accepted', state: { ...state, review }, events: [first, ...more], answer: receipt(state) };
}
