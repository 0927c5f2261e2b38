import { addDays, type PlainDate } from './calendar.ts';

/** Whether the State Council's arrangement of holidays for that year is in the table. */
export function calendarKnown(_year: number): boolean {
  return false;
}

export function isWorkingDay(date: PlainDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The n-th working day after `date`; with 0 the day itself, or the next working day. */
export function addWorkingDays(date: PlainDate, n: number): PlainDate {
  let day = date;
  for (let left = n; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}
