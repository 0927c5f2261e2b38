import { type Exact, exact } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Operator, type Printed, readActual, readPrinted } from '../../../shared/values/indicator.ts';
import { fault, note } from './articles.ts';
import type { IndicatorRow } from './form.ts';
import { type Achieved, answerOf } from './qualitative.ts';
import type { Comparison, Measure } from './quantitative.ts';
import { convert, isPercent } from './units.ts';

/** What a row says once its cells are read. `unreadable` rows can't be scored; their findings say why. */
export type Reading =
  | {
      readonly kind: 'quantity';
      readonly measure: Measure;
      readonly rate: boolean;
      readonly words: string;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'quality'; readonly achieved: Achieved; readonly degree: number | undefined; readonly findings: readonly Finding[] }
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] };

interface Cell extends Printed {
  /** JSON pointer. */
  readonly at: string;
  /** A JSON number or a printed text; printed text may leave its sign or unit to the reader. */
  readonly typed: boolean;
}

/**
 * Reads one row, by the fields where they are given and by the printed cells where not. Nothing is guessed silently: whatever was
 * assumed is a finding, and what can't be known (no target, no figure, a text that nobody judged) makes the row unreadable.
 */
export function readRow(row: IndicatorRow, at: string): Reading {
  const target = cellOf(row.target, row.raw?.target, 'target', at, readPrinted);
  const actual = cellOf(row.actual, row.raw?.actual, 'actual', at, readActual);
  const qualitative = row.operator === 'qualitative' || (row.operator === undefined && target.value === undefined);
  const odd = [...oddities(target), ...oddities(actual)];
  if (qualitative || target.kind === 'date') return readQuality(row, target, actual, odd, at);
  if (target.value === undefined) return unreadable(target, `定量指标的指标值${shown(target)}不是数值，未计分`, odd);
  if (actual.value === undefined) return unreadable(actual, `定量指标的实际完成值${shown(actual)}不是数值，未计分`, odd);
  return readQuantity(row, target, actual, odd);
}

function cellOf(
  given: number | string | undefined,
  raw: string | null | undefined,
  name: 'target' | 'actual',
  at: string,
  read: (text: string | null | undefined) => Printed,
): Cell {
  if (typeof given === 'number')
    return { raw: String(given), kind: 'number', value: String(given), oddities: [], at: `${at}/${name}`, typed: true };
  return given === undefined
    ? { ...read(raw), at: `${at}/raw/${name}`, typed: false }
    : { ...read(given), at: `${at}/${name}`, typed: false };
}

/** An answer of the reporter's own comes first; else the cell must hold a fixed answer or repeat the target. */
function readQuality(row: IndicatorRow, target: Cell, actual: Cell, odd: readonly Finding[], at: string): Reading {
  if (row.achieved !== undefined) return { kind: 'quality', achieved: row.achieved, degree: row.degree, findings: odd };
  if (target.kind === 'empty') return unreadable(target, '指标值未填写，未计分', odd);
  if (actual.kind === 'empty') return unreadable(actual, '实际完成值未填写，未计分', odd);
  const achieved = answerOf(actual.raw);
  if (achieved !== undefined) return { kind: 'quality', achieved, degree: row.degree, findings: odd };
  if (plain(actual.raw) === plain(target.raw)) {
    const says = `实际完成值与指标值文字相同（"${actual.raw.trim()}"），按达成计分，应附佐证`;
    return { kind: 'quality', achieved: 'full', degree: row.degree, findings: [...odd, note('EV-12', actual.at, says)] };
  }
  const says = `不能据"${actual.raw.trim()}"判断"${target.raw.trim()}"的达成程度，请填报达成、部分达成或未达成，未计分`;
  return { kind: 'unreadable', findings: [...odd, fault('EV-11', `${at}/achieved`, says)] };
}

