import * as z from 'zod';
import { type Exact, exact, halfUp, toNumber } from './exact.ts';

function twoPlaces(x: number): boolean {
  return toScore(exact(x)) === x;
}

/** No form counts so many points; below it even a sum of thousands keeps its hundredths as a JSON number. */
const MOST = 1_000_000;

/** A score (得分): a number of points, never negative, at most two places. */
export const Score = z.number().min(0).max(MOST).refine(twoPlaces, '分数最多保留两位小数').meta({ description: '得分，最多两位小数' });
export type Score = z.output<typeof Score>;

/** A weight (分值、权重) in points, never negative, at most two places. */
export const Weight = z
  .number()
  .min(0)
  .max(MOST)
  .refine(twoPlaces, '权重最多保留两位小数')
  .meta({ description: '分值（权重），最多两位小数' });
export type Weight = z.output<typeof Weight>;

/** Rounds a computed score half up to two places: the only rounding a score gets. */
export function toScore(x: Exact): Score {
  return toNumber(halfUp(x, 2));
}
