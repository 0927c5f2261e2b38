import { tellOn } from '../../../shared/review/deadline.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { GoalsDecision, GoalsEvent, GoalsState } from './goals.ts';
import { receipt } from './goals.ts';

/**
 * GO-54: what the calendar has to say about goals under review: 催办 before a step's limit, 升级 after it, each once. An escalated step
 * stays with its reviewers and stands in the worklist of those above as well.
 */
export function remind(
  known: Known<GoalsState> | undefined,
  which: { readonly projectCode: string; readonly fiscalYear: number },
  today: string,
): GoalsDecision {
  const { state } = known ?? {};
  const { filing } = state ?? {};
  if (!state || filing?.status !== 'inReview') return { outcome: 'absent' };
  const { fiscalYear } = which;
  const answer = receipt(state, { project: which, fiscalYear });
  const about = { fiscalYear, goalsVersion: filing.version };
  const { reminded, escalated, state: review } = tellOn(filing.review, today);
  const said: GoalsEvent[] = [
    ...reminded.map((one) => ({ type: 'goals.review-reminded.v1' as const, data: { ...about, ...one } })),
    ...escalated.map((one) => ({ type: 'goals.review-escalated.v1' as const, data: { ...about, ...one } })),
  ];
  const [first, ...more] = said;
  if (!first) return { outcome: 'unchanged', answer };
  const after = { ...state, filing: { ...filing, review } };
  return { outcome: 'accepted', state: after, events: [first, ...more], answer };
}
