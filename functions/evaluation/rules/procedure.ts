import type { DataOf, Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { daysBetween, shanghaiDate } from '../../../shared/values/calendar.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { fault } from './articles.ts';
import { type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';

type Stepped = DataOf<'evaluation.stepped.v1'>;
export type Step = Stepped['step'];
export type StepForm = Omit<Stepped, 'fiscalYear' | 'policy'>;

/** 确定对象 → 下达通知 → 制订方案 → 收集资料/现场 → 核实、初步结论 → 与被评价单位交换意见 → 最终结论 → 提交报告 → 建档. */
export const STEPS: readonly { readonly step: Step; readonly name: string }[] = [
  { step: 'selected', name: '确定评价对象' },
  { step: 'notified', name: '下达评价通知' },
  { step: 'planned', name: '制订评价方案' },
  { step: 'collected', name: '收集资料、现场调研' },
  { step: 'verified', name: '核实情况、形成初步结论' },
  { step: 'exchanged', name: '与被评价单位交换意见' },
  { step: 'concluded', name: '形成最终结论' },
  { step: 'reported', name: '提交评价报告' },
  { step: 'filed', name: '建立评价档案' },
];
const placeOf = (step: Step) => STEPS.findIndex((each) => each.step === step);
const nameOf = (step: Step) => STEPS[placeOf(step)]?.name ?? step;

/** The nine steps with their days, as the events tell them; a conclusion that came at once says when views were exchanged. */
export function procedureOf(
  history: readonly Event[],
): readonly { readonly step: Step; readonly name: string; readonly on: string | null }[] {
  const days = new Map<Step, string>();
  for (const event of history) {
    if (event.type === 'evaluation.stepped.v1') days.set(event.data.step, event.data.on);
    if (event.type === 'evaluation.archived.v1' && days.has('concluded')) days.set('filed', shanghaiDate(event.time));
    if (event.type !== 'evaluation.reported.v1' || event.data.organiser !== 'finance') continue;
    if (!days.has('exchanged')) days.set('exchanged', event.data.exchange.sentOn);
    days.set('concluded', shanghaiDate(event.time));
  }
  return STEPS.map((each) => ({ ...each, on: days.get(each.step) ?? null }));
}

/** Taken by other commands: the conclusion with its report, the filing with the archive. */
const ELSEWHERE: Readonly<Partial<Record<Step, string>>> = {
  concluded: '最终结论随财政评价结果一并登记（PUT …/finance）',
  filed: '归档即建档（POST …/archive）',
};

/** `POST …/finance/steps`: one step after the other, none skipped, none before its day. */
export function takeStep(
  known: Known<EvaluationState> | undefined,
  blank: EvaluationState,
  actor: Actor,
  form: StepForm,
  today: string,
  policy: Policy,
  attachmentFindings: readonly Finding[],
): EvaluationDecision {
  const state = known?.state ?? blank;
  const { procedure } = state;
  if (state.archive) return { outcome: 'conflict', says: '绩效档案已归档，评价程序不能再登记' };
  if (actor.organisation === state.unitCode) return { outcome: 'forbidden', says: '不能评价本单位的项目' };
  if (!procedure && state.finance) return { outcome: 'conflict', says: '财政评价结果已报送，各步骤随结果一并登记' };
  if (procedure && placeOf(form.step) <= placeOf(procedure.step)) return { outcome: 'conflict', says: `“${nameOf(form.step)}”已经登记` };
  const findings = [
    ...outOfOrder(procedure?.step, form.step),
    ...outOfTime(procedure, form, today),
    ...dependent(form, state),
    ...attachmentFindings,
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const sent = form.step === 'exchanged' ? { sentOn: form.on } : {};
  const next: EvaluationState = { ...state, procedure: { ...procedure, step: form.step, on: form.on, ...sent } };
  const version = { id: policy.id, version: policy.version };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'evaluation.stepped.v1', data: { fiscalYear: state.fiscalYear, ...form, policy: version } }],
    answer: receipt(next, { step: form.step, on: form.on }),
  };
}

