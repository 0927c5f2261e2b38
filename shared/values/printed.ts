import type { PlainDate } from './calendar.ts';
import type { Operator } from './indicator.ts';
import { lastDay, type PrintedDate, readDate } from './printed-date.ts';
import { takeSign, takeSuffix } from './printed-sign.ts';

/**
 * What is odd about a printed cell. It was read all the same, or kept as text.
 * - `fullwidth` digits or letters of double width · `sign-variant` ≧, ﹦, >=, => instead of ≥, = · `operator-in-words` 不低于, 以内
 * - `operators-disagree` words before and after the number contradict each other · `operator-read-as-2` 290% may be ≥90% misread (OCR)
 * - `unit-in-words` 百分比, 百分之 · `permille` ‰ · `thousands-separator` 1,000 · `approximate` 约, 余, 左右
 * - `words-around-value` 全面覆盖100% · `number-in-text` numbers in a sentence that is kept as text · `range-reversed` 20-10
 * - `deadline-unclear` 9月前: which day of September? · `date-impossible` 2月30日 · `dash-for-empty` —
 * - `inequality-copied` an actual value with an operator · `claims-target-met` 达成预期指标, 同左 instead of a value
 * - `percent-sign-missing`, `ratio-for-percent` an actual 95 or 0.95 for a target in % · `unit-differs` the two cells have different units
 */
export type Oddity =
  | 'fullwidth'
  | 'sign-variant'
  | 'operator-in-words'
  | 'operators-disagree'
  | 'operator-read-as-2'
  | 'unit-in-words'
  | 'permille'
  | 'thousands-separator'
  | 'approximate'
  | 'words-around-value'
  | 'number-in-text'
  | 'range-reversed'
  | 'deadline-unclear'
  | 'date-impossible'
  | 'dash-for-empty'
  | 'inequality-copied'
  | 'claims-target-met'
  | 'percent-sign-missing'
  | 'ratio-for-percent'
  | 'unit-differs';

/**
 * A cell as printed, and what it says. `value` is decimal text without separators (of a range the lower bound, `upper` the other), as printed:
 * `≤90万元` has value "90" and unit "万元". `%` is the unit of every percentage. A date has `date` (its last moment) and no value.
 */
export type Printed = {
  raw: string;
  kind: 'number' | 'range' | 'percent' | 'date' | 'text' | 'empty';
  operator?: Operator;
  value?: string;
  upper?: string;
  unit?: string;
  date?: PrintedDate;
  oddities: Oddity[];
};

const NUMBER = '[+-]?(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)';
const UNIT = '(?:[\\p{Script=Han}A-Za-z㎡㎥㎞㎏℃°²³%‰·()]|[/.、](?=[\\p{Script=Han}A-Za-z0-9])|(?<=/\\d{0,5})\\d)';
const amount = new RegExp(`^(?<value>${NUMBER}) ?(?<more>[余多]?) ?(?<unit>${UNIT}*)$`, 'u');
const span = new RegExp(`^(?<value>${NUMBER}) ?(?<first>${UNIT}*?) ?[-~—–至到]+ ?(?<upper>${NUMBER}) ?(?<unit>${UNIT}*)$`, 'u');
const wordsBefore = /^[\p{Script=Han}]{1,9}?[:为]?(?=[\d≥≤=><≧≦]|约|近|不低|不少|不小|不高|不超|不大|大于|小于|高于|低于|百分之)/u;
const wordsAfter = /(?:完成|到位|达标|覆盖|合格)+$/;
const claims =
  /^\(?(?:同左|同上|同目标值?|(?:已?(?:达成|达到|完成|实现))(?:了|年度|年初|全部)*(?:预期|设定|既定|绩效|预定)*(?:指标|目标|效果)值?)\)?[.。]?$/;

/** Characters of double width and small forms to their plain twins, one for one. */
function plain(text: string): string {
  return text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[﹦﹤﹥﹪﹐﹣−﹢]/g, (c) => ({ '﹦': '=', '﹤': '<', '﹥': '>', '﹪': '%', '﹐': ',', '﹢': '+' })[c] ?? '-')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Reads the target cell of a form (指标值). Never throws; what isn't understood is `text` with the operator `qualitative`. */
export function readPrinted(raw: string | null | undefined): Printed {
  const read = readCell(raw ?? '');
  return read.kind === 'text' ? { ...read, operator: 'qualitative' } : read;
}

/** Reads the cell of an actual value (实际完成值): `50`, `100%`, `200余人`, `达成预期指标`. An operator in it was copied from the target. */
export function readActual(raw: string | null | undefined): Printed {
  const read = readCell(raw ?? '');
  if (read.kind === 'text' && claims.test(plain(read.raw))) read.oddities.push('claims-target-met');
  if (read.operator !== undefined && read.operator !== '=' && read.kind !== 'date') read.oddities.push('inequality-copied');
  return read;
}

