import type { Event } from '../../../events/index.ts';
import type { Policy, Recall } from '../../../shared/policy/policy.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import { gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { type Recomputed, ruledBy } from '../../../shared/values/recomputation.ts';
import { scoreOf } from './score.ts';

type Filed = Event<'goals.submitted.v1' | 'goals.adjusted.v1'>;
type Reviewed = Event<'goals.reviewed.v1'>;

/** Scores and grades of every version and every review, made again from the events: by the rules of the version, its reviews likewise. */
export function recomputed(history: readonly Event[], recall: Recall): Recomputed[] {
  let named: string | undefined;
  return history.flatMap((event) => {
    if (event.type === 'goals.submitted.v1' || event.type === 'goals.adjusted.v1') {
      named = event.data.policy.version;
      const policy = recall(named);
      return ruledBy(policy.version, named, [...checked(event, policy), weighed(event, policy)]);
    }
    const policy = recall(named);
    return event.type === 'goals.reviewed.v1' ? ruledBy(policy.version, named, reviewed(event, policy)) : [];
  });
}

/** The automatic check: 100 less what its findings take off. Nothing where the event is older than the record of the score. */
function checked({ id, data }: Filed, policy: Policy): Recomputed[] {
  const { score, grade, deductions } = scoreOf(data.findings, policy);
  if (data.score === undefined || data.grade === undefined) return [];
  const what = `versions/${data.goalsVersion}`;
  const taken = deductions.map(({ rule, points }) => `－${points}（${rule}）`).join('');
  const inputs = deductions.map(({ says }) => ({ name: '扣分', value: says, from: id }));
  const { basis } = policy.goals.reviewSheet;
  return [
    {
      what: `${what}/score`,
      name: '自动审核得分',
      formula: `100${taken}＝${score}`,
      inputs,
      rule: 'GO-38',
      basis,
      recorded: data.score,
      recomputed: score,
    },
    {
      what: `${what}/grade`,
      name: '自动审核等级',
      formula: `${score}分为“${gradeName(grade)}”`,
      inputs: [{ name: '得分', value: data.score, from: id }],
      rule: 'GO-38',
      basis: policy.grades.basis,
      recorded: data.grade,
      recomputed: grade,
    },
  ];
}

/** The indicators' weights as filed: they make what the policy leaves them beside the execution rate. */
function weighed({ id, data }: Filed, policy: Policy): Recomputed {
  const { value, basis } = policy.goals.weights;
  const weights = data.goals.indicators.map(({ name, weight }) => ({ name, value: weight, from: id }));
  const sum = toNumber(weights.reduce((total, each) => total.add(exact(each.value)), exact(0)));
  return {
    what: `versions/${data.goalsVersion}/weights`,
    name: '指标分值合计',
    formula: `${weights.map((each) => each.value).join('＋')}＝${sum}，预算执行率另计${value.execution}`,
    inputs: weights,
    rule: 'GO-01',
    basis,
    recorded: value.indicators,
    recomputed: sum,
  };
}

/** The quantitative sheet of one opinion, where it was filled in whole. */
function reviewed({ id, sequence, data }: Reviewed, policy: Policy): Recomputed[] {
  const { value: sheet, basis } = policy.goals.reviewSheet;
  const { scores, opinion } = data;
  if (!scores || !sheet.every(({ key }) => scores[key] !== undefined)) return [];
  const given = sheet.map(({ key, name }) => ({ name, value: scores[key] ?? 0, from: id }));
  const total = toNumber(given.reduce((sum, { value }) => sum.add(exact(value)), exact(0)));
  const grade = gradeOf(total, policy.grades.value);
  return [
    {
      what: `reviews/${sequence}/opinion`,
      name: '审核评分合计和等级',
      formula: `${given.map(({ value }) => value).join('＋')}＝${total}，为“${gradeName(grade)}”`,
      inputs: given,
      rule: 'GO-38',
      basis,
      recorded: opinion,
      recomputed: grade,
    },
  ];
}
