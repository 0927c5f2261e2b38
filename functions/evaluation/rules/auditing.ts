import type { Policy } from '../../../shared/policy/policy.ts';
import { unpin } from '../../../shared/review/chain.ts';
import { judgeOf, onBehalfOf, personsOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { isOwnWork, judgesOf } from '../../../shared/review/own-work.ts';
import { type DueStep, dueSteps, earlierSteps, type ReviewState, sendBackTo, sentBack, take } from '../../../shared/review/progress.ts';
import { seatFor } from '../../../shared/review/quorum.ts';
import { named, notAsked, notDue } from '../../../shared/review/refusal.ts';
import { type Actor, reachesAs } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { stepName } from './audit.ts';
import { type Audit, auditStatusOf, authorOf, type EvaluationDecision, type EvaluationState, isSettled, receipt } from './evaluation.ts';

export interface AuditOpinion {
  readonly step: string;
  readonly opinion: 'pass' | 'return';
  readonly comment: string;
  /** The earlier step that is to judge again, instead of the author. */
  readonly returnTo?: string | undefined;
}

interface Setting extends Reviewer {
  readonly policy: Policy;
  readonly today: string;
}

const CLOSED = { returned: '已退回修改', withdrawn: '已由报送单位撤回', audited: '已审核完毕' } as const;

/** `POST …/reviews` 自评审核: one opinion at one step that is due, by the mechanism that goals and assessments walk (EV-70…EV-77). */
export function review(known: Known<EvaluationState>, actor: Actor, given: AuditOpinion, setting: Setting): EvaluationDecision {
  const { state } = known;
  const { audit } = state;
  const status = auditStatusOf(state);
  if (isSettled(state)) return { outcome: 'conflict', says: '财政或主管部门已复核、评价，或者已归档，自评不再审核' };
  if (!audit?.review || status === undefined) return { outcome: 'conflict', says: '没有需要审核的自评' };
  if (status !== 'inReview') return { outcome: 'conflict', says: `自评${CLOSED[status]}，没有待审核的步骤` };
  const due = dueSteps(audit.review);
  const step = due.find((each) => each.step === given.step);
  const rejected =
    ownWork(state, actor, setting) ?? (step ? notTheirs(state, actor, step, setting) : notNow(audit.review, due, given, setting));
  if (rejected || !step) return rejected ?? { outcome: 'absent' };
  const judge = judgeOf(actor, setting);
  const roles = judge.roles.filter((role) => reachesAs(judge, [role], state));
  const seat = seatFor(step, { roles, persons: personsOf(setting) }, audit.review.given ?? [], []);
  const name = stepName(setting.policy, step.step);
  // EV-71; who sends back needn't wait for the others.
  if (!seat.ok && !(seat.why === 'early' && given.opinion === 'return')) return notAsked(name, seat);
  return conclude(state, audit, audit.review, given, { ...setting, step, seat: seat.ok ? seat.seat : '' });
}

/** EV-70: nobody audits what they or their own unit wrote, not through somebody else, nor for somebody else. */
function ownWork(state: EvaluationState, actor: Actor, reviewer: Reviewer): Rejection | undefined {
  const judges = judgesOf(actor, reviewer).map((each) => ({ ...each, person: each.person.slice(0, 12) }));
  const { person, organisation } = authorOf(state);
  const work = { person, organisations: [organisation, state.unitCode], division: state.division };
  return isOwnWork(judges, work) ? { outcome: 'forbidden', says: '不能审核本人或者本单位报送的自评，也不能代为审核' } : undefined;
}

function notTheirs(
  state: EvaluationState,
  actor: Actor,
  { step, roles, escalated, escalatesTo }: DueStep,
  setting: Setting,
): Rejection | undefined {
  const { policy } = setting;
  if (reachesAs(judgeOf(actor, setting), escalated ? [...roles, ...escalatesTo] : roles, state)) return undefined;
  return { outcome: 'forbidden', says: `“${stepName(policy, step)}”：您的角色不能办理（${policy.evaluation.selfAudit.basis}）` };
}

function notNow({ chain, agreed }: ReviewState, due: readonly DueStep[], { step: asked }: AuditOpinion, { policy }: Setting): Rejection {
  const steps = unpin(chain).map(({ step }) => step);
  const nameOf = (step: string) => stepName(policy, step);
  if (!steps.includes(asked)) {
    const says = `审核流程没有“${asked}”这一步，流程为${named(steps, nameOf)}`;
    return { outcome: 'refused', findings: [fault('EV-70', '/step', says, policy.evaluation.selfAudit.basis)] };
  }
  return notDue(asked, (agreed[steps.indexOf(asked)] ?? 0) === 0, due, nameOf);
}

function conclude(
  state: EvaluationState,
  audit: Audit,
  walked: ReviewState,
  given: AuditOpinion,
  { step, seat, ...setting }: Setting & { readonly step: DueStep; readonly seat: string },
): EvaluationDecision {
  const { today, policy, mandate } = setting;
  const { opinion, comment, returnTo } = given;
  const judged = (changes: Partial<Audit>): EvaluationDecision => {
    const after: EvaluationState = { ...state, audit: { ...audit, done: (audit.done ?? 0) + 1, ...changes } };
    const waiting = after.audit?.closed || !after.audit?.review ? [] : dueSteps(after.audit.review).map((each) => each.step);
    const data = {
      fiscalYear: state.fiscalYear,
      selfVersion: audit.version ?? 1,
      step: step.step,
      opinion,
      comment,
      next: waiting[0] ?? null,
      ...(waiting.length > 1 && { waiting }),
      ...(returnTo !== undefined && { returnTo }),
      ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
    };
    const answer = receipt(after, { opinion, audit: auditStatusOf(after) ?? null });
    return { outcome: 'accepted', state: after, events: [{ type: 'evaluation.reviewed.v1', data }], answer };
  };
  if (returnTo !== undefined) {
    // EV-72
    const back = opinion === 'return' ? sendBackTo(walked, returnTo, today) : undefined;
    if (back) return judged({ review: back });
    const names = named(earlierSteps(walked), (each) => stepName(policy, each));
    const says = opinion === 'return' ? `只能退回已办理的审核步骤：${names}` : '只有退回修改的意见才能指定退回的步骤';
    return { outcome: 'refused', findings: [fault('EV-72', '/returnTo', says, policy.evaluation.selfAudit.basis)] };
  }
  if (opinion === 'return') return judged({ closed: 'returned', review: sentBack(walked) });
  const taken = take(walked, [step.at, seat, ...personsOf(setting)], { documentAt: audit.at, commissioned: [], today });
  return judged({ review: taken.state });
}

/** EV-76: what was said to be somebody else's roles isn't. */
export function unlent(says: string): Rejection {
  return { outcome: 'refused', findings: [fault('EV-76', '/onBehalfOf', says)] };
}

/** EV-78: where the audit binds, a spot check waits for its end. */
export function unaudited(state: EvaluationState, policy: Policy): Rejection | undefined {
  if (!state.audit?.binds || auditStatusOf(state) === 'audited') return undefined;
  const { selfAudit, selfAuditBinds } = policy.evaluation;
  const says = '自评尚未审核完毕，不能抽查复核';
  return { outcome: 'refused', findings: [fault('EV-78', '', says, `${selfAudit.basis}；${selfAuditBinds.basis}`)] };
}
