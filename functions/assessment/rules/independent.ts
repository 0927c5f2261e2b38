import { unpin } from '../../../shared/review/chain.ts';
import { type Actor, has, reachesAs, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import {
  type AssessmentDecision,
  type AssessmentState,
  closedProject,
  type Ground,
  type IndependentOrganiser,
  isCommissioned,
  judgesOwn,
  placed,
  type SubmittedReport,
  unlessOpen,
} from './assessment.ts';
import { reviewOf } from './chain.ts';
import { checkProof, type Soundness } from './report.ts';
import { checkScores, mustScore, NO_OPINIONS, type Scores, totalOf, withOpinion } from './scores.ts';
import { checkLeaves } from './sheet.ts';

/** An independent assessment as sent; `supportedAmount` in 分. */
export interface Independently {
  readonly organiser: IndependentOrganiser;
  readonly scores: Scores;
  readonly leaves?: Scores;
  readonly supportedAmount: number;
  readonly opinion: string;
  /** Attachment. */
  readonly report?: string;
}

export const INDEPENDENT: Readonly<Record<IndependentOrganiser, string>> = { finance: '财政部门', thirdParty: '第三方' };

interface Beside {
  /** The report that it stands beside. */
  readonly first: Pick<SubmittedReport, 'dimensions'>;
  readonly inspected: ReadonlyMap<string, Soundness>;
  /** Short digest of who assesses. */
  readonly person: string;
}

/**
 * `POST …/independent`: finance, or a commissioned third party, assesses the same request by itself (JH-14, SZ-17, BJ-10). Kept beside the
 * first; the conclusion says which of them it follows.
 */
export function assessIndependently(
  known: Known<AssessmentState> | undefined,
  actor: Actor,
  given: Independently,
  { first, inspected, person }: Beside,
  ground: Ground,
): AssessmentDecision {
  const { card, policy, today } = ground;
  const state = known && placed(known.state, card);
  if (!state || state.secret) return { outcome: 'absent' };
  const commissioned =
    unpin(reviewOf(state, ground).chain).some(({ roles }) => roles.includes('third-party')) && isCommissioned(state, actor, today);
  if (!commissioned && !sees(actor, card)) return { outcome: 'absent' };
  const { organiser, scores, leaves, supportedAmount, opinion, report } = given;
  const rejected =
    notTheirs(organiser, actor, commissioned, card) ??
    judgesOwn(state, actor, { person }) ??
    closedProject(card) ??
    unlessOpen(state, '独立评估') ??
    unlessNew(state, organiser);
  if (rejected) return rejected;
  const findings = [
    ...checkScores(scores, policy),
    ...checkLeaves(leaves, scores, policy),
    ...checkSupported(supportedAmount, state.requestedAmount),
    ...(report === undefined ? [] : checkProof('/report', inspected.get(report) ?? 'missing')),
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { projectCode, fiscalYear, requestedAmount } = state;
  const total = totalOf(scores, policy.assessment);
  const opinions = withOpinion(NO_OPINIONS, person, scores, policy.assessment);
  return {
    outcome: 'accepted',
    state: { ...state, independents: { ...state.independents, [organiser]: { supported: supportedAmount, opinions } } },
    events: [
      {
        type: 'assessment.independently-assessed.v1',
        data: {
          fiscalYear,
          organiser,
          scores,
          ...(leaves && { leaves }),
          total,
          requestedAmount,
          supportedAmount,
          opinion,
          ...(report === undefined ? {} : { report }),
          first: { sequence: state.documentAt, score: ownScore(first, policy) },
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: { projectCode, fiscalYear, status: state.status, organiser, total, supportedAmount: yuan(supportedAmount) },
  };
}

/** AS-27: finance assesses as finance, a third party as the third party that was commissioned. */
function notTheirs(organiser: IndependentOrganiser, actor: Actor, commissioned: boolean, card: Ground['card']): Rejection | undefined {
  if (organiser === 'thirdParty') {
    if (commissioned) return undefined;
    return {
      outcome: 'forbidden',
      says: has(actor, 'third-party') ? '没有有效的委托，不能独立评估' : '第三方的独立评估由受委托的第三方报送',
    };
  }
  if (reachesAs(actor, ['finance-section', 'finance-performance'], card)) return undefined;
  return { outcome: 'forbidden', says: '财政部门的独立评估由财政部门报送' };
}

/** AS-15: what was said isn't unsaid; a new report may be assessed anew. */
function unlessNew({ independents }: AssessmentState, organiser: IndependentOrganiser): Rejection | undefined {
  if (!independents?.[organiser]) return undefined;
  return { outcome: 'conflict', says: `${INDEPENDENT[organiser]}对这份评估报告已经独立评估过；重新报送后可再次评估` };
}

/** AS-28: nobody supports more than was asked for. */
function checkSupported(supported: number, requested: number): Finding[] {
  if (supported <= requested) return [];
  const says = `独立评估支持${yuanText(supported)}，超过申请金额${yuanText(requested)}`;
  return [finding('AS-28', '/supportedAmount', says, '支持金额不超过申请金额（默认）')];
}

/** What the report gave itself; null where it didn't score everything that counts. */
function ownScore({ dimensions }: Pick<SubmittedReport, 'dimensions'>, { assessment }: Ground['policy']): number | null {
  const own = Object.fromEntries(Object.entries(dimensions).flatMap(([key, { score }]) => (score === undefined ? [] : [[key, score]])));
  const whole = assessment.dimensions.value.every((each) => !mustScore(each) || own[each.key] !== undefined);
  return whole ? totalOf(own, assessment) : null;
}

/** Which assessment a conclusion follows: the first (with the opinions on it), or an independent one. */
export type Followed = 'first' | IndependentOrganiser;

/** AS-29: with a second assessment there, the conclusion names the one that it follows; none that isn't there. */
export function checkFollows(follows: Followed | undefined, { independents = {} }: AssessmentState): Finding[] {
  const basis = '审核和评估结果作为预算安排的重要参考依据，结论应写明采用的评估（默认）';
  const there = Object.keys(independents).length > 0;
  if (follows === undefined) return there ? [finding('AS-29', '/follows', '另有独立评估，结论应写明采用哪一次评估', basis)] : [];
  if (follows === 'first' || independents[follows]) return [];
  return [finding('AS-29', '/follows', `没有${INDEPENDENT[follows]}的独立评估，不能据以作出结论`, basis)];
}

/** The state as the followed assessment scores it: cuts and vetoes go by that one. */
export function following(state: AssessmentState, follows: Followed = 'first'): AssessmentState {
  const independent = follows === 'first' ? undefined : state.independents?.[follows];
  return independent ? { ...state, opinions: independent.opinions } : state;
}