function readQuantity(row: IndicatorRow, target: Cell, actual: Cell, odd: readonly Finding[]): Reading {
  const wanted = exact(target.value ?? 0);
  const upper = target.kind === 'range' && target.upper !== undefined ? exact(target.upper) : undefined;
  const { comparison, assumed } = comparisonOf(row, target, wanted, upper);
  const findings = [...odd];
  if (comparison === undefined || !bounds(actual.operator, comparison)) {
    return unreadable(actual, `实际完成值${shown(actual)}是范围而非实际数，不能与指标值${shown(target)}比较，未计分`, odd);
  }
  const conversion = convert(actual.unit, target.unit);
  if (conversion.kind === 'unlike') {
    return unreadable(actual, `实际完成值${shown(actual)}与指标值${shown(target)}的单位不同，不能比较，未计分`, odd);
  }
  if (conversion.kind === 'doubtful') {
    findings.push(note('EV-12', actual.at, `实际完成值${shown(actual)}与指标值${shown(target)}的单位不一致，按数值比较`));
  }
  const figure = scaleFraction(exact(actual.value ?? 0).mul(conversion.factor), wanted, target, actual, findings);
  if (actual.operator !== undefined && actual.operator !== '=') {
    findings.push(note('EV-12', actual.at, `实际完成值${shown(actual)}带有比较符号，应填实际数；按${actual.value}计分`));
  }
  if (assumed && !figure.equals(wanted)) {
    const direction = comparison === '<=' ? '不高于' : '不低于';
    findings.push(note('EV-12', target.at, `指标值${shown(target)}未写明比较符号，按"${direction}"计分`));
  }
  const measure: Measure = { comparison, target: wanted, actual: figure, ...(upper && { upper }) };
  const rate = isPercent(target.unit) || isPercent(actual.unit) || (target.unit === undefined && actual.unit === undefined);
  return { kind: 'quantity', measure, rate, words: `实际完成值${shown(actual)}，指标值${shown(target)}`, findings };
}

/** Without a sign a target is "at least"; costs, dates and a target of 0 are "at most". */
function comparisonOf(
  row: IndicatorRow,
  target: Cell,
  wanted: Exact,
  upper: Exact | undefined,
): { readonly comparison: Comparison | undefined; readonly assumed: boolean } {
  if (upper !== undefined) return { comparison: 'between', assumed: false };
  const operator: Operator | undefined = row.operator ?? target.operator;
  if (operator !== undefined && operator !== 'qualitative') return { comparison: operator, assumed: false };
  const lower = row.level1 === 'cost' || row.level2 === 'cost' || row.level2 === 'timeliness';
  const atMost = wanted.equals(0) || (lower && !isPercent(target.unit));
  return { comparison: atMost ? '<=' : '>=', assumed: true };
}

/** A published "≥266米" bounds the true figure from below: good enough for a target of at least, of no use for one of at most. */
function bounds(sign: Operator | undefined, comparison: Comparison): boolean {
  if (sign === undefined || sign === '=' || sign === 'qualitative') return true;
  const rising = comparison === '>=' || comparison === '>';
  const falling = comparison === '<=' || comparison === '<';
  return sign === '>=' || sign === '>' ? rising : falling;
}

/** 95% beside 0.958 is the same scale printed twice; 95 beside 0.958, both bare numbers, is only doubtful and taken as it is. */
function scaleFraction(figure: Exact, wanted: Exact, target: Cell, actual: Cell, findings: Finding[]): Exact {
  const oneSided = isPercent(target.unit) !== isPercent(actual.unit);
  const percentOnTarget = isPercent(target.unit);
  const [bare, marked] = percentOnTarget ? [figure, wanted] : [wanted, figure];
  if (oneSided && (percentOnTarget ? actual : target).unit === undefined && bare.gt(0) && bare.lte(1) && marked.gt(1)) {
    const read = percentOnTarget ? figure.mul(100) : figure.div(100);
    findings.push(note('EV-12', actual.at, `指标值${shown(target)}与实际完成值${shown(actual)}一为百分数、一为小数，按同一口径折算后计分`));
    return read;
  }
  const [small, large] = figure.lt(wanted) ? [figure, wanted] : [wanted, figure];
  if (!oneSided && small.gt(0) && small.lt(1) && large.gt(1) && large.lte(100) && large.div(small).gte(20)) {
    findings.push(
      note(
        'EV-12',
        actual.at,
        `指标值${shown(target)}与实际完成值${shown(actual)}相差悬殊，疑一为百分数、一为小数；按所填数值计分，请核对`,
      ),
    );
  }
  return figure;
}

function oddities(cell: Cell): readonly Finding[] {
  return cell.oddities.map((says) => note('EV-12', cell.at, `${shown(cell)}：${says}`));
}

function unreadable(cell: Cell, says: string, findings: readonly Finding[]): Reading {
  return { kind: 'unreadable', findings: [...findings, fault('EV-11', cell.at, says)] };
}

function shown(cell: Cell): string {
  return cell.typed ? cell.raw : cell.kind === 'empty' ? '（空）' : `"${cell.raw.trim()}"`;
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}
