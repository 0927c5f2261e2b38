import type { DataOf, Event } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Place } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { gradeName } from '../../../shared/values/grade.ts';
import type { Cents } from '../../../shared/values/money.ts';
import {
  dueFrom,
  idOf,
  placeOf,
  type RectificationDecision,
  type RectificationState,
  receipt,
  type Source,
  type Which,
} from './rectification.ts';

/** 整改通知 before it is dated: what was found, with its article and the measure that is asked for, and what is required. */
export interface Notice {
  readonly source: Source;
  readonly alertId?: string;
  readonly findings: DataOf<'rectification.issued.v1'>['findings'];
  readonly requirement: string;
  /** 分 that have to come back. */
  readonly amount?: Cents;
}

export interface Setting {
  readonly place: Place & { readonly name: string };
  readonly today: string;
  readonly policy: Policy;
}

/** A notice is issued once: who asks again, or hears the same event again, finds it issued. */
export function issue(
  known: Known<RectificationState> | undefined,
  which: Which,
  notice: Notice,
  { place, today, policy }: Setting,
): RectificationDecision {
  if (known) return { outcome: 'unchanged', answer: receipt(known.state, which) };
  const { source, findings, amount } = notice;
  const dueOn = dueFrom(today, policy);
  const state: RectificationState = {
    place: placeOf(place),
    source,
    status: 'issued',
    issuedOn: today,
    dueOn,
    measures: [...new Set(findings.flatMap(({ measure }) => measure ?? []))],
    ...(amount === undefined ? {} : { amount }),
    steps: [],
  };
  const data = {
    fiscalYear: which.fiscalYear,
    rectificationId: idOf(which),
    ...notice,
    dueOn,
    policy: { id: policy.id, version: policy.version },
  };
  return { outcome: 'accepted', state, events: [{ type: 'rectification.issued.v1', data }], answer: receipt(state, which) };
}

type Raised = { readonly reference: string; readonly notice: Notice } | undefined;

/**
 * RC-01: an alert answered with 整改. 项目绩效跟踪评估＋支出进度和资金沉淀预警整改 (市中政办字〔2019〕36号 第十四条); 对偏离目标的及时纠偏，提出整改
 * (宁财(绩)发〔2020〕207号 三（三）). Each answer raises its own: a yellow alert that turned red is ordered to mend anew.
 */
export function afterTreatment({ sequence, data }: Event<'alert.treated.v1'>, policy: Policy): Raised {
  const { action, alertId, reason } = data;
  if (action !== 'rectify') return undefined;
  const findings = [{ says: `预警${alertId}：${reason}`, basis: policy.monitoring.treatment.basis }];
  return {
    reference: `M${sequence}`,
    notice: { source: 'monitoring', alertId, findings, requirement: within('纠正监控发现的偏差', policy) },
  };
}

/** RC-02: a spot check that goes to a bulletin. 自评＋抽查复核；问责＋落实整改 (市中政办字〔2019〕36号 第十六条、第十七条). */
export function afterSpotCheck({ data }: Event<'evaluation.spot-checked.v1'>, policy: Policy): Raised {
  const { bulletin, finding, findings } = data;
  if (!bulletin) return undefined;
  const causes = findings.filter(({ level }) => level !== 'warning').map(({ says, basis }) => ({ says, basis }));
  const found = [{ says: finding, basis: policy.evaluation.bulletins.basis }, ...causes];
  return { reference: 'S', notice: { source: 'selfEvaluation', findings: found, requirement: within('整改抽查复核发现的问题', policy) } };
}

/** The most indicators that a notice quotes. */
const QUOTED = 10;
const ORGANISERS = {
  department: { name: '部门评价', reference: 'D', source: 'departmentEvaluation' },
  finance: { name: '财政评价', reference: 'F', source: 'financeEvaluation' },
  reEvaluation: { name: '再评价', reference: 'R', source: 'financeEvaluation' },
} as const;

/**
 * RC-03: a department or finance evaluation, or a re-evaluation, that ends 中 or 差. 下达《绩效评价整改通知》，列明问题和建议 (宁财(绩)发〔2020〕207号 三（五）). A report
 * that is revised before its archive raises no second notice.
 */
export function afterReport({ data }: Event<'evaluation.reported.v1' | 'evaluation.re-evaluated.v1'>, policy: Policy): Raised {
  const { total, grade, indicators } = data;
  if (grade !== 'fair' && grade !== 'poor') return undefined;
  const worst = indicators
    .filter(({ score, weight }) => score < weight)
    .toSorted((one, other) => other.weight - other.score - (one.weight - one.score))
    .slice(0, QUOTED)
    .map(({ name: indicator, score, weight, note }) => ({
      says: `“${indicator}”得${score}分（分值${weight}分）${note ? `：${note}` : ''}`,
    }));
  const { name, reference, source } = ORGANISERS['organiser' in data ? data.organiser : 'reEvaluation'];
  const result = { says: `${name}得${total}分，等级为“${gradeName(grade)}”`, basis: policy.grades.basis };
  const requirement = within(`整改${name}发现的问题`, policy);
  return { reference, notice: { source, findings: [result, ...worst], requirement } };
}

function within(what: string, { rectification: { value, basis } }: Policy): string {
  return `请自本通知之日起${value.days}日内${what}，并报送整改情况（${basis}）`;
}
