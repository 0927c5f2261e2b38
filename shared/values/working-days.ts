import { addDays, type PlainDate } from './calendar.ts';
import { holidayNotices } from './holiday-notices.ts';

/** Whether the State Council's arrangement for that year is in the table. For any other year every Monday to Friday counts as worked. */
export function calendarKnown(year: number): boolean {
  return year in holidayNotices;
}

/** The notice that a year's working days follow, for the basis of a deadline; a year without one says so. */
export function calendarBasis(year: number): string {
  return holidayNotices[year]?.basis ?? `${year}年节假日安排未收录，按周一至周五计算工作日`;
}

/** Whether the day is worked: Monday to Friday, but for holidays and the weekend days worked in exchange (调休). */
export function isWorkingDay(date: PlainDate): boolean {
  const year = Number(date.slice(0, 4));
  // The arrangement of a year may begin in the December before.
  for (const notice of [holidayNotices[year], holidayNotices[year + 1]]) {
    if (notice?.worked.includes(date)) return true;
    if (notice?.off.some(([first, last]) => first <= date && date <= last)) return false;
  }
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The n-th working day after `date`, which itself does not count (民法典第二百零一条：开始的当日不计入，自下一日开始计算).
 * A negative n counts backwards. With 0 the day itself or, when it is a day off, the next working day (第二百零三条).
 */
export function addWorkingDays(date: PlainDate, n: number): PlainDate {
  const step = n < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(n); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day)) left -= 1;
  }
  while (!isWorkingDay(day)) day = addDays(day, step);
  return day;
}
