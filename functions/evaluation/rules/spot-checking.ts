import type { IndicatorDocument } from '../../../events/goals.submitted.v1.ts';
import type { DataOf } from '../../../events/index.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';
import { framed } from './framed.ts';
import { documentOf, matching, type SelfForm, sheetOf, type Yardstick } from './self-evaluation.ts';
import { difference } from './spot-check.ts';

type Drafted = DataOf<'evaluation.check-drafted.v1'>;

interface CheckForm {
  readonly indicators: SelfForm['indicators'];
  readonly finding: string;
  /** Of the self-evaluation, when there was one; finance checks the indicators, not the ledger. */
  readonly funds: SelfForm['funds'] | undefined;
  readonly frame?: SelfForm['frame'];
  /** Whether the self-evaluation was scored by a frame: then the check is, too. */
  readonly framed?: boolean;
}

type Turn = { readonly outcome: 'draft' } | { readonly outcome: 'final' } | Rejection;

/** EV-37: 业务科室初审、职能科室终审 — where two reviews are ruled, the second comes after the first and from somebody else. */
function turnOf(actor: Actor, { draft: drafted }: EvaluationState, { policy }: Yardstick): Turn {
  const { value, basis } = policy.evaluation.checkedBy;
  const first = has(actor, ...(value.first ?? []));
  const final = has(actor, ...value.final);
  if (!first && !final) return { outcome: 'forbidden', says: '抽查复核由规定的财政科室作出' };
  if (!value.first) return { outcome: 'final' };
  if (!final || (first && !drafted)) return { outcome: 'draft' };
  if (!drafted) return { outcome: 'refused', findings: [fault('EV-37', '', '抽查复核须先由业务科室初审，再由职能科室终审', basis)] };
  if (drafted.by === actor.sub) return { outcome: 'refused', findings: [fault('EV-37', '', '初审和终审不能由同一人作出', basis)] };
  return { outcome: 'final' };
}

function draft(
  known: Known<EvaluationState> | undefined,
  state: EvaluationState,
  actor: Actor,
  form: CheckForm,
  sheet: Drafted['sheet'],
  frame: Drafted['frame'],
  apart: number | null,
  { policy }: Yardstick,
): EvaluationDecision {
  const { total, grade } = sheet;
  const next: EvaluationState = { ...state, draft: { total, grade, by: actor.sub, at: (known?.sequence ?? 0) + 1 } };
  const data: Drafted = {
    fiscalYear: state.fiscalYear,
    finding: form.finding,
    sheet,
    indicators: [...form.indicators],
    ...(frame ? { frame } : {}),
    difference: apart,
    policy: { id: policy.id, version: policy.version },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'evaluation.check-drafted.v1', data }],
    answer: receipt(next, { draft: true, total, grade, difference: apart }),
  };
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
  const turn = turnOf(actor, state, yardstick);
  if (turn.outcome === 'draft') {
    return draft(known, state, actor, form, documentOf(sheet), whole.framed ? whole.record : undefined, compared.difference, yardstick);
  }
  if (turn.outcome !== 'final') return turn;
  // The draft stays in its event; the state stays small.
  const { draft: _, ...rest } = state;
  const next: EvaluationState = {
    ...rest,
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
