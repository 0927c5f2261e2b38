import type { IndicatorDocument } from '../../../events/goals.submitted.v1.ts';
import type { DataOf, Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { ScoringRules } from '../../../shared/policy/scoring.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { exact, fixed } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import type { Cents } from '../../../shared/values/money.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { fault, note } from './articles.ts';
import { auditOf, carriedIn, type Filing } from './audit.ts';
import { type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';
import { type IndicatorRow, type ScoreForm, type ScoreSheet, scaleOf } from './form.ts';
import type { FrameInputs } from './frame.ts';
import { type Framing, framed } from './framed.ts';
import { allFindings, score } from './score.ts';

type SelfEvaluation = DataOf<'evaluation.self-evaluated.v1'>;
export type ReportedIndicator = SelfEvaluation['indicators'][number];

/** 项目支出绩效自评表 as the unit sends it; amounts in 分. */
export interface SelfForm {
  readonly funds: SelfEvaluation['funds'];
  readonly overall: string;
  readonly indicators: readonly ReportedIndicator[];
  /** Of a department, street or policy: the figures that its frame asks for. */
  readonly frame?: { readonly inputs: FrameInputs } | undefined;
}

/** What the self-evaluation is measured against: the approved goals and the issued budget. */
export interface Yardstick {
  readonly goals: Event<'goals.approved.v1'> | undefined;
  readonly budget: Cents | undefined;
  /** 累计支付 of the newest reading. */
  readonly paid: Cents | undefined;
  readonly policy: Policy;
  readonly ruleSet: ScoringRules;
  /** Of a department, street or policy: the frame that the policy names, and the inputs it asks for. */
  readonly framing?: Framing | undefined;
}

/** The form scored against the approved goals; what the unit reports is only what it did. */
export function sheetOf(form: SelfForm, goals: readonly IndicatorDocument[], { policy, ruleSet }: Yardstick): ScoreSheet {
  return score(scoreForm(form, goals, policy), scaleOf(policy, ruleSet));
}

function scoreForm({ funds, indicators }: SelfForm, goals: readonly IndicatorDocument[], policy: Policy): ScoreForm {
  const reported = new Map(indicators.map((each) => [each.id, each]));
  return {
    execution: {
      weight: policy.evaluation.executionWeight.value,
      budget: funds.adjusted,
      executed: funds.executed,
      ...(funds.finished === undefined ? {} : { finished: funds.finished }),
    },
    indicators: goals.map((goal): IndicatorRow => {
      const own = reported.get(goal.id);
      const { id, level1, level2, operator, target, weight } = goal;
      return { id, level1, level2, operator, target, weight, actual: own?.actual, achieved: own?.achieved, degree: own?.degree };
    }),
  };
}

/** `PUT …/self` 单位自评: scored at once; a claim above the computed score is refused. */
export function selfEvaluate(
  known: Known<EvaluationState> | undefined,
  blank: EvaluationState,
  form: SelfForm,
  digest: string,
  yardstick: Yardstick,
  filing: Filing,
): EvaluationDecision {
  const state = known?.state ?? blank;
  if (state.digest === digest && state.self)
    return { outcome: 'unchanged', answer: receipt(state, { total: state.self.total, grade: state.self.grade }) };
  if (state.archive) return { outcome: 'conflict', says: '绩效档案已归档，自评不能再改' };
  if (state.check || state.department || state.finance) return { outcome: 'conflict', says: '财政或主管部门已复核、评价，自评不能再改' };
  const { goals, policy, ruleSet } = yardstick;
  if (!goals) return { outcome: 'refused', findings: [fault('EV-40', '', '绩效目标尚未审核批复，没有可以对照的指标')] };
  const own = sheetOf(form, goals.data.goals.indicators, yardstick);
  const whole = framed(own, yardstick.framing, form.frame, policy);
  const { sheet } = whole;
  const refusals = [...matching(form, goals.data.goals.indicators), ...claims(form, goals.data.goals.indicators, own), ...whole.refusals];
  if (refusals.length > 0) return { outcome: 'refused', findings: refusals };
  const findings = [
    ...allFindings(own),
    ...(whole.framed ? allFindings(sheet) : whole.notes),
    ...unexplained(form, goals.data.goals.indicators, own),
    ...budgetOf(form, yardstick),
  ];
  const at = (known?.sequence ?? 0) + 1;
  const frame = whole.framed ? { frame: whole.record } : {};
  const audit = auditOf(
    state,
    at,
    { funds: form.funds, overall: form.overall, indicators: [...form.indicators], ...frame },
    filing,
    policy,
  );
  const next: EvaluationState = {
    ...state,
    digest,
    audit,
    self: { total: sheet.total, grade: sheet.grade, at, rate: own.execution.rate, amount: form.funds.adjusted },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'evaluation.self-evaluated.v1',
        data: {
          fiscalYear: state.fiscalYear,
          funds: form.funds,
          overall: form.overall,
          indicators: [...form.indicators],
          statement: true,
          ruleSet: ruleSet.id,
          sheet: documentOf(sheet),
          ...frame,
          goals: { event: goals.id, hash: goals.hash },
          findings,
          policy: { id: policy.id, version: policy.version },
          selfVersion: audit.version ?? 1,
          ...carriedIn(audit),
        },
      },
    ],
    answer: receipt(next, { total: sheet.total, grade: sheet.grade }),
  };
}

