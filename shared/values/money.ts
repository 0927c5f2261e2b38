import * as z from 'zod';
import { type Exact, exact, halfUp } from './exact.ts';

/** An amount of money held in 分: a non-negative safe integer. */
export const Cents = z.int().min(0).meta({ description: '金额，单位：分' });
export type Cents = z.output<typeof Cents>;

const YUAN = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,2})?$/;

/** Money on the wire: decimal text in 元, never negative, at most two places. Parses to 分. */
export const Money = z
  .string()
  .regex(YUAN, '金额应为以元为单位的十进制字符串，不得为负，小数不超过两位，例如"9750000.00"')
  .refine((text) => !YUAN.test(text) || Number.isSafeInteger(toCents(text)), '金额超出可处理的范围')
  .meta({ description: '金额，单位：元，最多两位小数', examples: ['9750000.00'] })
  .transform(toCents);

function toCents(text: string): Cents {
  const [whole = '0', decimals = ''] = text.split('.');
  return Number(`${whole}${decimals.padEnd(2, '0')}`);
}

/** 分 as decimal text in 元: `yuan(975000000)` is `"9750000.00"`. Negative differences keep their sign. */
export function yuan(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** For sentences: `9,750,000.00元`. */
export function yuanText(cents: Cents): string {
  return `${yuan(cents).replace(/\B(?=(?:\d{3})+\.)/g, ',')}元`;
}

/** A share of an amount, rounded half up to whole 分, once. */
export function portion(cents: Cents, share: Exact): Cents {
  return Number(halfUp(exact(cents).mul(share), 0).valueOf());
}
