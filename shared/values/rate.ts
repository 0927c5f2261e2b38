import * as z from 'zod';
import { type Exact, exact, fixed, halfUp, toNumber } from './exact.ts';

function sixPlaces(x: number): boolean {
  return toNumber(halfUp(exact(x), 6)) === x;
}

/** A rate or a progress: 1 is 100 %, at most six places. */
export const Rate = z.number().refine(sixPlaces, '比率最多保留六位小数').meta({ description: '比率，1 表示 100%，最多六位小数' });
export type Rate = z.output<typeof Rate>;

/** Rounds a computed rate half up to six places. */
export function toRate(x: Exact): Rate {
  return toNumber(halfUp(x, 6));
}

/** For sentences, at most two places: `86.19%`, `100%`. */
export function percent(x: Exact | number): string {
  return `${fixed(exact(x).mul(100), 2).replace(/\.?0+$/, '')}%`;
}
