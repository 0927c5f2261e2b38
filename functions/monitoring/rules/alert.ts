import type { NewEvent } from '../../../events/index.ts';
import type { Policy, TreatmentAction } from '../../../shared/policy/policy.ts';
import type { Place } from '../../../shared/values/actor.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import type { Cents } from '../../../shared/values/money.ts';
import { addWorkingDays } from '../../../shared/values/working-days.ts';
import { isWorse, type Lights, sameLights } from './lights.ts';
import type { Verdict } from './year.ts';

export type FundsState = 'normal' | 'suspended' | 'stopped' | 'recovered';

/** What became of the money; the amounts add up over all alerts of the year. */
export interface Funds {
  readonly state: FundsState;
  readonly transferred: Cents;
  readonly cancelled: Cents;
  readonly recovered: Cents;
}

/** `open`: nobody has answered · `treated`: answered, the light still on · `cleared`: the light is green again. */
export type AlertStatus = 'open' | 'treated' | 'cleared';

/** The newest alert of the year. `at` is the sequence of the event that holds its findings. Dates in Asia/Shanghai. */
export interface Alert {
  readonly status: AlertStatus;
  readonly period: string;
  readonly raisedOn: string;
  readonly dueOn: string;
  readonly at: number;
  readonly action?: TreatmentAction;
  readonly amount?: Cents;
  readonly overdue?: true;
}

/** The small hot part of one project's year. It exists from the first alert on; before that every light is green. */
export interface MonitoringState {
  /** Where the project stood when it was last heard of; `name` is cut for the list. */
  readonly place: Place & { readonly name: string };
  readonly lights: Lights;
  /** Alerts raised so far; the newest has this number. */
  readonly alerts: number;
  readonly alert: Alert;
  readonly funds: Funds;
  /** The newest year-end sweep that took money back: its id, how much, and to which project. */
  readonly swept?: readonly [sweepId: string, amount: Cents, to: string];
}

export type AlertEvent = NewEvent<
  'alert.raised.v1' | 'alert.escalated.v1' | 'alert.cleared.v1' | 'alert.treated.v1' | 'funds.changed.v1' | 'funds.reallocated.v1'
>;
export type AlertDecision = Decision<MonitoringState, AlertEvent>;

/** The year that a decision is about. */
export interface Year {
  readonly projectCode: string;
  readonly fiscalYear: number;
}

export interface Card extends Place {
  readonly name: string;
}

export const monitoringKey = ({ projectCode, fiscalYear }: Year) => `monitoring#${projectCode}#${fiscalYear}`;

export const UNTOUCHED: Funds = { state: 'normal', transferred: 0, cancelled: 0, recovered: 0 };
const NAME_LENGTH = 24;

export function alertIdOf({ projectCode, fiscalYear }: Year, n: number): string {
  return `${projectCode}.${fiscalYear}.${n}`;
}

/** Reads an alert's id from its end; a project code has no full stop. */
export function readAlertId(id: string): (Year & { readonly n: number }) | undefined {
  const [, projectCode, year, n] = /^([A-Z0-9-]{1,40})\.(\d{4})\.([1-9]\d{0,3})$/.exec(id) ?? [];
  return projectCode && year && n ? { projectCode, fiscalYear: Number(year), n: Number(n) } : undefined;
}

export function placeOf({ division, departmentCode, unitCode, secret, name }: Card): MonitoringState['place'] {
  const short = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
  return { division, departmentCode, unitCode, name: short, ...(secret ? { secret } : {}) };
}

/**
 * MO-14, MO-15: what the newest verdict changes. An alert is raised when the overall light leaves green, and cleared when it is green
 * again; between the two nothing is raised. A yellow light that turns red makes an answered alert due again. The state is written on
 * condition that nobody wrote before, so of two that see the same change one finds it made.
 */
