import type { NewEvent } from '../../../events/index.ts';
import type { CheckDocument } from '../../../events/monitoring.checked.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { Year } from './alert.ts';

/** The on-site checks of one project's year. `standing` is the newest by its day; the documents lie in the events. */
export interface Checks {
  readonly checks: number;
  readonly standing: StandingCheck;
}

export interface StandingCheck {
  readonly checkedOn: string;
  readonly conclusion: CheckDocument['conclusion'];
  /** How many of its findings are serious. */
  readonly serious: number;
}

export type CheckDecision = Decision<Checks, NewEvent<'monitoring.checked.v1'>>;

export const checkKey = ({ projectCode, fiscalYear }: Year) => `check#${projectCode}#${fiscalYear}`;

/**
 * MO-29: 结合调研、项目检查等形式，选择重点项目开展重点监控 (NX-13). The conclusion follows from the findings: none is 正常, a serious one is 问题严重.
 * `today` in Asia/Shanghai.
 */
export function check(
  known: Known<Checks> | undefined,
  actor: Actor,
  { projectCode, fiscalYear }: Year,
  document: CheckDocument,
  today: string,
  policy: Policy,
): CheckDecision {
  const findings = [...dated(document, fiscalYear, today, policy), ...concluded(document, policy)];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { checkedOn, conclusion } = document;
  const by = has(actor, 'finance-section', 'finance-performance') ? ('finance' as const) : ('department' as const);
  const n = (known?.state.checks ?? 0) + 1;
  const before = known?.state.standing;
  const standing = { checkedOn, conclusion, serious: document.findings.filter(({ serious }) => serious).length };
  return {
    outcome: 'accepted',
    state: { checks: n, standing: before && before.checkedOn > checkedOn ? before : standing },
    events: [
      {
        type: 'monitoring.checked.v1',
        data: { fiscalYear, check: n, by, document, policy: { id: policy.id, version: policy.version } },
      },
    ],
    answer: { projectCode, fiscalYear, check: n, conclusion },
  };
}

function dated({ checkedOn }: CheckDocument, fiscalYear: number, today: string, { monitoring: { scope } }: Policy): Finding[] {
  if (checkedOn > today) return [finding('MO-29', '/checkedOn', `检查日期${checkedOn}晚于今日${today}`, scope.basis)];
  if (checkedOn >= `${fiscalYear}-01-01`) return [];
  return [finding('MO-29', '/checkedOn', `检查日期${checkedOn}早于${fiscalYear}年度`, scope.basis)];
}

function concluded({ findings, conclusion }: CheckDocument, { monitoring: { scope } }: Policy): Finding[] {
  const follows = findings.some(({ serious }) => serious) ? 'serious' : findings.length > 0 ? 'correct' : 'normal';
  if (conclusion === follows) return [];
  const serious = findings.filter((one) => one.serious).length;
  const says = `发现问题${findings.length}个，其中严重的${serious}个，结论应为“${CONCLUSIONS[follows]}”，不是“${CONCLUSIONS[conclusion]}”`;
  return [finding('MO-29', '/conclusion', says, scope.basis)];
}

const CONCLUSIONS = { normal: '正常', correct: '应予纠正', serious: '问题严重' } as const;

/**
 * MO-30: 对问题严重或整改后仍不到位的，暂缓或停止预算拨款 (SZ-28): a check that found serious trouble lights the overall light red, whatever the figures
 * say, until a later check finds none.
 */
export function seriousOf(standing: StandingCheck | undefined, { monitoring: { sanctions } }: Pick<Policy, 'monitoring'>): Finding[] {
  if (standing?.conclusion !== 'serious') return [];
  const says = `${standing.checkedOn}现场检查发现严重问题${standing.serious}个`;
  return [finding('MO-30', '/checks', says, sanctions.basis)];
}
