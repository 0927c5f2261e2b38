import type { IndicatorDocument } from '../../../events/goals.submitted.v1.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';
import { framed } from './framed.ts';
import { documentOf, matching, type SelfForm, sheetOf, type Yardstick } from './self-evaluation.ts';
import { difference } from './spot-check.ts';

interface CheckForm {
  readonly indicators: SelfForm['indicators'];
  readonly finding: string;
  /** Of the self-evaluation, when there was one; finance checks the indicators, not the ledger. */
  readonly funds: SelfForm['funds'] | undefined;
  readonly frame?: SelfForm['frame'];
  /** Whether the self-evaluation was scored by a frame: then the check is, too. */
  readonly framed?: boolean;
}

/**
 * `POST …/spot-checks` 抽查复核 (市中政办字〔2019〕36号 第十六条): finance's own actuals for the same indicators, the difference to the
 * self-evaluation, and whether it goes to a bulletin. A unit that never evaluated itself is checked against the issued budget and its last reading.
 */
export function spotCheck(
  known: Known<EvaluationState> | undefined,
  blank: EvaluationState,
  actor: Actor,
  form: CheckForm,
  yardstick: Yardstick,
): EvaluationDecision {
  const state = known?.state ?? blank;
  if (state.archive) return { outcome: 'conflict', says: '绩效档案已归档，不能再抽查' };
  if (state.check) return { outcome: 'conflict', says: '已抽查复核，结果不能覆盖' };
  if (actor.organisation === state.unitCode) return { outcome: 'forbidden', says: '不能复核本单位的自评' };
  const goals: readonly IndicatorDocument[] | undefined = yardstick.goals?.data.goals.indicators;
  if (!goals) return { outcome: 'refused', findings: [fault('EV-40', '', '绩效目标尚未审核批复，没有可以对照的指标')] };
  const unmatched = matching(form, goals);
  if (unmatched.length > 0) return { outcome: 'refused', findings: unmatched };
  const funds = form.funds ?? { initial: yardstick.budget ?? 0, adjusted: yardstick.budget ?? 0, executed: yardstick.paid ?? 0 };
  const whole = framed(
    sheetOf({ funds, overall: '', indicators: form.indicators }, goals, yardstick),
    yardstick.framing,
    form.frame,
    yardstick.policy,
  );
  const unequal = form.framed && !whole.framed ? [fault('EV-45', '/frame', '自评按共性指标体系计分，抽查复核也须填报该体系的数据')] : [];
  if (whole.refusals.length + unequal.length > 0) return { outcome: 'refused', findings: [...whole.refusals, ...unequal] };
  const { sheet } = whole;
  const compared = difference(state.self, sheet, yardstick.policy.evaluation);
  const next: EvaluationState = {
    ...state,
    check: { total: sheet.total, grade: sheet.grade, bulletin: compared.bulletin, causes: compared.causes, at: (known?.sequence ?? 0) + 1 },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'evaluation.spot-checked.v1',
        data: {
          fiscalYear: state.fiscalYear,
          finding: form.finding,
          sheet: documentOf(sheet),
          indicators: [...form.indicators],
          funds,
          ...(whole.framed ? { frame: whole.record } : {}),
          ...(yardstick.goals ? { goals: { event: yardstick.goals.id, hash: yardstick.goals.hash } } : {}),
          ruleSet: yardstick.ruleSet.id,
          policy: { id: yardstick.policy.id, version: yardstick.policy.version },
          difference: compared.difference,
          selfGrade: state.self?.grade ?? null,
          checkGrade: sheet.grade,
          bulletin: compared.bulletin,
          findings: [...compared.findings],
        },
      },
    ],
    answer: receipt(next, {
      total: sheet.total,
      grade: sheet.grade,
      difference: compared.difference,
      gradeDifference: compared.gradeDifference,
      bulletin: compared.bulletin,
      why: compared.findings
        .map(({ says }) => says)
        .join('；')
        .slice(0, 160),
    }),
  };
}