/** The sheet as an event keeps it. */
export function documentOf(sheet: ScoreSheet): SelfEvaluation['sheet'] {
  return {
    execution: sheet.execution,
    indicators: sheet.indicators.map(({ id, completion, score: points }) => ({ id, completion, score: points })),
    total: sheet.total,
    grade: sheet.grade,
  };
}

/** EV-41: every approved indicator is reported once, and no other. */
export function matching({ indicators }: Pick<SelfForm, 'indicators'>, goals: readonly IndicatorDocument[]): Finding[] {
  const wanted = new Set(goals.map(({ id }) => id));
  const seen = new Set<string>();
  const findings = indicators.flatMap(({ id }, index) => {
    const again = seen.has(id);
    seen.add(id);
    if (!wanted.has(id)) return [fault('EV-41', `/indicators/${index}/id`, `批复的绩效目标中没有指标“${id}”`)];
    return again ? [fault('EV-41', `/indicators/${index}/id`, `指标“${id}”重复填报`)] : [];
  });
  const missing = goals
    .filter(({ id }) => !seen.has(id))
    .map(({ id, name }) => fault('EV-41', '/indicators', `指标“${id} ${name}”没有填报`));
  return [...findings, ...missing];
}

/** EV-42: a claimed score is at most the computed one; what can't be computed is at most its weight. */
function claims({ indicators }: SelfForm, goals: readonly IndicatorDocument[], sheet: ScoreSheet): Finding[] {
  return indicators.flatMap(({ id, score: claimed }, index) => {
    const computed = sheet.indicators.find((each) => each.id === id)?.score ?? null;
    const most = computed ?? goals.find((goal) => goal.id === id)?.weight;
    if (claimed === undefined || most === undefined || claimed <= most) return [];
    const limit = computed === null ? `分值${points(most)}分` : `按规则计算的${points(most)}分`;
    return [fault('EV-42', `/indicators/${index}/score`, `指标“${id}”自报${points(claimed)}分，高于${limit}`)];
  });
}

/** EV-43: 得分低于分值须填写偏差原因及改进措施. */
function unexplained({ indicators }: SelfForm, goals: readonly IndicatorDocument[], sheet: ScoreSheet): Finding[] {
  return indicators.flatMap(({ id, note: why }, index) => {
    const weight = goals.find((goal) => goal.id === id)?.weight ?? 0;
    const computed = sheet.indicators.find((each) => each.id === id)?.score;
    if (computed === undefined || computed === null || computed >= weight || (why ?? '').trim() !== '') return [];
    return [
      note('EV-43', `/indicators/${index}/note`, `指标“${id}”得${points(computed)}分，不足${points(weight)}分，未说明偏差原因和改进措施`),
    ];
  });
}

/** EV-44: 全年预算数应与批复（调整后）一致; a difference is shown, since an adjustment may still be on its way. */
function budgetOf({ funds }: SelfForm, { budget }: Yardstick): Finding[] {
  if (budget === undefined || funds.adjusted === budget) return [];
  return [note('EV-44', '/funds/adjusted', `填报的全年预算数${yuanText(funds.adjusted)}与批复的${yuanText(budget)}不一致，请说明调整情况`)];
}

function points(x: number): string {
  return fixed(exact(x), 2);
}
