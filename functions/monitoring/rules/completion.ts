import { type Exact, exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { comparable, measure, type Operator, type Printed, readActual, readPrinted } from '../../../shared/values/indicator.ts';

/** One indicator of a reading beside its target. `at` points at its row. */
export interface MeasuredIndicator {
  readonly at: string;
  readonly name: string;
  /** Left out: the sign of the printed target, or ≥. */
  readonly operator?: Operator | undefined;
  readonly target: number | string;
  readonly unit?: string | undefined;
  readonly actual: number | string;
  readonly weight: number;
  readonly likelihood?: 'certain' | 'possible' | 'impossible' | undefined;
}

/** How far an indicator has come, 0..1; `undefined` when its figures can't be compared. */
export interface Completion {
  readonly completion: Exact | undefined;
  readonly findings: readonly Finding[];
}

export const FORM = '财预〔2019〕136号（项目支出绩效目标执行监控表）';

const ZERO = exact(0);
const ONE = exact(1);

/**
 * The completion of one indicator at a moment of the year, never below 0 or above 1.
 *
 * - at least, exactly: actual ÷ target; exactly falls again by the share that the actual runs past its target.
 * - MO-09 at most (a cost, a number of accidents): a ceiling that has been kept so far has been kept for the share of the year that is
 *   over, so it counts by `time`; counted as done from January on, it would run ahead of the spending by itself. Broken, it counts
 *   target ÷ actual of that.
 * - MO-08 texts, dates and unlike units are left out, and said to be.
 */
export function completionOf(row: MeasuredIndicator, time: Exact): Completion {
  const target = cell(row.target, row.unit, readPrinted);
  const actual = cell(row.actual, undefined, readActual);
  const operator = row.operator ?? target.operator ?? (target.value === undefined ? 'qualitative' : '>=');
  if (operator === 'qualitative' || target.value === undefined) return left(row, '是定性或不能折算的指标值');
  if (actual.value === undefined || actual.kind === 'range') return left(row, `的实际完成值“${actual.raw}”不是数值`);
  if (target.kind === 'range') return between(row, target, actual);
  const pair = comparable(target, actual);
  if (!pair) return left(row, `的实际完成值“${actual.raw}”与指标值“${target.raw}”单位不同`);
  return { completion: reached(operator, pair.target, pair.actual, time), findings: [] };
}

function reached(operator: Exclude<Operator, 'qualitative'>, target: Exact, actual: Exact, time: Exact): Exact {
  switch (operator) {
    case '>=':
    case '>':
      return target.gt(0) ? within(actual.div(target)) : actual.gte(target) ? ONE : ZERO;
    case '<=':
    case '<':
      if (actual.lte(target)) return time;
      return target.gt(0) ? time.mul(target.div(actual)) : ZERO;
    case '=':
      if (target.equals(0)) return actual.equals(0) ? time : ZERO;
      if (target.lt(0)) return actual.equals(target) ? ONE : ZERO;
      return actual.lte(target) ? within(actual.div(target)) : within(ONE.sub(actual.sub(target).div(target)));
  }
}

function between(row: MeasuredIndicator, target: Printed, actual: Printed): Completion {
  const amount = measure(actual)?.amount;
  if (!amount || (actual.unit && target.unit && actual.unit !== target.unit)) return left(row, '的实际完成值与指标值区间单位不同');
  const lower = exact(target.value ?? 0);
  const upper = exact(target.upper ?? target.value ?? 0);
  if (amount.lt(lower)) return { completion: lower.gt(0) ? within(amount.div(lower)) : ZERO, findings: [] };
  return { completion: amount.lte(upper) ? ONE : within(upper.div(amount)), findings: [] };
}

function left(row: MeasuredIndicator, why: string): Completion {
  return {
    completion: undefined,
    findings: [finding('MO-08', `${row.at}/actual`, `指标“${row.name}”${why}，不计入绩效目标进度`, FORM, 'warning')],
  };
}

function cell(value: number | string, unit: string | undefined, read: (text: string) => Printed): Printed {
  const printed: Printed =
    typeof value === 'number' ? { raw: String(value), kind: 'number', value: String(value), oddities: [] } : read(value);
  return unit && !printed.unit && printed.value !== undefined ? { ...printed, unit } : printed;
}

function within(share: Exact): Exact {
  return share.lt(0) ? ZERO : share.gt(1) ? ONE : share;
}
