import * as z from 'zod';
import { type Exact, exact } from './exact.ts';

/** A real calendar day, `YYYY-MM-DD`, in Asia/Shanghai. */
export const PlainDate = z.iso.date().meta({ description: '日期，YYYY-MM-DD，北京时间' });
export type PlainDate = z.output<typeof PlainDate>;

/** A moment, RFC 3339 with an offset. */
export const Instant = z.iso.datetime({ offset: true }).meta({ description: '时刻，RFC 3339，带时区偏移' });
export type Instant = z.output<typeof Instant>;

const DAY = 86_400_000;
// China has kept one zone without summer time since 1992.
const SHANGHAI = 8 * 3_600_000;

function dayNumber(date: PlainDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

function dateOf(day: number): PlainDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day in Asia/Shanghai on which a moment falls. Throws a RangeError on text that is no moment. */
export function shanghaiDate(instant: string | Date): PlainDate {
  const moment = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  return new Date(moment + SHANGHAI).toISOString().slice(0, 10);
}

/** 预算法第十八条：预算年度自公历一月一日起，至十二月三十一日止。A moment is read in Asia/Shanghai. */
export function fiscalYearOf(date: PlainDate | Date): number {
  const day = typeof date === 'string' && date.length === 10 ? date : shanghaiDate(date);
  return Number(day.slice(0, 4));
}

/** The share of the fiscal year that has passed at the end of `date`: days elapsed, that day included, of the days of the year; 0 before it, 1 after. */
export function timeProgress(year: number, date: PlainDate): Exact {
  const before = dayNumber(`${year - 1}-12-31`);
  const days = dayNumber(`${year}-12-31`) - before;
  const elapsed = Math.min(Math.max(dayNumber(date) - before, 0), days);
  return exact(elapsed).div(days);
}

/** The last day of a month: `monthEnd(2024, '02')` is `2024-02-29`. */
export function monthEnd(year: number, month: string | number): PlainDate {
  return new Date(Date.UTC(year, Number(month), 0)).toISOString().slice(0, 10);
}

/** The day `days` calendar days later, or earlier when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOf(dayNumber(date) + days);
}

/** Calendar days from one day to another; negative when `to` is the earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}
