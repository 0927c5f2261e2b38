import type { DataOf } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeOf } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';
import { type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';
import { checkReport, type ReportForm, totalOf } from './report.ts';
import { gradesApart } from './spot-check.ts';

export type Earlier = DataOf<'evaluation.re-evaluated.v1'>['of'];
export type ReEvaluationForm = ReportForm & { readonly of: string; readonly reason: string };

/**
 * `PUT …/re-evaluation` 再评价 (区委〔2020〕8号 二（五）4：财政部门重点评价与再评价相结合): points at the earlier evaluation by id and hash, shows the
 * difference, and is the result that counts from then on.
 */
export function reEvaluate(
  known: Known<EvaluationState> | undefined,
  blank: EvaluationState,
  actor: Actor,
  { of, reason, ...form }: ReEvaluationForm,
  digest: string,
  policy: Policy,
  earlier: Earlier | undefined,
  expiry: boolean,
  attachmentFindings: readonly Finding[],
): EvaluationDecision {
  const state = known?.state ?? blank;
  const before = state.reEvaluation;
  if (before && state.reports?.reEvaluation === digest)
    return { outcome: 'unchanged', answer: receipt(state, { total: before.total, grade: before.grade }) };
  if (state.archive) return { outcome: 'conflict', says: '绩效档案已归档，评价结果不能再改' };
  if (actor.organisation === state.unitCode) return { outcome: 'forbidden', says: '不能评价本单位的项目' };
  const { cycle } = policy.evaluation;
  if (!cycle.value.reEvaluation) {
    return { outcome: 'refused', findings: [fault('EV-58', '', `${policy.name}未规定再评价`, cycle.basis)] };
  }
  if (!earlier) return { outcome: 'refused', findings: [fault('EV-59', '/of', `没有可以再评价的“${of}”评价结果`)] };
  const findings = [...checkReport(form, policy), ...attachmentFindings];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const total = totalOf(form);
  const grade: Grade = gradeOf(total, policy.grades.value);
  const difference = toNumber(exact(total).sub(exact(earlier.total)));
  const gradeDifference = gradesApart(earlier.grade, grade);
  const next: EvaluationState = {
    ...state,
    reEvaluation: { total, grade, at: (known?.sequence ?? 0) + 1 },
    reports: { ...state.reports, reEvaluation: digest },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'evaluation.re-evaluated.v1',
        data: {
          fiscalYear: state.fiscalYear,
          of: earlier,
          reason,
          ...form,
          total,
          grade,
          difference,
          gradeDifference,
          ...(expiry ? { expiry } : {}),
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: receipt(next, { total, grade, of: earlier.event, difference, gradeDifference }),
  };
}
