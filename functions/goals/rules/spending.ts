import type { Event } from '../../../events/index.ts';
import type { CommonIndicator, CommonIndicatorKey, Policy } from '../../../shared/policy/policy.ts';
import { timeProgress } from '../../../shared/values/calendar.ts';
import { exact } from '../../../shared/values/exact.ts';
import { percent, toRate } from '../../../shared/values/rate.ts';
import type { GoalsState } from './goals.ts';

/** What the newest month's reading says of money, in 分. `at`: of two readings of one month the later event. */
export interface Spending {
  readonly period: string;
  readonly asOf: string;
  readonly paid: number;
  readonly issued?: number;
  readonly at: number;
}

/** The newest month wins, and of that month the newest reading; kept only where finance puts in indicators that need it (市中 第十条). */
export function hearReading(state: GoalsState | undefined, event: Event<'reading.recorded.v1'>): GoalsState | undefined {
  if (!state) return undefined;
  const { period, reading } = event.data;
  const before = state.spending;
  if (before && (before.period > period || (before.period === period && before.at >= event.sequence))) return undefined;
  const { asOf, paid, issued } = reading;
  return { ...state, spending: { period, asOf, paid, ...(issued === undefined ? {} : { issued }), at: event.sequence } };
}

export interface CommonValue extends CommonIndicator {
  /** A share, 1 = 100 %; null while budget or reading is missing. */
  readonly value: number | null;
  readonly says: string;
}

/** 预算执行进度、预算支出率、预算到项目率, as far as what was heard tells (SZ-18). */
export function commonIndicators({ issued, spending }: GoalsState, { goals }: Policy): readonly CommonValue[] {
  return goals.commonIndicators.value.map((indicator) => {
    const share = shareOf(indicator.key, issued?.amount, spending);
    if (!share) return { ...indicator, value: null, says: issued ? '尚未填报执行情况，或者没有下达数' : '预算尚未批复' };
    const rate = exact(share.part).div(exact(share.whole));
    const calendar =
      indicator.key === 'executionProgress' && spending
        ? `，时序进度${percent(timeProgress(Number(spending.asOf.slice(0, 4)), spending.asOf))}`
        : '';
    return { ...indicator, value: toRate(rate), says: `截至${spending?.asOf ?? ''}为${percent(rate)}${calendar}` };
  });
}

function shareOf(key: CommonIndicatorKey, budget: number | undefined, spending: Spending | undefined) {
  if (budget === undefined || budget === 0 || !spending) return undefined;
  const { paid, issued } = spending;
  switch (key) {
    case 'executionProgress':
      return { part: paid, whole: budget };
    case 'spendingRate':
      return issued ? { part: paid, whole: issued } : undefined;
    case 'allocationRate':
      return issued === undefined ? undefined : { part: issued, whole: budget };
  }
}
