import type { Step } from '../../../shared/policy/scoring.ts';
import { type Exact, exact } from '../../../shared/values/exact.ts';

export type Relation = '>=' | '<=' | '=' | '>' | '<' | 'between';

/** A target and an actual in the same unit. `upper` belongs to `between`, whose lower bound is `target`. */
export interface Quantity {
  readonly relation: Relation;
  readonly target: Exact;
  readonly upper?: Exact;
  readonly actual: Exact;
}

const ZERO = exact(0);
const ONE = exact(1);

/**
 * 完成率, 1 = the target is met.
 *
 * - at least: actual ÷ target, above 1 when exceeded; at most: target ÷ actual, 1 when kept; exactly: 1 less the relative deviation.
 * - A target of 0 or below is never a divisor: met is 1; missed is 1 less the deviation in shares of |target|, and 0 when the target is 0.
 *
 * Never falls when the actual improves, never below 0.
 */
export function completionOf({ relation, target, upper, actual }: Quantity): Exact {
  switch (relation) {
    case '>=':
    case '>':
      if (relation === '>' && actual.equals(0) && target.equals(0)) return ZERO;
      if (actual.gte(target)) return target.gt(0) ? actual.div(target) : ONE;
      return target.gt(0) ? atLeastZero(actual.div(target)) : nearness(actual, target);
    case '<=':
    case '<':
      if (relation === '<' && actual.equals(0) && target.equals(0)) return ZERO;
      if (actual.lte(target)) return ONE;
      return target.gt(0) ? target.div(actual) : nearness(actual, target);
    case '=':
      return nearness(actual, target);
    case 'between':
      if (actual.lt(target)) return completionOf({ relation: '>=', target, actual });
      return upper === undefined || actual.lte(upper) ? ONE : completionOf({ relation: '<=', target: upper, actual });
  }
}

/** Whether the target is met as written: `>` and `<` aren't by an actual that only touches them. */
export function isMet({ relation, target, upper, actual }: Quantity): boolean {
  switch (relation) {
    case '>=':
      return actual.gte(target);
    case '>':
      return actual.gt(target);
    case '<=':
      return actual.lte(target);
    case '<':
      return actual.lt(target);
    case '=':
      return actual.equals(target);
    case 'between':
      return actual.gte(target) && (upper === undefined || actual.lte(upper));
  }
}

/** By how much a higher-is-better target is exceeded, in shares of the target; `undefined` where that has no meaning. */
export function excessOf({ relation, target, actual }: Quantity): Exact | undefined {
  if (relation !== '>=' && relation !== '>') return undefined;
  return target.gt(0) && actual.gt(target) ? actual.sub(target).div(target) : undefined;
}

/** 完成率小于及格线的不得分；得分＝（完成率−及格线）÷（1−及格线）×分值。Without a pass line, the completion itself. */
export function shareOf(completion: Exact, passLine: number): Exact {
  const line = exact(passLine);
  const reached = completion.gt(1) ? ONE : completion;
  return reached.lt(line) ? ZERO : reached.sub(line).div(ONE.sub(line));
}

function nearness(actual: Exact, target: Exact): Exact {
  if (actual.equals(target)) return ONE;
  return target.equals(0) ? ZERO : atLeastZero(ONE.sub(actual.sub(target).abs().div(target.abs())));
}

function atLeastZero(x: Exact): Exact {
  return x.lt(0) ? ZERO : x;
}

/** The share of the highest step that the rate reaches. */
export function stepAt(steps: readonly Step[], rate: Exact): Step | undefined {
  return steps
    .filter((step) => rate.gte(exact(step.from)))
    .reduce<Step | undefined>((best, step) => (best && best.from > step.from ? best : step), undefined);
}
