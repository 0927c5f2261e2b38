import { sentBack } from '../../../shared/review/progress.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { authorOf, type EvaluationDecision, type EvaluationState, isSettled, receipt } from './evaluation.ts';

/**
 * `POST …/withdrawal` 取消送审 (EV-73): who filed the self-evaluation takes it back, as long as nobody has judged it. It counts for nothing
 * then, can be read and be filed again as it stands.
 */
export function withdraw({ state }: Known<EvaluationState>, actor: Actor, reason: string | undefined): EvaluationDecision {
  const { audit } = state;
  if (!state.self || !audit) return { outcome: 'conflict', says: '没有可以撤回的自评' };
  const judged = (audit.done ?? 0) > 0 || state.draft !== undefined || isSettled(state);
  if (judged) return { outcome: 'conflict', says: '自评已有审核意见、复核或者评价，不能撤回' };
  const { organisation } = authorOf(state);
  if (actor.organisation !== organisation) return { outcome: 'forbidden', says: `自评由${organisation}报送，只有报送单位可以撤回` };
  const { self: _self, digest: _digest, ...rest } = state;
  const after: EvaluationState = {
    ...rest,
    audit: { ...audit, closed: 'withdrawn', ...(audit.review && { review: sentBack(audit.review) }) },
  };
  const data = { fiscalYear: state.fiscalYear, selfVersion: audit.version ?? 1, ...(reason !== undefined && { reason }) };
  return { outcome: 'accepted', state: after, events: [{ type: 'evaluation.self-withdrawn.v1', data }], answer: receipt(after) };
}
