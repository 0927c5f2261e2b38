/** A project's year on course: half the year, half the money, half the work. Each test spoils one thing. */
import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import type { Card, MonitoringState, Year } from '../../../functions/monitoring/rules/alert.ts';
import type { MeasuredIndicator } from '../../../functions/monitoring/rules/completion.ts';
import type { Measured } from '../../../functions/monitoring/rules/judgement.ts';
import type { Lights } from '../../../functions/monitoring/rules/lights.ts';
import type { Issued } from '../../../functions/monitoring/rules/plan.ts';
import { NATIONAL } from '../../../shared/policy/national.ts';
import { resolveWith } from '../../../shared/policy/resolve.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';

export const NATIONAL_POLICY = resolveWith([])('000000', 2025);
export const RULES = NATIONAL.monitoring;

export const YEAR: Year = { projectCode: '370103-001', fiscalYear: 2025 };
export const CARD: Card = { division: '370103', departmentCode: '219', unitCode: '219001', name: '道路改造' };

/** 2025 has 365 days: by 30 June 181 of them are over, 49.59 %. */
export const INDICATOR: MeasuredIndicator = { at: '/indicators/0', name: '改造里程', operator: '>=', target: 100, actual: 50, weight: 90 };

export const ON_COURSE: Measured = {
  fiscalYear: 2025,
  asOf: '2025-06-30',
  budget: 100_000_000,
  paid: 50_000_000,
  indicators: [INDICATOR],
};

export const PLAN: Issued = {
  division: '370103',
  budget: { amount: 100_000_000, at: 7 },
  goals: { version: 1, at: 4, indicators: [{ id: 'km', name: '改造里程', operator: '>=', target: 100, unit: '公里', weight: 90 }] },
};

export const READING: ReadingDocument = { asOf: '2025-06-30', paid: 50_000_000, indicators: [{ id: 'km', actual: 50 }] };

/** A reading of the month's end that has spent and done so much, in per cent. */
export function monthly(month: number, spent: number, done = spent): { readonly period: string; readonly reading: ReadingDocument } {
  const period = String(month).padStart(2, '0');
  const asOf = new Date(Date.UTC(2025, month, 0)).toISOString().slice(0, 10);
  return { period, reading: { asOf, paid: spent * 1_000_000, indicators: [{ id: 'km', actual: done }] } };
}

export const rules = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);

export function known(state: MonitoringState, sequence = 1): Known<MonitoringState> {
  return { state, version: sequence, sequence, head: 'sha256:0' };
}

export const RED: Lights = { budget: 'red', goal: 'green', overall: 'red' };
export const YELLOW: Lights = { budget: 'yellow', goal: 'green', overall: 'yellow' };

/** A yellow alert of June that nobody has answered. */
export const ALERTED: MonitoringState = {
  place: CARD,
  lights: YELLOW,
  alerts: 1,
  alert: { status: 'open', period: '06', raisedOn: '2025-07-01', dueOn: '2025-07-15', at: 1 },
  funds: { state: 'normal', transferred: 0, cancelled: 0, recovered: 0 },
};

/** The same, cleared. */
export const GREEN_STATE: MonitoringState = {
  ...ALERTED,
  lights: { budget: 'green', goal: 'green', overall: 'green' },
  alert: { ...ALERTED.alert, status: 'cleared' },
};
