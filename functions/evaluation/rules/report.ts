import type { DataOf } from '../../../events/index.ts';
import type { Policy, Subject } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { gradeOf } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';
import { type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';
import { beforeConclusion } from './procedure.ts';
import { sumOf } from './score.ts';

export type ReportForm = Omit<DataOf<'evaluation.reported.v1'>, 'fiscalYear' | 'organiser' | 'total' | 'grade' | 'expiry' | 'policy'>;

const NAMES = { decision: '决策', process: '过程', output: '产出', benefit: '效益' } as const;
type Dimension = keyof typeof NAMES;
const DIMENSIONS: readonly Dimension[] = ['decision', 'process', 'output', 'benefit'];

/** `PUT …/department`, `PUT …/finance` 部门评价、财政评价: the total follows from the four dimensions, the grade from the total (EV-15). */
export function report(
  known: Known<EvaluationState> | undefined,
  blank: EvaluationState,
  actor: Actor,
  organiser: 'department' | 'finance',
  form: ReportForm,
  digest: string,
  policy: Policy,
  attachmentFindings: readonly Finding[],
  { today, expiry }: { readonly today: string; readonly expiry: boolean },
): EvaluationDecision {
  const state = known?.state ?? blank;
  const before = state[organiser];
  if (before && state.reports?.[organiser] === digest)
    return { outcome: 'unchanged', answer: receipt(state, { total: before.total, grade: before.grade }) };
  if (state.archive) return { outcome: 'conflict', says: '绩效档案已归档，评价结果不能再改' };
  if (state.reEvaluation) return { outcome: 'conflict', says: '已经再评价，先前的评价结果不能再改' };
  if (actor.organisation === state.unitCode) return { outcome: 'forbidden', says: '不能评价本单位的项目，请走单位自评' };
  const isFinance = organiser === 'finance';
  // Mending a conclusion that was reached by its steps doesn't take them again.
  const findings = [
    ...checkReport(form, policy),
    ...(isFinance && !before ? beforeConclusion(state, form.exchange, today, policy) : []),
    ...attachmentFindings,
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const total = totalOf(form);
  const grade = gradeOf(total, policy.grades.value);
  const next: EvaluationState = {
    ...state,
    [organiser]: { total, grade, at: (known?.sequence ?? 0) + 1 },
    ...(isFinance && state.procedure && !before ? { procedure: { ...state.procedure, step: 'concluded', on: today } } : {}),
    reports: { ...state.reports, [organiser]: digest },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'evaluation.reported.v1',
        data: {
          fiscalYear: state.fiscalYear,
          organiser,
          ...form,
          total,
          grade,
          ...(isFinance && expiry ? { expiry } : {}),
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: receipt(next, { total, grade }),
  };
}

/** 决策、过程、产出、效益: the total is their sum. */
export function totalOf({ dimensions }: Pick<ReportForm, 'dimensions'>): number {
  return sumOf(DIMENSIONS.map((dimension) => dimensions[dimension]));
}

/** 到期专项资金: the evaluation of a special fund for its last year, or later. */
export function isExpiry({ subject, endsOn }: { readonly subject: Subject; readonly endsOn: string }, fiscalYear: number): boolean {
  return subject === 'specialFund' && Number(endsOn.slice(0, 4)) <= fiscalYear;
}

/** EV-50…EV-52: marks within the frame of the policy, indicators within their weights, views exchanged before the result is final. */
export function checkReport(form: ReportForm, policy: Policy): Finding[] {
  const frame = policy.evaluation.dimensions;
  const findings = DIMENSIONS.filter((dimension) => form.dimensions[dimension] > frame.value[dimension]).map((dimension) =>
    fault(
      'EV-50',
      `/dimensions/${dimension}`,
      `${NAMES[dimension]}得${form.dimensions[dimension]}分，超过满分${frame.value[dimension]}分`,
      frame.basis,
    ),
  );
  for (const [index, { id, score, weight }] of form.indicators.entries()) {
    if (score > weight) findings.push(fault('EV-51', `/indicators/${index}/score`, `指标“${id}”得${score}分，超过分值${weight}分`));
  }
  const { sentOn, answeredOn } = form.exchange;
  if (answeredOn < sentOn) {
    findings.push(fault('EV-52', '/exchange/answeredOn', `被评价单位${answeredOn}答复，早于送出日期${sentOn}；应先交换意见，再形成结论`));
  }
  return findings;
}
