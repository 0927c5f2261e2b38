import type { IndicatorDocument } from '../../../events/goals.submitted.v1.ts';
import type { DataOf, Event } from '../../../events/index.ts';
import type { Policy, Recall, RuleSetId } from '../../../shared/policy/policy.ts';
import type { ScoringRules } from '../../../shared/policy/scoring.ts';
import type { Json } from '../../../shared/values/decision.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import { type Grade, gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { yuan } from '../../../shared/values/money.ts';
import { type Recomputed, ruledBy } from '../../../shared/values/recomputation.ts';
import { ARTICLES, type RuleId } from './articles.ts';
import type { ScoreSheet } from './form.ts';
import { type Framing, framed } from './framed.ts';
import { totalOf } from './report.ts';
import { type SelfForm, sheetOf, type Yardstick } from './self-evaluation.ts';
import { difference } from './spot-check.ts';

/** What numbers are made again with: the rules, and the approved goals that an event was measured against. */
export interface Grounds {
  readonly recall: Recall;
  readonly ruleSets: Readonly<Record<RuleSetId, ScoringRules>>;
  readonly framing: (policy: Policy) => Framing | undefined;
  readonly goals: readonly Event<'goals.approved.v1'>[];
}

type SelfEvaluated = Event<'evaluation.self-evaluated.v1'>;
type SpotChecked = Event<'evaluation.spot-checked.v1'>;
type Judged = SelfEvaluated | SpotChecked | Reported;
/** The same, for one event: with the rules that it names. */
type Ground = Grounds & { readonly policy: Policy };
type Sheet = DataOf<'evaluation.self-evaluated.v1'>['sheet'];

/** Every number of the year's evaluation that counts, made again from its events alone; a report that was replaced counts no more. */
export function recomputed(history: readonly Event[], grounds: Grounds): Recomputed[] {
  const last = <Type extends Event['type']>(type: Type) => history.findLast((event): event is Event<Type> & Event => event.type === type);
  const self = last('evaluation.self-evaluated.v1');
  const check = last('evaluation.spot-checked.v1');
  const again = last('evaluation.re-evaluated.v1');
  const reports = (['department', 'finance'] as const).flatMap((organiser) =>
    history.filter((event) => event.type === 'evaluation.reported.v1' && event.data.organiser === organiser).slice(-1),
  );
  const under = (event: Judged, numbersOf: (policy: Policy) => readonly Recomputed[]) => {
    const named = event.data.policy?.version;
    const policy = grounds.recall(named);
    return ruledBy(policy.version, named, numbersOf(policy));
  };
  return [
    ...(self
      ? under(self, (policy) =>
          sheetNumbers('self', '自评', self, self.data.ruleSet, self.data.funds, self.data.indicators, { ...grounds, policy }),
        )
      : []),
    ...(check ? under(check, (policy) => checkNumbers(check, self, { ...grounds, policy })) : []),
    ...reports.flatMap((event) =>
      event.type === 'evaluation.reported.v1' ? under(event, (policy) => reportNumbers(event.data.organiser, event, policy)) : [],
    ),
    ...(again ? under(again, (policy) => [...reportNumbers('reEvaluation', again, policy), apart(again, policy)]) : []),
  ];
}

/** Which goals an event was measured against: those it names; in events that name none, the newest approved before it. */
function goalsOf(event: SelfEvaluated | SpotChecked, goals: Grounds['goals']): Event<'goals.approved.v1'> | undefined {
  const named = event.data.goals?.event;
  return named === undefined ? goals.findLast(({ time }) => time <= event.time) : goals.find(({ id }) => id === named);
}

