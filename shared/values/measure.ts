import { type Exact, exact } from './exact.ts';
import type { Oddity, Printed } from './printed.ts';

/** An amount in its base unit: 万元 and 亿元 in 元, 万人 in 人, ‰ in %. */
export type Measure = { amount: Exact; unit: string };

const scales: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12 };

/** What a single number or percentage amounts to; undefined for ranges, dates, texts and empty cells. */
export function measure(printed: Printed): Measure | undefined {
  if ((printed.kind !== 'number' && printed.kind !== 'percent') || printed.value === undefined) return undefined;
  return inBaseUnit(exact(printed.value), printed.unit ?? '');
}

function inBaseUnit(amount: Exact, unit: string): Measure {
  if (unit === '‰') return { amount: amount.div(10), unit: '%' };
  // 千 and 百 scale money only: 千米, 千克, 百分点 are units of their own.
  const [, scale = '', base = ''] = /^(万亿|[十百千]万|[万亿]|[百千](?=元))(.*)$/.exec(unit) ?? [];
  return scale === '' ? { amount, unit } : { amount: amount.mul(scales[scale] ?? 1), unit: base };
}

/** The amount in 元 of a cell whose unit is money (元, 千元, 万元, 亿元); undefined for any other, unit prices (元/亩) included. */
export function inYuan(printed: Printed): Exact | undefined {
  const measured = measure(printed);
  return measured?.unit === '元' ? measured.amount : undefined;
}

/** A target and an actual value in one unit. */
export type Comparison = { target: Exact; actual: Exact; unit: string; oddities: Oddity[] };

/**
 * Brings two cells of one row to one unit, so that they can be compared: `≤90万元` and `850000元`, `≥95%` and `0.958`, `≥266米` and `266`.
 * An actual value without a unit has the target's. Undefined when one of them is no single number, or when only one is a percentage or money.
 */
export function comparable(target: Printed, actual: Printed): Comparison | undefined {
  const wanted = measure(target);
  const reached = measure(actual);
  if (!wanted || !reached) return undefined;
  const { amount, unit } = wanted;
  if (unit === reached.unit || !target.unit) return { target: amount, actual: reached.amount, unit: reached.unit, oddities: [] };
  if (actual.unit) {
    const alike = (one: string) => !/^[%元]/.test(one);
    return alike(unit) && alike(reached.unit) ? { target: amount, actual: reached.amount, unit, oddities: ['unit-differs'] } : undefined;
  }
  if (unit !== '%') return { target: amount, actual: inBaseUnit(reached.amount, target.unit).amount, unit, oddities: [] };
  const ceiling = target.operator === '<=' || target.operator === '<';
  const ratio = !ceiling && reached.amount.compare(0) > 0 && reached.amount.compare(1) <= 0 && amount.compare(1) > 0;
  if (ratio) return { target: amount, actual: reached.amount.mul(100), unit, oddities: ['ratio-for-percent'] };
  return { target: amount, actual: inBaseUnit(reached.amount, target.unit).amount, unit, oddities: ['percent-sign-missing'] };
}
