import { monthEnd, type PlainDate } from './calendar.ts';

/** A day, month or year as a cell prints it; what it leaves out is absent. */
export type PrintedDate = { year?: number; month?: number; day?: number };

/** A date read from a cell: the last moment it allows, whether words make it a deadline, and whether the words leave open which day that is. */
export type DateReading = { by: PrintedDate; deadline: boolean; unclear: boolean; possible: boolean };

const DATE =
  '(?:((?:19|20)\\d{2})(?:年度?|[-./](?=\\d{1,2}(?!\\d)))?)?(?:(\\d{1,2})(?:月份?|[-./](?=\\d{1,2}(?!\\d))))?(?:(\\d{1,2})[日号]?)?' +
  '(年?底|年?末|[上中下]旬|上半年|第?[一二三四1-4]季度)?';
const LEAD = '(?:完成时[间限]|时间|工期|期限)?(?:为|是|:)?(?:于|在|截[至止]到?|最迟|不[晚迟]于|≤|<=|=)?';
const TAIL = '([之以]?前|内|止)?(?:全部|全面)?(?:完成|到位|竣工|完工|验收|支付|实施|建成|交付|投入使用)*';
const single = new RegExp(`^${LEAD}${DATE}${TAIL}$`);
const range = new RegExp(`^${DATE}[-~—–至到]+${DATE}${TAIL}$`);
// Without one of these a run of digits is no date: 12, 2020, 3.5.
const looksLikeDate =
  /(?:19|20)\d{2}年|\d月|(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}|^(?:19|20)\d{2}[./]\d{1,2}[-~—–至](?:19|20)\d{2}|^(?:第?[一二三四1-4]季度|上半年|年[底末])/;
const deadlineWords = /(?:截[至止]|最迟|不[晚迟]于|≤|<=)/;

const quarters: Readonly<Record<string, number>> = { 一: 3, 二: 6, 三: 9, 四: 12, 1: 3, 2: 6, 3: 9, 4: 12 };

function assemble([year, first, second, part]: (string | undefined)[]): PrintedDate | undefined {
  // A lone number before or after a year is its month: 1-3月, 2020.1-2020.12.
  const [month, day] = first === undefined ? [second, undefined] : [first, second];
  const date: PrintedDate = {};
  if (year) date.year = Number(year);
  if (month) date.month = Number(month);
  if (day) date.day = Number(day);
  if (part === '上半年') date.month = 6;
  else if (part?.endsWith('季度')) date.month = quarters[part.replace('第', '').charAt(0)] ?? 12;
  else if (part === '上旬') date.day = 10;
  else if (part === '中旬') date.day = 20;
  else if (part && part !== '下旬') date.month ??= 12;
  return date.year === undefined && date.month === undefined ? undefined : date;
}

function exists({ year, month, day }: PrintedDate): boolean {
  if (month !== undefined && (month < 1 || month > 12)) return false;
  return day === undefined || (month !== undefined && day >= 1 && day <= Number(monthEnd(year ?? 2024, month).slice(8)));
}

/** Reads `9月前`, `2022年12月底前`, `完成时间为2022年12月30日`, `2020.1.1-2020.12.31`; undefined when the text is no date. Takes text without spaces. */
export function readDate(text: string): DateReading | undefined {
  if (!looksLikeDate.test(text)) return undefined;
  const one = single.exec(text);
  const by = one && assemble(one.slice(1, 5));
  if (one && by) {
    const [day, part, limit] = one.slice(3, 6);
    const unclear = limit !== undefined && /前$/.test(limit) && day === undefined && part === undefined;
    return { by, deadline: limit !== undefined || deadlineWords.test(text), unclear, possible: exists(by) };
  }
  const two = range.exec(text);
  const from = two && assemble(two.slice(1, 5));
  const to = two && assemble(two.slice(5, 9));
  if (!from || !to) return undefined;
  if (to.year === undefined && from.year !== undefined) to.year = from.year;
  return { by: to, deadline: false, unclear: false, possible: exists(from) && exists(to) };
}

/** The last day of a printed date; a missing year is the fiscal year, a missing day the end of the month, a missing month the end of the year. */
export function lastDay({ year, month, day }: PrintedDate, fiscalYear: number): PlainDate {
  const end = monthEnd(year ?? fiscalYear, month ?? 12);
  return day === undefined ? end : `${end.slice(0, 8)}${String(day).padStart(2, '0')}`;
}
