import { unpin } from '../../../shared/review/chain.ts';
import { judgeOf, onBehalfOf, personsOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { dueSteps, type ReviewState, take } from '../../../shared/review/progress.ts';
import { type Given, seatFor } from '../../../shared/review/quorum.ts';
import { named, notAsked, notDue } from '../../../shared/review/refusal.ts';
import { type Actor, has, type Role, reachesAs, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { finding } from '../../../shared/values/finding.ts';
import {
  type AssessmentDecision,
  type AssessmentState,
  type Body,
  closedProject,
  currentSteps,
  type Ground,
  isCommissioned,
  judgesOwn,
  placed,
  receipt,
  unlessOpen,
} from './assessment.ts';
import { reviewOf, stepName } from './chain.ts';
import { checkScores, type Scores, scoreOf, totalOf, withOpinion } from './scores.ts';
import { checkLeaves } from './sheet.ts';
import { hasSpoken, voiceKey } from './voices.ts';

/** More reviewers than any panel has; the state stays small. */
const MOST_OPINIONS = 30;

/** `person`: short digest of who gives it. */
export interface Opinion extends Reviewer {
  /** Left out: the step that waits for whoever gives it. */
  readonly step?: string | undefined;
  readonly scores: Scores;
  /** Points by leaf of the score sheet, beside the dimensions. */
  readonly leaves?: Scores | undefined;
  readonly opinion: string;
}

/** `POST …/opinions`: one reviewer's scores and words, in a step of the chain, by its own roles or a commissioned third party. */
export function opine(known: Known<AssessmentState> | undefined, actor: Actor, given: Opinion, ground: Ground): AssessmentDecision {
  const { card, policy, today } = ground;
  const state = known && placed(known.state, card);
  if (!state || state.secret) return { outcome: 'absent' };
  const judge = judgeOf(actor, given);
  const review = reviewOf(state, ground);
  const asked = unpin(review.chain).flatMap(({ roles }) => roles);
  const above = dueSteps(review).flatMap(({ escalated, escalatesTo }) => (escalated ? escalatesTo : []));
  const isThirdParty = asked.includes('third-party') && isCommissioned(state, judge, today);
  if (!isThirdParty && !sees(judge, card)) return { outcome: 'absent' };
  if (!isThirdParty && !reachesAs(judge, [...asked, ...above], card)) {
    return {
      outcome: 'forbidden',
      says: has(actor, 'third-party') ? '没有有效的委托，不能提出意见' : '评估意见由财政部门或者受委托的第三方提出',
    };
  }
  const rejected = judgesOwn(state, actor, given) ?? closedProject(card) ?? unlessOpen(state, '提出意见') ?? unlessFirst(state, given);
  if (rejected) return rejected;
  const turn = turnOf(state, review, judge, given, isThirdParty, ground);
  if ('outcome' in turn) return turn;
  const { scores, leaves, opinion, mandate } = given;
  const findings = [...checkScores(scores, policy), ...checkLeaves(leaves, scores, policy)];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const total = totalOf(scores, policy.assessment);
  const opinions = withOpinion(state.opinions, voiceKey(given), scores, policy.assessment);
  const commissioned = thirdParties(state, today);
  const taken = turn.given && take(review, turn.given, { documentAt: state.documentAt, commissioned, today });
  const after: AssessmentState = { ...state, opinions, review: taken?.state ?? review };
  const waiting = currentSteps(after).map(({ step }) => step);
  const data = {
    fiscalYear: state.fiscalYear,
    scores,
    ...(leaves && { leaves }),
    opinion,
    total,
    step: turn.step,
    ...(waiting.length > 0 && { waiting }),
    ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
  };
  return {
    outcome: 'accepted',
    state: after,
    events: [{ type: 'assessment.opined.v1', data }],
    answer: { ...receipt(after), total, ...(isThirdParty ? {} : { score: scoreOf(opinions) }) },
  };
}

/** AS-15: one opinion a person on one report; what was said isn't unsaid. A new report may be judged anew. */
function unlessFirst({ opinions }: AssessmentState, given: Opinion): Rejection | undefined {
  if (hasSpoken(opinions, given)) return { outcome: 'conflict', says: '您对这份评估报告已提出过意见；重新报送后可再次提出' };
  if (opinions.by.length >= MOST_OPINIONS) return { outcome: 'conflict', says: `一份评估报告最多收${MOST_OPINIONS}份意见` };
  return undefined;
}

/** The step that an opinion belongs to; without `given` it is one more voice, which no step waits for. */
interface Turn {
  readonly step: string;
  readonly given?: Given;
}

/** AS-30, AS-34: where the chain binds, a step that is due and a free seat in it; else a step of the chain that the reviewer has a role in. */
function turnOf(
  state: AssessmentState,
  review: ReviewState,
  judge: Actor,
  given: Opinion,
  isThirdParty: boolean,
  { card, policy, today }: Ground,
): Turn | Rejection {
  const nameOf = (step: string) => stepName(policy, step);
  const steps = unpin(review.chain);
  const due = dueSteps(review);
  const holds = (roles: readonly Role[]) => reachesAs(judge, roles, card) || (isThirdParty && roles.includes('third-party'));
  const chosen = given.step === undefined ? undefined : steps.find(({ step }) => step === given.step);
  if (given.step !== undefined && !chosen) {
    const names = named(
      steps.map(({ step }) => step),
      nameOf,
    );
    const says = `评审流程没有“${given.step}”这一步，流程为${names}`;
    return { outcome: 'refused', findings: [finding('AS-30', '/step', says, policy.assessment.chain.basis)] };
  }
  const open = due.filter(({ step }) => chosen === undefined || step === chosen.step);
  const step = open.find(({ roles, escalated, escalatesTo }) => holds(escalated ? [...roles, ...escalatesTo] : roles));
  if (step) {
    const seat = seatFor(
      step,
      {
        roles: judge.roles.filter((role) => reachesAs(judge, [role], card)),
        thirdParty: isThirdParty ? thirdPartyOf(judge) : undefined,
        persons: personsOf(given),
      },
      review.given ?? [],
      thirdParties(state, today),
    );
    if (seat.ok) return { step: step.step, given: [step.at, seat.seat, ...personsOf(given)] };
    return state.binds ? notAsked(nameOf(step.step), seat) : { step: step.step };
  }
  const theirs = chosen ?? steps.find(({ roles }) => holds(roles));
  const closed = theirs && holds(theirs.roles) && !due.some((each) => each.step === theirs.step);
  if (closed && !state.binds) return { step: theirs.step };
  if (closed) return notDue(theirs.step, (review.agreed[steps.indexOf(theirs)] ?? 0) === 0, due, nameOf);
  const says = `“${nameOf((chosen ?? open[0] ?? steps[0])?.step ?? '')}”：您的角色不能办理（${policy.assessment.chain.basis}）`;
  return { outcome: 'forbidden', says };
}

/** The third parties that are asked today, by the names under which they are. */
function thirdParties({ commissions = [] }: AssessmentState, today: string): readonly string[] {
  return commissions.filter(({ from, until }) => from <= today && today <= until).map(thirdPartyOf);
}

const thirdPartyOf = ({ organisation, division }: Body) => `${organisation}@${division}`;
