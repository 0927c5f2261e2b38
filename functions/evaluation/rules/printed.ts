import { type Exact, exact } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import {
  comparable,
  deadline,
  type Oddity,
  type Operator,
  type Printed,
  readActual,
  readPrinted,
} from '../../../shared/values/indicator.ts';
import { fault, note } from './articles.ts';
import type { IndicatorRow } from './form.ts';
import { sentenceOf } from './oddities.ts';
import { type Achieved, answerOf } from './qualitative.ts';
import type { Quantity, Relation } from './quantitative.ts';
import { differInKind, inUnitOf } from './units.ts';

/** What a row says once its cells are read. `unreadable` rows can't be scored; their findings say why. */
export type Reading =
  | {
      readonly kind: 'quantity';
      readonly quantity: Quantity;
      /** `%`, or '' where none is known. */
      readonly unit: string;
      /** Both cells, for sentences. */
      readonly words: string;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'quality'; readonly achieved: Achieved; readonly degree: number | undefined; readonly findings: readonly Finding[] }
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] };

interface Cell {
  readonly printed: Printed;
  /** JSON pointer. */
  readonly at: string;
  /** Given as a JSON number. */
  readonly typed: boolean;
}

/**
 * Reads one row, by the fields where they are given and by the printed cells where not. Nothing is guessed silently: whatever was
 * assumed is a finding, and what can't be known (no target, no figure, a text that nobody judged) makes the row unreadable.
 */
export function readRow(row: IndicatorRow, at: string): Reading {
  const target = cellOf(row.target, row.raw?.target, 'target', at, readPrinted);
  const actual = cellOf(row.actual, row.raw?.actual, 'actual', at, readActual);
  const figure = target.printed.value !== undefined;
  if (row.operator === 'qualitative' || (row.operator === undefined && !figure) || target.printed.kind === 'date') {
    return readQuality(row, target, actual, at);
  }
  if (!figure) return unreadable(target, `定量指标的指标值${shown(target)}不是数值，未计分`);
  if (actual.printed.value === undefined) return unreadable(actual, `定量指标的实际完成值${shown(actual)}不是数值，未计分`);
  return readQuantity(row, target, actual);
}

function cellOf(
  given: number | string | undefined,
  raw: string | null | undefined,
  name: 'target' | 'actual',
  at: string,
  read: (text: string | null | undefined) => Printed,
): Cell {
  if (given === undefined) return { printed: read(raw), at: `${at}/raw/${name}`, typed: false };
  if (typeof given === 'string') return { printed: read(given), at: `${at}/${name}`, typed: false };
  const text = String(given);
  return { printed: { raw: text, kind: 'number', value: text, oddities: [] }, at: `${at}/${name}`, typed: true };
}

/** The reporter's own answer comes first; else a date that was kept, one of the form's fixed answers, or the target's own words. */
function readQuality(row: IndicatorRow, target: Cell, actual: Cell, at: string): Reading {
  const quality = (achieved: Achieved, findings: readonly Finding[] = []): Reading => ({
    kind: 'quality',
    achieved,
    degree: row.degree,
    findings,
  });
  if (row.achieved !== undefined) return quality(row.achieved);
  if (target.printed.kind === 'empty') return unreadable(target, '指标值未填写，未计分');
  if (actual.printed.kind === 'empty') return unreadable(actual, '实际完成值未填写，未计分');
  const kept = onTime(target.printed, actual.printed);
  if (kept === true) return quality('full', noted(target));
  if (kept === false)
    return unreadable(actual, `完成时间${shown(actual)}晚于或不能确认不晚于${shown(target)}，逾期不按比例计分，未计分`, noted(target));
  if (plain(actual) === plain(target) || (actual.printed.oddities.includes('claims-target-met') && answerOf(plain(actual)) === undefined)) {
    return quality('full', [note('EV-12', actual.at, `实际完成值照写指标值（${shown(actual)}），按达成计分，应附佐证`)]);
  }
  const achieved = answerOf(plain(actual));
  if (achieved !== undefined) return quality(achieved);
  const says = `不能据${shown(actual)}判断${shown(target)}的达成程度，请填报达成、部分达成或未达成，未计分`;
  return { kind: 'unreadable', findings: [fault('EV-11', `${at}/achieved`, says)] };
}

/** Whether an actual date keeps the target's; a year printed only once goes for both. */
function onTime(target: Printed, actual: Printed): boolean | undefined {
  const year = target.date?.year ?? actual.date?.year ?? 2000;
  const due = deadline(target, year);
  const done = deadline(actual, year);
  return due === undefined || done === undefined ? undefined : done <= due;
}

