import type { ReviewOutcome } from '../../../shared/policy/policy.ts';
import { onBehalfOf, personsOf } from '../../../shared/review/mandate.ts';
import { type DueStep, dueSteps, earlierSteps, sendBackTo, sentBack, take } from '../../../shared/review/progress.ts';
import { named } from '../../../shared/review/refusal.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { leadsTo, stepName } from './chain.ts';
import { currentSteps, type Filing, type GoalsDecision, type GoalsEvent, type GoalsState, receipt, thirdParties } from './goals.ts';
import type { Review, Setting } from './review.ts';

/** The step that is judged, and the seat of it that the opinion fills. */
export type Judging = Setting & { readonly step: DueStep; readonly seat: string };

/**
 * What one accepted opinion leads to: 优 passes, 良 passes after improvement, 中 goes back to be filed again or to an earlier step, 差
 * ends it (财预〔2015〕88号 第二十五条, as the policy has it). The opinion and what follows from it are recorded together.
 */
export function conclude(known: Known<GoalsState>, filing: Filing, given: Review, setting: Judging): GoalsDecision {
  const { state } = known;
  const outcome = leadsTo(filing, given.opinion);
  const taken: Filing = { ...filing, done: filing.done + 1 };
  const { fiscalYear, step } = setting;
  const remark = { fiscalYear, goalsVersion: filing.version, step: step.step, comment: given.comment };
  if (given.returnTo !== undefined) return returned(known, taken, given, outcome, setting);
  switch (outcome) {
    case 'pass':
      return passed(known, taken, given, setting);
    case 'return': {
      const after: GoalsState = { ...state, filing: { ...taken, status: 'returned', review: sentBack(filing.review) } };
      return accepted(after, given, setting, null, { type: 'goals.returned.v1', data: remark });
    }
    case 'block':
      return accepted(refused(state, taken), given, setting, null, { type: 'goals.blocked.v1', data: remark });
  }
}

function passed({ state, sequence }: Known<GoalsState>, filing: Filing, given: Review, setting: Judging): GoalsDecision {
  const { step, seat, today, fiscalYear, document } = setting;
  const commissioned = thirdParties(state, today);
  const opinion = [step.at, seat, ...personsOf(setting)] as const;
  const taken = take(filing.review, opinion, { documentAt: filing.documentAt, commissioned, today });
  if (!taken.finished) {
    const after = { ...state, filing: { ...filing, review: taken.state } };
    return accepted(after, given, setting, dueSteps(taken.state)[0]?.step ?? null);
  }
  const approved: GoalsEvent = { type: 'goals.approved.v1', data: { fiscalYear, goalsVersion: filing.version, goals: document } };
  return accepted(inForce(state, filing, sequence + 2), given, setting, null, approved);
}

/** GO-50: back to an earlier step with reasons; the contents stay what they are, and the author need not file anew. */
function returned({ state }: Known<GoalsState>, filing: Filing, given: Review, outcome: ReviewOutcome, setting: Judging): GoalsDecision {
  const { returnTo = '' } = given;
  const { policy, today } = setting;
  const earlier = earlierSteps(filing.review);
  const review = outcome === 'return' ? sendBackTo(filing.review, returnTo, today) : undefined;
  if (!review) {
    const names = named(earlier, (step) => stepName(policy, step));
    const says = outcome === 'return' ? `只能退回已办理的审核步骤：${names}` : '只有退回修改的意见才能指定退回的步骤';
    return { outcome: 'refused', findings: [fault('GO-50', '/returnTo', says, policy.goals.chain.basis)] };
  }
  return accepted({ ...state, filing: { ...filing, review } }, given, setting, returnTo);
}

function accepted(after: GoalsState, given: Review, setting: Judging, next: string | null, ...more: GoalsEvent[]): GoalsDecision {
  const { opinion, comment, scores, sheet, returnTo } = given;
  const { fiscalYear, step, mandate } = setting;
  const waiting = currentSteps(after).map((each) => each.step);
  const said: GoalsEvent = {
    type: 'goals.reviewed.v1',
    data: {
      fiscalYear,
      // The newest contents are those under review.
      goalsVersion: after.versions,
      step: step.step,
      opinion,
      comment,
      ...(scores && { scores: { ...scores } }),
      ...(sheet && { sheet: { ...sheet } }),
      next,
      ...(waiting.length > 1 && { waiting }),
      ...(returnTo !== undefined && { returnTo }),
      ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
    },
  };
  return { outcome: 'accepted', state: after, events: [said, ...more], answer: { ...receipt(after, setting), opinion } };
}

/** Of an adjustment that is refused nothing remains: the approved goals are what they were. */
function refused(state: GoalsState, taken: Filing): GoalsState {
  const { filing: _, ...rest } = state;
  return state.approved ? rest : { ...rest, filing: { ...taken, status: 'blocked', review: sentBack(taken.review) } };
}

/** The work is done, and with it what was commissioned for it. */
function inForce(state: GoalsState, filing: Filing, at: number): GoalsState {
  const { filing: _filing, commissions: _commissions, ...rest } = state;
  const { version, adjustment, documentAt, digest, budget } = filing;
  return { ...rest, approved: { version, ...(adjustment && { adjustment }), documentAt, digest, budget, at } };
}
