import type { Event } from '../../../events/index.ts';
import type { AssessmentRules, Recall, Verdict } from '../../../shared/policy/policy.ts';
import { yuan } from '../../../shared/values/money.ts';
import { type Recomputed, ruledBy } from '../../../shared/values/recomputation.ts';
import type { AssessmentState } from './assessment.ts';
import { VERDICTS } from './conclusion.ts';
import { NO_OPINIONS, type Opinions, scoreOf, totalOf, vetoes, withOpinion } from './scores.ts';
import { standing } from './voices.ts';

type Judged = Event<'assessment.opined.v1' | 'assessment.independently-assessed.v1'>;
type Concluded = Event<'assessment.concluded.v1'>;

/**
 * Every number of the assessment that decided something, made again from the events since the report came in: what was given by the rules
 * that the report was submitted under, what was concluded by those of the conclusion.
 */
export function recomputed(state: AssessmentState, history: readonly Event[], recall: Recall): Recomputed[] {
  const current = history.filter(({ sequence }) => sequence >= state.documentAt);
  const independents = current.filter((event) => event.type === 'assessment.independently-assessed.v1');
  const opinions = standing(history);
  const judged: Judged[] = [...opinions, ...independents].toSorted((one, other) => one.sequence - other.sequence);
  const concluded = current.find((event) => event.type === 'assessment.concluded.v1');
  const report = current.find((event) => event.type === 'assessment.submitted.v1');
  const named = report?.data.policy.version;
  const { version, assessment: rules } = recall(named);
  const totals = ruledBy(
    version,
    named,
    judged.map((event) => total(event, rules)),
  );
  if (!concluded) {
    return opinions.length === 0 ? totals : [...totals, ...ruledBy(version, named, [score(opinions, scoreOf(state.opinions), rules)])];
  }
  const independent = independents.find(({ data }) => data.organiser === concluded.data.follows);
  const followed = independent ? [independent] : opinions;
  const then = recall(concluded.data.policy.version);
  return [
    ...totals,
    ...ruledBy(then.version, concluded.data.policy.version, [
      score(followed, concluded.data.score, then.assessment),
      unsupported(current, concluded, then.assessment),
      verdict(followed, concluded, then.assessment),
      admissible(concluded, then.assessment),
    ]),
  ];
}

function total({ id, sequence, data }: Judged, rules: AssessmentRules): Recomputed {
  const counted = rules.dimensions.value.filter(({ weight }) => weight > 0);
  const result = totalOf(data.scores, rules);
  return {
    what: 'organiser' in data ? `independent/${data.organiser}/total` : `opinions/${sequence}/total`,
    name: 'organiser' in data ? '独立评估总分' : '评审意见总分',
    formula: `${counted.map(({ key, name }) => `${name}${data.scores[key] ?? 0}`).join('＋')}＝${result}`,
    inputs: counted.map(({ key, name }) => ({ name, value: data.scores[key] ?? 0, from: id })),
    rule: 'AS-13',
    basis: rules.dimensions.basis,
    recorded: data.total,
    recomputed: result,
  };
}

function sumOf(events: readonly Judged[], rules: AssessmentRules): Opinions {
  return events.reduce((sum, { actor, data }) => withOpinion(sum, actor, data.scores, rules), NO_OPINIONS);
}

function score(events: readonly Judged[], recorded: number | null, rules: AssessmentRules): Recomputed {
  const result = scoreOf(sumOf(events, rules));
  const totals = events.map(({ data }) => totalOf(data.scores, rules));
  return {
    what: 'score',
    name: '评估得分',
    formula: result === null ? '没有评分' : `（${totals.join('＋')}）÷${totals.length}＝${result}`,
    inputs: events.map(({ id }, at) => ({ name: '总分', value: totals[at] ?? null, from: id })),
    rule: 'AS-19',
    basis: rules.dimensions.basis,
    recorded,
    recomputed: result,
  };
}

/** 节约资金 = 申请金额 − 支持金额 (NX-09). */
function unsupported(current: readonly Event[], { id, data }: Concluded, rules: AssessmentRules): Recomputed {
  const report = current.find((event) => event.type === 'assessment.submitted.v1');
  const requested = report?.data.requestedAmount ?? data.requestedAmount;
  const result = yuan(Math.max(requested - data.supportedAmount, 0));
  return {
    what: 'unsupportedAmount',
    name: '未支持（节约）金额',
    formula: `申请${yuan(requested)}－支持${yuan(data.supportedAmount)}＝${result}`,
    inputs: [
      { name: '申请金额', value: yuan(requested), ...(report && { from: report.id }) },
      { name: '支持金额', value: yuan(data.supportedAmount), from: id },
    ],
    rule: 'AS-18',
    basis: rules.verdicts.basis,
    recorded: yuan(data.unsupportedAmount),
    recomputed: result,
  };
}

/** The verdict that was given, unless score or veto allow only a severer one. */
function verdict(events: readonly Judged[], { id, data }: Concluded, rules: AssessmentRules): Recomputed {
  const sum = sumOf(events, rules);
  const points = scoreOf(sum);
  const cut = points === null ? undefined : rules.verdictCuts.value.find(({ from }) => points >= from);
  const vetoed = vetoes(sum, rules).map(({ name }) => name);
  const severity = (each: Verdict) => rules.verdicts.value.indexOf(each);
  const allowed: Verdict = vetoed.length > 0 ? 'reject' : (cut?.verdict ?? data.verdict);
  const limits = [
    ...(cut === undefined || points === null ? ['没有评分，不设上限'] : [`得分${points}≥${cut.from}，至多“${VERDICTS[cut.verdict]}”`]),
    vetoed.length > 0 ? `一票否决：${vetoed.join('、')}` : '没有一票否决项',
  ];
  return {
    what: 'verdict',
    name: '评估结论',
    formula: limits.join('；'),
    inputs: [
      { name: '得分', value: points },
      { name: '结论', value: data.verdict, from: id },
    ],
    rule: vetoed.length > 0 ? 'AS-20' : 'AS-19',
    basis: vetoed.length > 0 ? rules.vetoBelow.basis : rules.verdictCuts.basis,
    recorded: data.verdict,
    recomputed: severity(data.verdict) >= severity(allowed) ? data.verdict : allowed,
  };
}

function admissible({ id, data }: Concluded, { admissible: { value, basis } }: AssessmentRules): Recomputed {
  return {
    what: 'admissible',
    name: '可否入库',
    formula: `可入库的结论：${value.map((each) => VERDICTS[each]).join('、')}`,
    inputs: [{ name: '结论', value: data.verdict, from: id }],
    rule: 'AS-17',
    basis,
    recorded: data.admissible,
    recomputed: value.includes(data.verdict),
  };
}
