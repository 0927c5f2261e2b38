import { unpin } from '../../../shared/review/chain.ts';
import { judgeOf, onBehalfOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { dueSteps, earlierSteps, sendBackTo, sentBack } from '../../../shared/review/progress.ts';
import { named } from '../../../shared/review/refusal.ts';
import { type Actor, type Role, reachesAs, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import {
  type AssessmentDecision,
  type AssessmentState,
  closedProject,
  type Ground,
  judgesOwn,
  placed,
  receipt,
  unlessOpen,
} from './assessment.ts';
import { reviewOf, stepName } from './chain.ts';
import { addedUp, type Voice } from './voices.ts';

const FINANCE: readonly Role[] = ['finance-section', 'finance-performance'];

/** A finding as a reviewer writes it down; without `rule` and `basis` it is the reviewer's own (AS-12). */
export interface Remark {
  readonly at: string;
  readonly says: string;
  readonly rule?: string;
  readonly level?: Finding['level'];
  readonly basis?: string;
}

export interface Return extends Partial<Reviewer> {
  readonly reason: string;
  readonly remarks: readonly Remark[];
  /** The earlier step that is to judge again, instead of the author. */
  readonly returnTo?: string | undefined;
  /** The opinions that stand; asked for where a step is to judge again. */
  readonly voices?: readonly Voice[];
}

/** `POST …/return`: 退回. The report is to be mended and submitted again, or an earlier step is to judge it again. */
export function sendBack(known: Known<AssessmentState> | undefined, actor: Actor, given: Return, ground: Ground): AssessmentDecision {
  const { card } = ground;
  const judge = judgeOf(actor, given);
  const state = known && placed(known.state, card);
  if (!state || !sees(judge, card)) return { outcome: 'absent' };
  const due = dueSteps(reviewOf(state, ground)).flatMap(({ roles, escalated, escalatesTo }) => [
    ...roles,
    ...(escalated ? escalatesTo : []),
  ]);
  if (!reachesAs(judge, [...FINANCE, ...due], card)) return { outcome: 'forbidden', says: '评估报告由财政部门或者当前步骤的评审人退回' };
  const rejected =
    closedProject(card) ?? unlessOpen(state, '退回') ?? (given.returnTo === undefined ? undefined : judgesOwn(state, actor, given));
  if (rejected) return rejected;
  const findings = given.remarks.map(({ rule = 'AS-12', at, says, basis = '财政部门审核意见', level }) =>
    finding(rule, at, says, basis, level),
  );
  if (given.returnTo !== undefined) return toStep(state, given.returnTo, findings, given, ground);
  const { reason, mandate } = given;
  const { review, ...rest } = state;
  const after: AssessmentState = { ...rest, status: 'returned', ...(review && { review: sentBack(review) }) };
  return {
    outcome: 'accepted',
    state: after,
    events: [
      {
        type: 'assessment.returned.v1',
        data: { fiscalYear: state.fiscalYear, reason, findings, ...(mandate && { onBehalfOf: onBehalfOf(mandate) }) },
      },
    ],
    answer: receipt(after),
  };
}

/** AS-32: back to a step that has agreed; the report stays what it is, and so do the opinions of the steps before it. */
function toStep(state: AssessmentState, returnTo: string, findings: Finding[], given: Return, ground: Ground): AssessmentDecision {
  const { policy, today } = ground;
  const before = reviewOf(state, ground);
  const review = sendBackTo(before, returnTo, today);
  if (!review) {
    const names = named(earlierSteps(before), (step) => stepName(policy, step));
    const says = `只能退回已办理的评审步骤：${names}`;
    return { outcome: 'refused', findings: [finding('AS-32', '/returnTo', says, policy.assessment.chain.basis)] };
  }
  const open = unpin(review.chain).filter((_, at) => (review.agreed[at] ?? 0) === 0);
  const reopened = [returnTo, ...open.map(({ step }) => step).filter((step) => step !== returnTo)];
  const voices = (given.voices ?? []).filter(({ step }) => step === undefined || !reopened.includes(step));
  const after: AssessmentState = { ...state, review, opinions: addedUp(voices, policy.assessment) };
  const { reason, mandate } = given;
  return {
    outcome: 'accepted',
    state: after,
    events: [
      {
        type: 'assessment.sent-back.v1',
        data: {
          fiscalYear: state.fiscalYear,
          reportVersion: state.versions ?? 1,
          returnTo,
          reopened,
          reason,
          findings,
          ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
        },
      },
    ],
    answer: receipt(after),
  };
}
