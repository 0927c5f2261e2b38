import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import type { MonitoringRules, Policy } from '../../../shared/policy/policy.ts';
import { monthEnd, timeProgress } from '../../../shared/values/calendar.ts';
import { exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import { completionOf, FORM } from './completion.ts';
import type { Measured } from './judgement.ts';
import { type Issued, isIssued, type Plan } from './plan.ts';

/** Who reports: 谁申请资金，谁编制目标, and who made the goals reports on them; finance files what a county sends in bulk. */
export const AUTHORS = ['unit', 'department', 'finance-performance'] as const;

/** Which reading: one month of a project's year. `period` is `01`..`12`. */
export interface ReadingKey {
  readonly projectCode: string;
  readonly fiscalYear: number;
  readonly period: string;
}

export const readingKey = ({ projectCode, fiscalYear, period }: ReadingKey) => `reading#${projectCode}#${fiscalYear}#${period}`;

/** Why a reading isn't taken, or the plan that it can be held against. */
export type Admission =
  | { readonly admitted: true; readonly plan: Issued }
  | { readonly admitted: false; readonly findings: readonly Finding[] };

/** MO-01, MO-02, MO-12, MO-13: what a reading must satisfy before it is recorded. `today` in Asia/Shanghai. */
export function admit(plan: Plan | undefined, key: ReadingKey, reading: ReadingDocument, today: string, policy: Policy): Admission {
  if (!isIssued(plan)) return { admitted: false, findings: [notIssued(plan, key, policy)] };
  const findings = [...dated(key, reading, today), ...reported(plan, reading), ...consistent(reading)];
  return findings.length > 0 ? { admitted: false, findings } : { admitted: true, plan };
}

/** MO-01: 在批复部门预算或下达资金时，同步批复下达预算绩效目标: without both there is nothing to monitor. */
function notIssued(plan: Plan | undefined, { fiscalYear }: ReadingKey, { gates }: Policy): Finding {
  const lacking = plan?.budget ? '绩效目标' : '预算';
  return finding('MO-01', '', `${fiscalYear}年度${lacking}尚未批复下达，不能填报监控数据`, gates.G4.basis);
}

/** MO-02: the form of a month states what was so on a day of that month, and no day that hasn't come. */
function dated({ fiscalYear, period }: Pick<ReadingKey, 'fiscalYear' | 'period'>, { asOf }: { asOf: string }, today: string): Finding[] {
  if (asOf.slice(0, 7) !== `${fiscalYear}-${period}`) {
    const says = `数据截止日期${asOf}不在${fiscalYear}年${Number(period)}月内，应为${fiscalYear}-${period}-01至${monthEnd(fiscalYear, period)}`;
    return [finding('MO-02', '/asOf', says, FORM)];
  }
  return asOf > today ? [finding('MO-02', '/asOf', `数据截止日期${asOf}晚于今日${today}`, FORM)] : [];
}

/** The same for a trial check, which refuses nothing. */
export function datedAside(key: Pick<ReadingKey, 'fiscalYear' | 'period'>, asOf: string): Finding[] {
  return dated(key, { asOf }, asOf);
}

/** MO-12: the goals issued with the budget are the contract (NX-12): a reading reports on them, on each once, and on nothing else. */
function reported({ goals }: Issued, { indicators }: ReadingDocument): Finding[] {
  const known = new Set(goals.indicators.map(({ id }) => id));
  const seen = new Set<string>();
  return indicators.flatMap(({ id }, index) => {
    const at = `/indicators/${index}/id`;
    if (!known.has(id)) return [finding('MO-12', at, `批复的第${goals.version}版绩效目标中没有指标“${id}”`, FORM)];
    if (seen.has(id)) return [finding('MO-12', at, `指标“${id}”填报了两次`, FORM)];
    seen.add(id);
    return [];
  });
}

/** MO-13: 全年预计执行数 is what will have been paid in December, so it can't be less than what is paid already. */
function consistent({ paid, expected }: ReadingDocument): Finding[] {
  if (expected === undefined || expected >= paid) return [];
  return [finding('MO-13', '/expected', `全年预计执行数${yuanText(expected)}小于已执行数${yuanText(paid)}`, FORM)];
}

/** What the form should have said and didn't: indicators without a word, doubts without a cause. Recorded all the same. */
export function remarks(plan: Issued, fiscalYear: number, reading: ReadingDocument, rules: MonitoringRules): Finding[] {
  const { goals } = plan;
  const { indicators } = reading;
  const silent = goals.indicators.filter(({ id }) => !indicators.some((row) => row.id === id));
  const names = silent.slice(0, 5).map(({ name }) => `“${name}”`);
  const missing =
    silent.length === 0
      ? []
      : [finding('MO-12', '/indicators', `有${silent.length}项批复的指标未填报：${names.join('、')}，不计入绩效目标进度`, FORM, 'warning')];
  return [
    ...missing,
    ...indicators.flatMap(({ likelihood, causes, explanation }, index) => {
      const doubtful = likelihood === 'possible' || likelihood === 'impossible';
      if (!doubtful || explanation || Object.values(causes ?? {}).some(Boolean)) return [];
      const says = '完成目标可能性不是“确定能”的，应填写偏差原因和措施';
      return [finding('MO-13', `/indicators/${index}/causes`, says, FORM, 'warning')];
    }),
    ...unexplained(plan, fiscalYear, reading, rules),
  ];
}

/** 偏差原因分析: the five columns of the form. */
export const CAUSES = {
  funding: '经费保障',
  regulation: '制度保障',
  staffing: '人员保障',
  hardware: '硬件条件保障',
  other: '其他',
} as const;

/**
 * MO-24: an indicator that deviates (完全不可能 reached, or behind the calendar by more than the yellow band) names its cause: 经费保障、制度保障、
 * 人员保障、硬件条件保障、其他.
 */
function unexplained(plan: Issued, fiscalYear: number, reading: ReadingDocument, { bands }: MonitoringRules): Finding[] {
  const time = timeProgress(fiscalYear, reading.asOf);
  const rows = new Map(measuredOf(plan, fiscalYear, reading).indicators.map((row) => [row.at, row]));
  return reading.indicators.flatMap(({ likelihood, causes }, index) => {
    const row = rows.get(`/indicators/${index}`);
    if (!row || Object.values(causes ?? {}).some(Boolean)) return [];
    const { completion } = completionOf(row, time);
    const behind = completion && time.sub(completion);
    const lags = behind?.gt(exact(bands.value.yellow)) ?? false;
    if (!lags && likelihood !== 'impossible') return [];
    const why = lags && completion ? `完成${percent(completion)}，时序进度${percent(time)}` : '完成目标可能性为“完全不可能”';
    const says = `指标“${row.name}”出现偏差（${why}），应选填偏差原因：${Object.values(CAUSES).join('、')}`;
    return [finding('MO-24', `/indicators/${index}/causes`, says, FORM, 'warning')];
  });
}

/** A reading beside the plan. Indicators that the newest goals don't have any more are left out. */
export function measuredOf({ budget, goals }: Issued, fiscalYear: number, reading: ReadingDocument): Measured {
  const planned = new Map(goals.indicators.map((indicator) => [indicator.id, indicator]));
  return {
    fiscalYear,
    asOf: reading.asOf,
    budget: budget.amount,
    paid: reading.paid,
    issued: reading.issued,
    expected: reading.expected,
    indicators: reading.indicators.flatMap(({ id, actual, likelihood }, index) => {
      const plan = planned.get(id);
      if (!plan) return [];
      const { name, operator, target, unit, weight } = plan;
      return [{ at: `/indicators/${index}`, name, operator, target, unit, actual, weight, likelihood }];
    }),
  };
}
