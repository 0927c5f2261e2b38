import type { Policy } from '../../../shared/policy/policy.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Cents, yuan, yuanText } from '../../../shared/values/money.ts';
import { type AlertDecision, type AlertEvent, type Card, type MonitoringState, placeOf, UNTOUCHED, type Year } from './alert.ts';
import { GREEN } from './lights.ts';
import { early, type Proposal } from './sweep.ts';

/** One line of the decision on a sweep: so much comes back from the project, and goes to another, or to the treasury. */
export interface SweepItem {
  readonly projectCode: string;
  readonly recover: Cents;
  readonly to?: string | undefined;
  readonly reason: string;
}

/** Which sweep: whose, of which year, as of which day. */
export interface Sweep {
  readonly division: string;
  readonly fiscalYear: number;
  readonly asOf: string;
}

/** What a project that money goes to must be. */
export interface Receiver {
  readonly seen: boolean;
  readonly budgeted: boolean;
  readonly key: boolean;
}

export function sweepIdOf({ division, fiscalYear, asOf }: Sweep): string {
  return `${division}.${fiscalYear}.${asOf}`;
}

export function readSweepId(id: string): Sweep | undefined {
  const [, division, year, asOf] = /^(\d{6})\.(\d{4})\.(\d{4}-\d{2}-\d{2})$/.exec(id) ?? [];
  return division && year && asOf ? { division, fiscalYear: Number(year), asOf } : undefined;
}

/** MO-34: a decision is for the month in which the government sweeps, on a day that has come; and names each project once. */
export function inSeason(
  { fiscalYear, asOf }: Sweep,
  items: readonly SweepItem[],
  today: string,
  { monitoring: { sweep } }: Policy,
): Finding[] {
  const twice = items.flatMap(({ projectCode }, at) =>
    items.findIndex((one) => one.projectCode === projectCode) < at
      ? [finding('MO-34', `/items/${at}/projectCode`, `${projectCode}列了两次`, sweep.basis)]
      : [],
  );
  const late = asOf > today ? [finding('MO-34', '/path/sweepId', `清理日期${asOf}晚于今日${today}`, sweep.basis)] : [];
  const soon = early(fiscalYear, asOf, sweep).map(({ says }) => finding('MO-34', '/path/sweepId', says, sweep.basis));
  return [...soon, ...late, ...twice];
}

/**
 * MO-35: 对预计年底无法支出的项目资金实施精准清理收回，调整用于全区重点项目 (SZ-29): no more is taken than the list proposes, and what is taken goes where the
 * government says; so what is reallocated is never more than what came back.
 */
export function sound(
  { projectCode, recover, to }: SweepItem,
  at: string,
  proposal: Proposal | undefined,
  receiver: Receiver | undefined,
  items: readonly SweepItem[],
  { monitoring: { sweep } }: Policy,
): Finding[] {
  const refuse = (place: string, says: string) => finding('MO-35', `${at}/${place}`, says, sweep.basis);
  if (!proposal) return [refuse('projectCode', `${projectCode}不在清理清单中`)];
  const findings: Finding[] = [];
  if (recover === 0) findings.push(refuse('recover', '收回金额应大于零'));
  if (recover > proposal.amount) {
    findings.push(refuse('recover', `收回${yuanText(recover)}超过预计年底无法支出的${yuanText(proposal.amount)}`));
  }
  if (to === undefined) return findings;
  if (items.some((one) => one.projectCode === to)) findings.push(refuse('to', `${to}的资金正在收回，不能同时追加`));
  else if (!receiver?.seen || !receiver.budgeted) findings.push(refuse('to', `没有${to}这个项目，或者其预算尚未批复`));
  else if (sweep.value.to === 'key' && !receiver.key) findings.push(refuse('to', `${to}不是重点项目，收回的资金${sweep.value.use}`));
  return findings;
}

/** Takes the money back from one project, and says where it goes. One sweep decides on a project once. */
export function reclaim(
  known: Known<MonitoringState> | undefined,
  year: Year,
  { recover, to, reason }: SweepItem,
  { sweepId, card }: { readonly sweepId: string; readonly card: Card },
  policy: Policy,
): AlertDecision {
  const state = known?.state ?? unalerted(card);
  const answer = { projectCode: year.projectCode, recovered: yuan(recover), ...(to === undefined ? {} : { to }) };
  if (state.swept?.[0] === sweepId) {
    const same = state.swept[1] === recover && state.swept[2] === (to ?? '');
    return same ? { outcome: 'unchanged', answer } : { outcome: 'conflict', says: `${year.projectCode}在这次清理中已经办理` };
  }
  const { fiscalYear } = year;
  const { funds } = state;
  const changed: AlertEvent = {
    type: 'funds.changed.v1',
    data: { fiscalYear, alertId: sweepId, from: funds.state, to: funds.state, amount: recover, reason },
  };
  const { basis } = policy.monitoring.sweep;
  const moved: readonly AlertEvent[] =
    to === undefined ? [] : [{ type: 'funds.reallocated.v1', data: { fiscalYear, sweepId, to, amount: recover, reason, basis } }];
  return {
    outcome: 'accepted',
    state: { ...state, funds: { ...funds, recovered: funds.recovered + recover }, swept: [sweepId, recover, to ?? ''] },
    events: [changed, ...moved],
    answer,
  };
}

/** Of a year that never had an alert. */
function unalerted(card: Card): MonitoringState {
  const alert = { status: 'cleared', period: '', raisedOn: '', dueOn: '', at: 0 } as const;
  return { place: placeOf(card), lights: GREEN, alerts: 0, alert, funds: UNTOUCHED };
}
