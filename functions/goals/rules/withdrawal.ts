import { sentBack } from '../../../shared/review/progress.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { mayFile } from './filing.ts';
import { type GoalsDecision, type GoalsState, type Matter, receipt } from './goals.ts';

/**
 * `POST …/withdrawal` 取消送审 (GO-51): who filed takes the contents back, as long as nobody has judged them. They stay what they are, can
 * be read among the versions, and be filed again as they stand; a withdrawn adjustment leaves the approved goals as they were.
 */
export function withdraw({ state }: Known<GoalsState>, actor: Actor, reason: string | undefined, matter: Matter): GoalsDecision {
  const rejected = mayFile(actor, matter.project);
  if (rejected) return rejected;
  const { filing, ...rest } = state;
  if (filing?.status !== 'inReview') return { outcome: 'conflict', says: '绩效目标不在审核中，没有可以撤回的报送' };
  if (filing.by.organisation !== actor.organisation) {
    return { outcome: 'conflict', says: `绩效目标由${filing.by.organisation}报送，只有报送单位可以撤回` };
  }
  if (filing.done > 0) return { outcome: 'conflict', says: '已有审核意见，不能撤回；需要修改的，请审核人退回' };
  const after: GoalsState = rest.approved ? rest : { ...rest, filing: { ...filing, status: 'withdrawn', review: sentBack(filing.review) } };
  const data = { fiscalYear: matter.fiscalYear, goalsVersion: filing.version, ...(reason !== undefined && { reason }) };
  return { outcome: 'accepted', state: after, events: [{ type: 'goals.withdrawn.v1', data }], answer: receipt(after, matter) };
}
