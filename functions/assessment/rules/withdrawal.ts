import { sentBack } from '../../../shared/review/progress.ts';
import { type Actor, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type AssessmentDecision, type AssessmentState, closedProject, type Ground, isSame, placed, receipt } from './assessment.ts';

/**
 * `POST …/withdrawal` 取消送审 (AS-33): who submitted the report takes it back, as long as nobody has judged it. It stays what it is, and
 * may be submitted again as it stands.
 */
export function withdraw(
  known: Known<AssessmentState> | undefined,
  actor: Actor,
  reason: string | undefined,
  { card }: Ground,
): AssessmentDecision {
  const state = known && placed(known.state, card);
  if (!state || !sees(actor, card)) return { outcome: 'absent' };
  const closed = closedProject(card);
  if (closed) return closed;
  if (state.status !== 'submitted') return { outcome: 'conflict', says: '评估报告不在评审中，没有可以撤回的报送' };
  if (!isSame(state.submittedBy, actor)) {
    return { outcome: 'forbidden', says: `评估报告由${state.submittedBy.organisation}报送，只有报送单位可以撤回` };
  }
  const judged = state.opinions.by.length > (state.carried ?? 0) || Object.keys(state.independents ?? {}).length > 0;
  if (judged) return { outcome: 'conflict', says: '已有评审意见，不能撤回；需要修改的，可以直接重新报送，或者请评审人退回' };
  const { review, ...rest } = state;
  const after: AssessmentState = { ...rest, status: 'withdrawn', ...(review && { review: sentBack(review) }) };
  const data = { fiscalYear: state.fiscalYear, reportVersion: state.versions ?? 1, ...(reason !== undefined && { reason }) };
  return { outcome: 'accepted', state: after, events: [{ type: 'assessment.withdrawn.v1', data }], answer: receipt(after) };
}
