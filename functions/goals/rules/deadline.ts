import { noted, noticesOn } from '../../../shared/review/deadline.ts';
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
  const notices = noticesOn(filing.review, today);
  const said = notices.map(({ step: { step, roles, escalatesTo }, level, dueOn }): GoalsEvent => {
    const about = { fiscalYear, goalsVersion: filing.version, step, dueOn };
    return level === 'reminder'
      ? { type: 'goals.review-reminded.v1', data: { ...about, roles: [...roles] } }
      : { type: 'goals.review-escalated.v1', data: { ...about, to: [...escalatesTo] } };
  });
  const [first, ...more] = said;
  if (!first) return { outcome: 'unchanged', answer };
  const after = { ...state, filing: { ...filing, review: noted(filing.review, notices) } };
  return { outcome: 'accepted', state: after, events: [first, ...more], answer };
}