function sheetNumbers(
  what: 'self' | 'spotCheck',
  name: string,
  event: SelfEvaluated | SpotChecked,
  ruleSet: RuleSetId,
  funds: SelfForm['funds'],
  indicators: SelfForm['indicators'],
  { policy, ruleSets, framing: framingOf, goals }: Ground,
): Recomputed[] {
  const framing = framingOf(policy);
  const approved = goalsOf(event, goals);
  const wanted: readonly IndicatorDocument[] = approved?.data.goals.indicators ?? [];
  const yardstick: Yardstick = { goals: approved, budget: undefined, paid: undefined, policy, ruleSet: ruleSets[ruleSet] };
  const own = sheetOf({ funds, overall: '', indicators }, wanted, yardstick);
  const { frame } = event.data;
  const sheet = frame ? framed(own, framing, { inputs: frame.inputs }, policy).sheet : own;
  const scores = [sheet.execution.score, ...sheet.indicators.map(({ score }) => score)].filter((score) => score !== null);
  return [
    ...(frame ? goalNumbers(`${what}/goals`, name, event, frame.goals, own, funds, indicators, wanted, approved) : []),
    ...(frame
      ? frameNumbers(what, name, event, frame.inputs, sheet, framing)
      : goalNumbers(what, name, event, event.data.sheet, own, funds, indicators, wanted, approved)),
    number(`${what}/total`, `${name}总分`, `${scores.join('＋')}＝${sheet.total}`, [], 'EV-13', event.data.sheet.total, sheet.total),
    graded(what, name, event.data.sheet, sheet.total, policy),
  ];
}

function goalNumbers(
  what: string,
  name: string,
  event: Event,
  recorded: Sheet,
  sheet: ScoreSheet,
  { adjusted, executed }: SelfForm['funds'],
  indicators: SelfForm['indicators'],
  goals: readonly IndicatorDocument[],
  approved: Event<'goals.approved.v1'> | undefined,
): Recomputed[] {
  const { rate, score } = sheet.execution;
  const money = [
    { name: '全年预算数', value: yuan(adjusted), from: event.id },
    { name: '全年执行数', value: yuan(executed), from: event.id },
  ];
  const rows = goals.flatMap((goal) => {
    const actual = indicators.find(({ id }) => id === goal.id);
    const now = sheet.indicators.find(({ id }) => id === goal.id);
    const then = recorded.indicators.find(({ id }) => id === goal.id);
    const inputs = [
      { name: '指标值', value: `${goal.operator} ${goal.target}`, ...(approved ? { from: approved.id } : {}) },
      { name: '分值', value: goal.weight, ...(approved ? { from: approved.id } : {}) },
      { name: '完成值', value: actual?.actual ?? null, from: event.id },
      ...(actual?.degree === undefined ? [] : [{ name: '达成程度', value: actual.degree, from: event.id }]),
    ];
    const formula = `完成值${actual?.actual ?? '（空）'}，指标值${goal.operator} ${goal.target}，完成率${now?.completion ?? '无'}，计${now?.score ?? '无'}分（分值${goal.weight}分）`;
    const at = `${what}/indicators/${goal.id}`;
    return [
      number(
        `${at}/completion`,
        `${name}指标“${goal.name}”完成率`,
        formula,
        inputs,
        'EV-06',
        then?.completion ?? null,
        now?.completion ?? null,
      ),
      number(`${at}/score`, `${name}指标“${goal.name}”得分`, formula, inputs, 'EV-06', then?.score ?? null, now?.score ?? null),
    ];
  });
  const quotient = `${yuan(executed)}÷${yuan(adjusted)}＝${rate ?? '无从计算'}`;
  return [
    number(`${what}/execution/rate`, `${name}预算执行率`, quotient, money, 'EV-01', recorded.execution.rate, rate),
    ...(recorded.execution.score === null && score === null
      ? []
      : [
          number(
            `${what}/execution/score`,
            `${name}预算执行率得分`,
            `${quotient}，计${score ?? '无'}分`,
            money,
            'EV-01',
            recorded.execution.score,
            score,
          ),
        ]),
    ...rows,
  ];
}

function frameNumbers(
  what: string,
  name: string,
  event: SelfEvaluated | SpotChecked,
  inputs: Readonly<Record<string, number>>,
  sheet: ScoreSheet,
  framing: Framing | undefined,
): Recomputed[] {
  return (framing?.frame.rows.value ?? []).map(({ key, name: row, formula = '按评分标准评定', ratio, marks }) => {
    const now = sheet.indicators.find(({ id }) => id === key);
    const then = event.data.sheet.indicators.find(({ id }) => id === key);
    const taken = ratio ? [ratio.plus, ...(ratio.minus === undefined ? [] : [ratio.minus]), ratio.over] : [key];
    return number(
      `${what}/indicators/${key}/score`,
      `${name}“${row}”得分`,
      `${formula}＝${now?.completion ?? '无从计算'}，计${now?.score ?? '无'}分（分值${marks}分）`,
      [...new Set(taken)].map((each) => ({ name: each, value: inputs[each] ?? null, from: event.id })),
      'EV-16',
      then?.score ?? null,
      now?.score ?? null,
      framing?.frame.rows.basis,
    );
  });
}