/** The last day that a printed date allows, or undefined for any other cell. A missing year is the fiscal year. */
export function deadline(printed: Printed, fiscalYear: number): PlainDate | undefined {
  return printed.kind === 'date' && printed.date ? lastDay(printed.date, fiscalYear) : undefined;
}

function readCell(raw: string): Printed {
  const text = plain(raw);
  // No value is that long; a sentence stays a sentence.
  if (text.length > 60) return textCell(raw, text, []);
  if (text === '') return { raw, kind: 'empty', oddities: [] };
  if (/^[-—–_/\\~ ]+$/.test(text)) return { raw, kind: 'empty', oddities: ['dash-for-empty'] };
  const oddities: Oddity[] = /[０-９Ａ-Ｚａ-ｚ．，]/.test(raw) && /\d/.test(text) ? ['fullwidth'] : [];
  return readDateCell(raw, text, oddities) ?? readAmountCell(raw, text, oddities) ?? textCell(raw, text, oddities);
}

function textCell(raw: string, text: string, oddities: Oddity[]): Printed {
  return { raw, kind: 'text', oddities: /\d/.test(text) ? [...oddities, 'number-in-text'] : oddities };
}

function readDateCell(raw: string, text: string, oddities: Oddity[]): Printed | undefined {
  const read = readDate(text.replaceAll(' ', ''));
  if (!read) return undefined;
  if (!read.possible) return { raw, kind: 'text', oddities: [...oddities, 'date-impossible'] };
  return {
    raw,
    kind: 'date',
    ...(read.deadline && { operator: '<=' as const }),
    date: read.by,
    oddities: read.unclear ? [...oddities, 'deadline-unclear'] : oddities,
  };
}

function readAmountCell(raw: string, text: string, known: Oddity[]): Printed | undefined {
  const oddities = new Set(known);
  let sign = takeSign(text);
  if (!/^(?:[+-]?\.?\d|百分之)/.test(sign.rest)) {
    const words = wordsBefore.exec(sign.rest)?.[0] ?? '';
    // 第3季度, 前3名, 每月10日: the number counts nothing.
    if (words === '' || /[第前月年]$/.test(words)) return undefined;
    const next = takeSign(sign.rest.slice(words.length));
    sign = next.operator ? next : { ...sign, ...next, ...(sign.operator && { operator: sign.operator, form: sign.form }) };
    oddities.add('words-around-value');
  }
  const bare = sign.rest.replace(wordsAfter, '');
  if (bare !== sign.rest) oddities.add('words-around-value');
  const suffix = takeSuffix(bare);
  const body = suffix.rest.replace(/^百分之(?=[\d.])/, '').trim();
  const found = (span.exec(body) ?? amount.exec(body))?.groups;
  if (!found?.value) return undefined;

  const unit = unitOf(body === suffix.rest.trim() ? (found.unit ?? '') : '百分之', oddities);
  if (unit === undefined || (found.first && unitOf(found.first, oddities) !== unit)) return undefined;
  if (sign.form === 'variant' || /[﹦﹤﹥]/.test(raw)) oddities.add('sign-variant');
  if (sign.form === 'words' || suffix.operator) oddities.add('operator-in-words');
  if (sign.operator && suffix.operator && sign.operator !== suffix.operator) oddities.add('operators-disagree');
  if (sign.approximate || suffix.approximate || found.more || /^[万亿]余/.test(found.unit ?? '')) oddities.add('approximate');
  if (found.value.includes(',') || found.upper?.includes(',')) oddities.add('thousands-separator');

  const operator = sign.operator ?? suffix.operator;
  let value = decimal(found.value);
  let upper = found.upper === undefined ? undefined : decimal(found.upper);
  if (operator === undefined && unit === '%' && /^2(?:[5-9]\d|100)$/.test(value)) oddities.add('operator-read-as-2');
  if (upper !== undefined && Number(upper) < Number(value)) {
    [value, upper] = [upper, value];
    oddities.add('range-reversed');
  }
  const kind = upper !== undefined ? 'range' : unit === '%' ? 'percent' : 'number';
  return { raw, kind, ...(operator && { operator }), value, ...(upper && { upper }), ...(unit && { unit }), oddities: [...oddities] };
}

function decimal(digits: string): string {
  return digits
    .replaceAll(',', '')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.');
}

/** The unit as printed, `%` for every way to write per cent, '' for none; undefined for words that are no unit. */
function unitOf(text: string, oddities: Set<Oddity>): string | undefined {
  if (/^(?:百分比|百分率|百分之|百分号)$/.test(text)) {
    oddities.add('unit-in-words');
    return '%';
  }
  if (text === '‰') oddities.add('permille');
  const unit = text.replace(/^([万亿])余/, '$1');
  const sentence = unit.split(/[/.、]/).some((word) => word.length > 6) || /[的了并和或及前后]|^[/.、]\d/.test(unit) || unit.length > 16;
  return sentence ? undefined : unit;
}