function readQuantity(row: IndicatorRow, target: Cell, actual: Cell): Reading {
  const converted = inUnitOf(target.printed, actual.printed);
  const compared = differInKind(target.printed, actual.printed) ? undefined : comparable(single(target.printed), converted);
  if (compared === undefined)
    return unreadable(actual, `实际完成值${shown(actual)}不能与指标值${shown(target)}比较（单位不同或不是一个数），未计分`);
  const upper =
    target.printed.upper === undefined ? undefined : comparable(single(target.printed, target.printed.upper), converted)?.target;
  const { relation, assumed } = relationOf(row, target.printed, compared.target, upper);
  if (!bounds(actual.printed.operator, relation)) {
    return unreadable(actual, `实际完成值${shown(actual)}是范围而非实际数，不能据以判断指标值${shown(target)}，未计分`);
  }
  const findings = [...noted(target), ...noted(actual), ...noted(actual, compared.oddities)];
  if (!actual.printed.unit && !target.printed.unit) findings.push(...doubtful(compared.target, compared.actual, target, actual));
  if (assumed && !compared.actual.equals(compared.target)) {
    findings.push(note('EV-12', target.at, `指标值${shown(target)}未写明比较符号，按"${relation === '<=' ? '不高于' : '不低于'}"计分`));
  }
  const quantity: Quantity = { relation, target: compared.target, actual: compared.actual, ...(upper && { upper }) };
  return { kind: 'quantity', quantity, unit: compared.unit, words: `实际完成值${shown(actual)}，指标值${shown(target)}`, findings };
}

/** One bound of a range as a cell of its own. */
function single(printed: Printed, value = printed.value): Printed {
  return { ...printed, kind: printed.unit === '%' ? 'percent' : 'number', ...(value !== undefined && { value }) };
}

/** Without a sign a target is "at least"; costs, durations and a target of 0 are "at most". */
function relationOf(
  row: IndicatorRow,
  target: Printed,
  wanted: Exact,
  upper: Exact | undefined,
): { readonly relation: Relation; readonly assumed: boolean } {
  if (upper !== undefined) return { relation: 'between', assumed: false };
  const operator = row.operator ?? target.operator;
  if (operator !== undefined && operator !== 'qualitative') return { relation: operator, assumed: false };
  const lower = row.level1 === 'cost' || row.level2 === 'cost' || row.level2 === 'timeliness';
  const atMost = wanted.equals(0) || (lower && target.unit !== '%');
  return { relation: atMost ? '<=' : '>=', assumed: true };
}

/** A published "≥266米" bounds the true figure from below: enough for a target of at least, of no use for one of at most. */
function bounds(sign: Operator | undefined, relation: Relation): boolean {
  if (sign === undefined || sign === '=' || sign === 'qualitative') return true;
  const rising = relation === '>=' || relation === '>';
  const falling = relation === '<=' || relation === '<';
  return sign === '>=' || sign === '>' ? rising : falling;
}

/** 95 beside 0.958, both bare numbers: taken as they are, and doubted. */
function doubtful(target: Exact, actual: Exact, first: Cell, second: Cell): readonly Finding[] {
  const [small, large] = actual.lt(target) ? [actual, target] : [target, actual];
  if (!small.gt(0) || !small.lt(1) || !large.gt(1) || large.gt(100) || large.div(small).lt(exact(20))) return [];
  const says = `指标值${shown(first)}与实际完成值${shown(second)}相差悬殊，疑一为百分数、一为小数；按所填数值计分，请核对`;
  return [note('EV-12', second.at, says)];
}

function noted(cell: Cell, oddities: readonly Oddity[] = cell.printed.oddities): Finding[] {
  return oddities.flatMap((oddity) => {
    const says = sentenceOf(oddity);
    return says === undefined ? [] : [note('EV-12', cell.at, `${shown(cell)}${says}`)];
  });
}

function unreadable(cell: Cell, says: string, findings: readonly Finding[] = []): Reading {
  return { kind: 'unreadable', findings: [...findings, fault('EV-11', cell.at, says)] };
}

function shown({ printed, typed }: Cell): string {
  if (printed.kind === 'empty') return '（空）';
  return typed ? printed.raw : `"${printed.raw.trim()}"`;
}

function plain({ printed }: Cell): string {
  return printed.raw.normalize('NFKC').replace(/\s/gu, '');
}
