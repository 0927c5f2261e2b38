import type { Exact } from '../../shared/values/exact.ts';
import type { Finding } from '../../shared/values/finding.ts';
import { type Cents, yuan } from '../../shared/values/money.ts';
import { toRate } from '../../shared/values/rate.ts';
import type { FilingView } from './filings.ts';
import type { FocusView } from './focusing.ts';
import type { Alert, Funds, Year } from './rules/alert.ts';
import type { Checks } from './rules/check.ts';
import type { Forecast } from './rules/forecast.ts';
import type { Judgement } from './rules/judgement.ts';
import type { Lights } from './rules/lights.ts';
import type { JudgedMonth } from './rules/year.ts';
import type { Month } from './watch.ts';

export interface AlertView extends Omit<Alert, 'at'> {
  readonly alertId: string;
  readonly lights: Lights;
  readonly findings: readonly Finding[];
}

export interface MonitoringView extends Year {
  readonly lights: Lights;
  readonly months: readonly JudgedMonth<Month>[];
  /** The alert that is on, if any. */
  readonly alerts: readonly AlertView[];
  readonly alertsRaised: number;
  /** 重点监控, with why. */
  readonly focus: FocusView;
  readonly checks: Checks | undefined;
  readonly filings: readonly FilingView[];
  readonly funds: Funds & { readonly budget: Cents; readonly paid: Cents; readonly left: Cents };
  readonly version: number;
}

const shareOf = (exact: Exact | null) => exact && toRate(exact);

function forecastOf(forecast: Forecast | null) {
  return forecast && { ...forecast, amount: yuan(forecast.amount), rate: shareOf(forecast.rate) };
}

export function figuresOf({ executionRate, spendingRate, goalProgress, gap, timeProgress, forecast, lights, findings }: Judgement) {
  return {
    executionRate: shareOf(executionRate),
    spendingRate: shareOf(spendingRate),
    goalProgress: shareOf(goalProgress),
    gap: shareOf(gap),
    timeProgress: toRate(timeProgress),
    forecast: forecastOf(forecast),
    lights,
    findings,
  };
}

export function monitoringAnswer({ months, funds, alerts, focus, checks, ...view }: MonitoringView) {
  const { state, budget, paid, left, transferred, cancelled, recovered } = funds;
  const newest = months.at(-1)?.judgement;
  return {
    ...view,
    kinds: ['daily', ...focus.kinds],
    key: { key: focus.key, reasons: focus.reasons, ...(focus.basis === undefined ? {} : { basis: focus.basis }) },
    checks: checks ? { checks: checks.checks, ...checks.standing } : { checks: 0 },
    readings: months.map(({ period, version, reading: { asOf, paid, issued, expected, indicators }, judgement }) => ({
      period,
      version,
      asOf,
      paid: yuan(paid),
      ...(issued === undefined ? {} : { issued: yuan(issued) }),
      ...(expected === undefined ? {} : { expected: yuan(expected) }),
      indicators,
      ...figuresOf(judgement),
    })),
    alerts: alerts.map(({ amount, ...alert }) => ({ ...alert, ...(amount === undefined ? {} : { amount: yuan(amount) }) })),
    funds: {
      state,
      budget: yuan(budget),
      paid: yuan(paid),
      left: yuan(left),
      transferred: yuan(transferred),
      cancelled: yuan(cancelled),
      recovered: yuan(recovered),
    },
    forecast: forecastOf(newest?.forecast ?? null),
    findings: newest?.findings ?? [],
  };
}
