import type { AssessmentRules, Policy, Verdict } from '../../../shared/policy/policy.ts';
import { judgeOf, onBehalfOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { type Actor, reachesAs, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import {
  type AssessmentDecision,
  type AssessmentState,
  closedProject,
  currentSteps,
  type Ground,
  judgesOwn,
  placed,
  unlessOpen,
} from './assessment.ts';
import { stepName } from './chain.ts';
import { checkFollows, type Followed, following } from './independent.ts';
import { checkAmount } from './report.ts';
import { NO_OPINIONS, type Opinions, scoreOf, vetoes } from './scores.ts';

export interface Conclusion extends Partial<Reviewer> {
  readonly verdict: Verdict;
  /** 分 */
  readonly supportedAmount: number;
  readonly conditions: readonly string[];
  readonly reason: string;
  /** Which assessment it follows, where there is an independent one beside the first. */
  readonly follows?: Followed | undefined;
}

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  support: '予以支持',
  partial: '部分支持',
  revise: '调整完善后予以支持',
  reject: '不予支持',
};

/** `POST …/conclusion`: what the assessment comes to. Supported and unsupported always make the requested amount. */
export function conclude(
  known: Known<AssessmentState> | undefined,
  actor: Actor,
  conclusion: Conclusion,
  { card, policy }: Ground,
): AssessmentDecision {
  const judge = judgeOf(actor, conclusion);
  const state = known && placed(known.state, card);
  if (!state || !sees(judge, card)) return { outcome: 'absent' };
  const { concludedBy, admissible } = policy.assessment;
  if (!reachesAs(judge, concludedBy.value, card)) return { outcome: 'forbidden', says: '事前绩效评估结论由财政绩效科作出' };
  const rejected = judgesOwn(state, actor, conclusion) ?? closedProject(card) ?? unlessOpen(state, '再作结论');
  if (rejected) return rejected;
  const judged = following(state, conclusion.follows);
  const findings = [
    ...checkAmount(state.requestedAmount, '', card),
    ...checkFollows(conclusion.follows, state),
    ...checkWalked(state, policy),
    ...checkConclusion(conclusion, judged, policy),
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { verdict, supportedAmount, conditions, reason, follows, mandate } = conclusion;
  const { projectCode, fiscalYear, organiser, requestedAmount } = state;
  const unsupportedAmount = requestedAmount - supportedAmount;
  const score = scoreOf(judged.opinions);
  return {
    outcome: 'accepted',
    state: { ...state, status: 'concluded', opinions: NO_OPINIONS, conclusion: { verdict, supported: supportedAmount, score } },
    events: [
      {
        type: 'assessment.concluded.v1',
        data: {
          fiscalYear,
          organiser,
          verdict,
          requestedAmount,
          supportedAmount,
          unsupportedAmount,
          score,
          ...(follows && { follows }),
          conditions: [...conditions],
          reason,
          admissible: admissible.value.includes(verdict),
          policy: { id: policy.id, version: policy.version },
          ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
        },
      },
    ],
    answer: {
      projectCode,
      fiscalYear,
      status: 'concluded',
      verdict,
      supportedAmount: yuan(supportedAmount),
      unsupportedAmount: yuan(unsupportedAmount),
      score,
    },
  };
}

/** AS-31: where the chain binds, no conclusion before every step of it has agreed. */
function checkWalked(state: AssessmentState, policy: Policy): Finding[] {
  const waiting = state.binds ? currentSteps(state) : [];
  if (waiting.length === 0) return [];
  const names = waiting.map(({ step }) => `“${stepName(policy, step)}”`).join('、');
  const { chain, chainBinds } = policy.assessment;
  return [finding('AS-31', '', `评审流程尚未走完，还在等待${names}，不能作出结论`, `${chain.basis}；${chainBinds.basis}`)];
}

function checkConclusion({ verdict, supportedAmount }: Conclusion, state: AssessmentState, { assessment }: Policy): Finding[] {
  const { value: verdicts, basis } = assessment.verdicts;
  if (!verdicts.includes(verdict)) {
    const names = verdicts.map((each) => VERDICTS[each]).join('、');
    return [finding('AS-17', '/verdict', `本级的评估结论为${names}，没有“${VERDICTS[verdict]}”`, basis)];
  }
  return [
    ...checkSupport(verdict, supportedAmount, state.requestedAmount, basis),
    ...checkFavour(verdict, state.opinions, assessment),
    ...checkVeto(verdict, state.opinions, assessment),
  ];
}

/** AS-18: 予以支持 the whole, 部分支持 a part, 调整完善后予以支持 at most the whole, 不予支持 nothing. */
function checkSupport(verdict: Verdict, supported: number, requested: number, basis: string): Finding[] {
  const [holds, should] = {
    support: [supported === requested, `等于申请金额${yuanText(requested)}`],
    partial: [0 < supported && supported < requested, `大于0且小于申请金额${yuanText(requested)}`],
    revise: [supported <= requested, `不超过申请金额${yuanText(requested)}`],
    reject: [supported === 0, '为0'],
  }[verdict];
  if (holds) return [];
  return [finding('AS-18', '/supportedAmount', `“${VERDICTS[verdict]}”的支持金额应${should}，填报为${yuanText(supported)}`, basis)];
}

/** AS-19: the score allows this verdict at best; a severer one is always open. */
function checkFavour(verdict: Verdict, opinions: Opinions, { verdicts, verdictCuts }: AssessmentRules): Finding[] {
  const score = scoreOf(opinions);
  if (score === null) return [];
  const best = verdictCuts.value.find(({ from }) => score >= from);
  const favour = (each: Verdict) => verdicts.value.indexOf(each);
  if (!best || favour(best.verdict) <= favour(verdict)) return [];
  const says = `平均得分${score.toFixed(2)}分，结论最多为“${VERDICTS[best.verdict]}”，不能“${VERDICTS[verdict]}”`;
  return [finding('AS-19', '/verdict', says, verdictCuts.basis)];
}

/** AS-20: 一票否决. */
function checkVeto(verdict: Verdict, opinions: Opinions, rules: AssessmentRules): Finding[] {
  if (verdict === 'reject') return [];
  return vetoes(opinions, rules).map(({ name, fullMarks }) =>
    finding(
      'AS-20',
      '/verdict',
      `一票否决项“${name}”平均得分低于满分${fullMarks}分的${percent(rules.vetoBelow.value)}，只能“${VERDICTS.reject}”`,
      rules.vetoBelow.basis,
    ),
  );
}