export function settle(
  known: Known<MonitoringState> | undefined,
  year: Year,
  verdict: Verdict | undefined,
  circumstances: { readonly card: Card; readonly today: string; readonly policy: Policy },
): AlertDecision {
  const state = known?.state;
  const before = state?.lights.overall ?? 'green';
  const after = verdict?.lights.overall ?? before;
  if (!verdict || after === before) return { outcome: 'unchanged', answer: {} };
  const { card, today, policy } = circumstances;
  const { treatment } = policy.monitoring;
  const { period, lights } = verdict;
  const at = (known?.sequence ?? 0) + 1;
  const place = placeOf(card);
  const shown = { fiscalYear: year.fiscalYear, period, lights };
  const due = () => ({
    ...shown,
    findings: [],
    dueOn: addWorkingDays(today, treatment.value.workingDays),
    policy: { id: policy.id, version: policy.version },
  });
  if (before === 'green') {
    const alerts = (state?.alerts ?? 0) + 1;
    const raised = { alertId: alertIdOf(year, alerts), ...due() };
    const alert: Alert = { status: 'open', period, raisedOn: today, dueOn: raised.dueOn, at };
    const next: MonitoringState = { place, lights, alerts, alert, funds: state?.funds ?? UNTOUCHED };
    return { outcome: 'accepted', state: next, events: [{ type: 'alert.raised.v1', data: raised }], answer: { alertId: raised.alertId } };
  }
  if (!state) return { outcome: 'unchanged', answer: {} };
  const alertId = alertIdOf(year, state.alerts);
  if (after === 'green') {
    const next: MonitoringState = { ...state, place, lights, alert: { ...state.alert, status: 'cleared' } };
    return { outcome: 'accepted', state: next, events: [{ type: 'alert.cleared.v1', data: { alertId, ...shown } }], answer: { alertId } };
  }
  if (!isWorse(after, before)) return { outcome: 'unchanged', answer: {} };
  const escalated = { alertId, ...due() };
  const { period: first, raisedOn, dueOn: firstDue } = state.alert;
  const dueOn = state.alert.status === 'open' ? firstDue : escalated.dueOn;
  const next: MonitoringState = { ...state, place, lights, alert: { status: 'open', period: first, raisedOn, dueOn, at } };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'alert.escalated.v1', data: { ...escalated, dueOn } }],
    answer: { alertId },
  };
}

/** A change of the lights that raises, escalates and clears nothing (red to yellow, budget to goal): the reading is its record. */
export function ease(state: MonitoringState | undefined, verdict: Verdict | undefined): MonitoringState | undefined {
  if (!state || !verdict || sameLights(state.lights, verdict.lights)) return undefined;
  const before = state.lights.overall;
  const after = verdict.lights.overall;
  if (isWorse(after, before) || after === 'green' || before === 'green') return undefined;
  return { ...state, lights: verdict.lights };
}

/** Moves the row to where the project stands now; a project that became secret leaves every list. */
export function move(state: MonitoringState | undefined, card: Card): MonitoringState | undefined {
  if (!state) return undefined;
  const place = placeOf(card);
  return JSON.stringify(place) === JSON.stringify(state.place) ? undefined : { ...state, place };
}

/**
 * MO-20: 逾期未处理的自动暂停. Once: the alert counts as answered afterwards, and a later day finds nothing to do. Funds that are held
 * already stay as they are.
 */
export function suspendOverdue(known: Known<MonitoringState> | undefined, year: Year, today: string, policy: Policy): AlertDecision {
  const state = known?.state;
  const { value, basis } = policy.monitoring.treatment;
  if (state?.alert.status !== 'open' || state.place.secret || state.alert.dueOn >= today || value.overdue === 'none') {
    return { outcome: 'unchanged', answer: {} };
  }
  const alertId = alertIdOf(year, state.alerts);
  const { fiscalYear } = year;
  const reason = `应于${state.alert.dueOn}前处理，逾期未处理，自动暂缓拨款（${basis}）`;
  const free = state.funds.state === 'normal';
  const treated: AlertEvent = { type: 'alert.treated.v1', data: { fiscalYear, alertId, action: 'suspend', reason, overdue: true } };
  const held: AlertEvent = { type: 'funds.changed.v1', data: { fiscalYear, alertId, from: 'normal', to: 'suspended', reason } };
  return {
    outcome: 'accepted',
    state: {
      ...state,
      alert: { ...state.alert, status: 'treated', action: 'suspend', overdue: true },
      funds: free ? { ...state.funds, state: 'suspended' } : state.funds,
    },
    events: free ? [treated, held] : [treated],
    answer: { alertId },
  };
}

const LIGHTING = ['MO-03', 'MO-04', 'MO-05', 'MO-06', 'MO-07', 'MO-10', 'MO-30'];
const REASONS = 4;

/**
 * What lit the light, the worst first. They follow from the reading of the alert's period and are read from there: in the alert's event
 * they would make it more than 1 KB, and a reading that changes a light more than 8 write units.
 */
export function reasons({ findings }: Pick<Verdict, 'findings'>): Finding[] {
  const lit = findings.filter(({ rule }) => LIGHTING.includes(rule));
  return [...lit.filter(({ level }) => level === 'error'), ...lit.filter(({ level }) => level !== 'error')].slice(0, REASONS);
}