/** EV-54: the step that is due and no other. */
function outOfOrder(before: Step | undefined, step: Step): Finding[] {
  const elsewhere = ELSEWHERE[step];
  if (elsewhere !== undefined) return [fault('EV-54', '/step', elsewhere)];
  const due = STEPS[before === undefined ? 0 : placeOf(before) + 1];
  if (due === undefined || due.step === step) return [];
  return [fault('EV-54', '/step', `财政评价应按程序进行：下一步是“${due.name}”，不能跳到“${nameOf(step)}”`)];
}

/** EV-55: no step before the one before it, none in the future. */
function outOfTime(procedure: EvaluationState['procedure'], { on }: StepForm, today: string): Finding[] {
  if (on > today) return [fault('EV-55', '/on', `日期${on}晚于今天${today}`)];
  const least = procedure?.answeredOn ?? procedure?.on;
  return least !== undefined && on < least ? [fault('EV-55', '/on', `日期${on}早于上一步的${least}`)] : [];
}

/** EV-56: 委托方与被评价对象相分离; 第三方独立于委托方和被评价对象. */
function dependent({ evaluator }: StepForm, { division, unitCode, departmentCode }: EvaluationState): Finding[] {
  if (!evaluator || evaluator.division !== division) return [];
  if (evaluator.organisation !== unitCode && evaluator.organisation !== departmentCode) return [];
  return [fault('EV-56', '/evaluator/organisation', '受委托的评价机构不能是被评价单位或其主管部门')];
}

/** `POST …/finance/answer`: the evaluated unit, or its department for it, answers once. */
export function answerExchange(
  known: Known<EvaluationState> | undefined,
  form: { readonly opinion: 'agree' | 'disagree'; readonly says: string },
  today: string,
): EvaluationDecision {
  const state = known?.state;
  const { sentOn, answeredOn, step } = state?.procedure ?? {};
  if (!state || sentOn === undefined) return { outcome: 'conflict', says: '财政部门尚未送出初步结论征求意见' };
  if (answeredOn !== undefined) return { outcome: 'conflict', says: `已于${answeredOn}答复` };
  if (step !== 'exchanged') return { outcome: 'conflict', says: '最终结论已经形成' };
  const next: EvaluationState = {
    ...state,
    procedure: { ...state.procedure, step, on: sentOn, sentOn, answeredOn: today, opinion: form.opinion },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'evaluation.answered.v1', data: { fiscalYear: state.fiscalYear, sentOn, answeredOn: today, ...form } }],
    answer: receipt(next, { sentOn, answeredOn: today, opinion: form.opinion }),
  };
}

/**
 * EV-57: 与被评价单位交换意见后形成最终结论. A conclusion that comes with its dates counts as all steps at once, unless the policy asks for each;
 * once steps are recorded, it comes after the exchange of views, in the unit's words or in its silence.
 */
export function beforeConclusion(
  { procedure }: EvaluationState,
  exchange: { readonly sentOn: string; readonly answeredOn: string },
  today: string,
  policy: Policy,
): Finding[] {
  const { value: rules, basis } = policy.evaluation.procedure;
  if (!procedure) return rules.stepwise ? [fault('EV-57', '', '尚未登记财政评价的各个步骤，不能形成最终结论', basis)] : [];
  const { sentOn, answeredOn } = procedure;
  if (sentOn === undefined) {
    return [fault('EV-57', '/exchange', `财政评价只进行到“${nameOf(procedure.step)}”，尚未与被评价单位交换意见`, basis)];
  }
  if (exchange.sentOn !== sentOn)
    return [fault('EV-57', '/exchange/sentOn', `登记的送出日期为${sentOn}，与所填${exchange.sentOn}不符`, basis)];
  if (answeredOn !== undefined) {
    return exchange.answeredOn === answeredOn
      ? []
      : [fault('EV-57', '/exchange/answeredOn', `被评价单位于${answeredOn}答复，与所填${exchange.answeredOn}不符`, basis)];
  }
  const waited = daysBetween(sentOn, today);
  if (waited > rules.answerDays) return [];
  return [fault('EV-57', '/exchange/answeredOn', `被评价单位尚未答复；送出${waited}日，满${rules.answerDays}日未答复的视为无意见`, basis)];
}
