import type { DataOf } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { gradeName } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';
import { type EvaluationDecision, type EvaluationState, receipt, resultOf } from './evaluation.ts';

type Applied = DataOf<'evaluation.result-applied.v1'>;
export type ApplicationForm = Pick<Applied, 'use' | 'measures' | 'amount' | 'followUpOn'>;

const NAMES: Readonly<Record<Applied['use'], string>> = {
  priority: '优先保障',
  keep: '据实安排',
  improve: '督促改进',
  reduce: '削减',
  reduceOrCancel: '削减或取消',
  account: '问责',
};
/** What takes money away says how much. */
const TAKES: readonly Applied['use'][] = ['reduce', 'reduceOrCancel'];
const MOST_OPEN = 8;

/** `POST …/applications` 结果应用: what the policy orders for the grade, with its measures, and a day to look again. */
export function applyResult(
  known: Known<EvaluationState> | undefined,
  actor: Actor,
  form: ApplicationForm,
  today: string,
  policy: Policy,
  disclosed: boolean,
): EvaluationDecision {
  const state = known?.state;
  const result = state && resultOf(state);
  if (!state || !result) return { outcome: 'refused', findings: [fault('EV-64', '', '尚无评价结果，无从应用')] };
  if (actor.organisation === state.unitCode) return { outcome: 'forbidden', says: '评价结果由财政部门或主管部门应用' };
  const { count = 0, open = [] } = state.applications ?? {};
  if (open.length >= MOST_OPEN) return { outcome: 'conflict', says: `尚有${open.length}项结果应用未跟踪完毕` };
  const findings = [...unruled(form, result.grade, policy), ...unmeasured(form, today), ...unpublished(disclosed, policy)];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const application = count + 1;
  const next: EvaluationState = {
    ...state,
    applications: { count: application, open: [...open, { n: application, on: form.followUpOn }] },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'evaluation.result-applied.v1',
        data: {
          fiscalYear: state.fiscalYear,
          application,
          result: { total: result.total, grade: result.grade, by: result.by },
          ...form,
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: receipt(next, { application, use: form.use, followUpOn: form.followUpOn }),
  };
}

/** EV-64: 有效的支出要安排，低效的要削减，无效的要问责 — each policy says which use belongs to which grade. */
function unruled({ use }: ApplicationForm, grade: Applied['result']['grade'], { linkage, name }: Policy): Finding[] {
  const due = linkage.uses.value[grade];
  if (use === due) return [];
  const says = `评价结果为${gradeName(grade)}，${name}规定${NAMES[due]}，不是${NAMES[use]}`;
  return [fault('EV-64', '/use', says, linkage.uses.basis)];
}

/** EV-65: what is taken away has an amount; what is followed up has a day to come. */
function unmeasured({ use, amount, followUpOn }: ApplicationForm, today: string): Finding[] {
  return [
    ...(TAKES.includes(use) && amount === undefined ? [fault('EV-65', '/amount', `${NAMES[use]}须填写金额`)] : []),
    ...(followUpOn < today ? [fault('EV-65', '/followUpOn', `跟踪日期${followUpOn}早于今天${today}`)] : []),
  ];
}

/** EV-67: 使用、评价、公示（公开）、应用, in this order where it is ruled. */
function unpublished(disclosed: boolean, { linkage }: Policy): Finding[] {
  if (disclosed || !linkage.afterDisclosure.value) return [];
  return [fault('EV-67', '', '评价结果尚未公示（公开），不能应用', linkage.afterDisclosure.basis)];
}

/** EV-66: `POST …/applications/{n}/follow-up` 结果应用跟踪问效: what isn't done stays open. */
export function followUp(
  known: Known<EvaluationState> | undefined,
  application: number,
  form: { readonly done: boolean; readonly says: string },
  today: string,
): EvaluationDecision {
  const state = known?.state;
  const { count = 0, open = [] } = state?.applications ?? {};
  if (!state || application > count) return { outcome: 'absent' };
  const own = open.find(({ n }) => n === application);
  if (!own) return { outcome: 'conflict', says: '该项结果应用已跟踪完毕' };
  const next: EvaluationState = form.done ? { ...state, applications: { count, open: open.filter(({ n }) => n !== application) } } : state;
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'evaluation.followed-up.v1', data: { fiscalYear: state.fiscalYear, application, ...form, late: today > own.on } }],
    answer: receipt(next, { application, done: form.done, late: today > own.on }),
  };
}