/** The check's own sheet where the event keeps its figures, and how far it is from the self-evaluation. */
function checkNumbers(check: SpotChecked, self: SelfEvaluated | undefined, grounds: Ground): Recomputed[] {
  const { indicators, funds, ruleSet, sheet } = check.data;
  const own = indicators && funds && ruleSet ? sheetNumbers('spotCheck', '抽查', check, ruleSet, funds, indicators, grounds) : [];
  const total = own.find(({ what }) => what === 'spotCheck/total')?.recomputed;
  const checked = typeof total === 'number' ? total : sheet.total;
  const { spotCheck: spotCheckRules, bulletins } = grounds.policy.evaluation;
  const grade = gradeOf(checked, grounds.policy.grades.value);
  const compared = difference(
    self && { total: self.data.sheet.total, grade: self.data.sheet.grade },
    { total: checked, grade },
    grounds.policy.evaluation,
  );
  const inputs = [
    { name: '自评总分', value: self?.data.sheet.total ?? null, ...(self ? { from: self.id } : {}) },
    { name: '抽评总分', value: checked, from: check.id },
  ];
  const words = self ? `|${self.data.sheet.total}－${checked}|＝${compared.difference}` : '未开展自评';
  return [
    ...own,
    number(
      'spotCheck/difference',
      '自评与抽评相差',
      words,
      inputs,
      'EV-31',
      check.data.difference,
      compared.difference,
      spotCheckRules.basis,
    ),
    number(
      'spotCheck/bulletin',
      '是否通报',
      `${words}；${compared.causes.length > 0 ? '予以通报' : '不通报'}`,
      inputs,
      'EV-31',
      check.data.bulletin,
      compared.bulletin,
      bulletins.basis,
    ),
  ];
}

type Reported = Event<'evaluation.reported.v1' | 'evaluation.re-evaluated.v1'>;
const REPORTS = { department: '部门评价', finance: '财政评价', reEvaluation: '再评价' } as const;

function reportNumbers(what: keyof typeof REPORTS, event: Reported, policy: Policy): Recomputed[] {
  const { decision, process, output, benefit } = event.data.dimensions;
  const total = totalOf(event.data);
  const inputs = [
    { name: '决策', value: decision, from: event.id },
    { name: '过程', value: process, from: event.id },
    { name: '产出', value: output, from: event.id },
    { name: '效益', value: benefit, from: event.id },
  ];
  return [
    number(
      `${what}/total`,
      `${REPORTS[what]}总分`,
      `${decision}＋${process}＋${output}＋${benefit}＝${total}`,
      inputs,
      'EV-50',
      event.data.total,
      total,
      policy.evaluation.dimensions.basis,
    ),
    graded(what, REPORTS[what], event.data, total, policy),
  ];
}

function apart({ id, data }: Event<'evaluation.re-evaluated.v1'>, { evaluation: { cycle } }: Policy): Recomputed {
  const total = totalOf(data);
  const result = toNumber(exact(total).sub(exact(data.of.total)));
  const inputs = [
    { name: '原评价总分', value: data.of.total, from: data.of.event },
    { name: '再评价总分', value: total, from: id },
  ];
  return number(
    'reEvaluation/difference',
    '再评价与原评价相差',
    `${total}－${data.of.total}＝${result}`,
    inputs,
    'EV-59',
    data.difference,
    result,
    cycle.basis,
  );
}

function graded(what: string, name: string, recorded: { readonly grade: Grade }, total: number, { grades }: Policy): Recomputed {
  const grade = gradeOf(total, grades.value);
  const { excellent, good, fair } = grades.value;
  const formula = `总分${total}，${excellent}分以上优、${good}分以上良、${fair}分以上中：${gradeName(grade)}`;
  return {
    ...number(`${what}/grade`, `${name}等级`, formula, [{ name: '总分', value: total }], 'EV-15', recorded.grade, grade),
    basis: grades.basis,
  };
}

function number(
  what: string,
  name: string,
  formula: string,
  inputs: Recomputed['inputs'],
  rule: RuleId,
  recorded: Json,
  result: Json,
  basis: string = ARTICLES[rule].basis,
): Recomputed {
  return { what, name, formula, inputs, rule, basis, recorded, recomputed: result };
}
