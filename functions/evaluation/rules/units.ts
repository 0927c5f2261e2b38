import { exact } from '../../../shared/values/exact.ts';
import type { Printed } from '../../../shared/values/indicator.ts';

/** Physical units by what they measure, held in millimetres, grams and square metres. */
const SIZES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  length: { 公里: '1000000', 千米: '1000000', km: '1000000', 米: '1000', m: '1000', 厘米: '10', cm: '10', 毫米: '1', mm: '1' },
  mass: { 吨: '1000000', 公斤: '1000', 千克: '1000', kg: '1000', 斤: '500', 克: '1', g: '1' },
  area: { 平方公里: '1000000', 公顷: '10000', 亩: '2000/3', 平方米: '1', '㎡': '1', m2: '1' },
};

/** Other names of one thing, which need no doubt. */
const ALIKE = new Map([
  ['人次', '人'],
  ['名', '人'],
  ['日', '天'],
  ['种类', '种'],
]);

/** Gives the actual the target's physical unit: 1500米 beside 2公里 is 1.5公里. Everything else stays as printed. */
export function inUnitOf(target: Printed, actual: Printed): Printed {
  const wanted = sizeOf(target.unit);
  const given = sizeOf(actual.unit);
  if (actual.unit !== undefined && ALIKE.get(actual.unit) === target.unit) return { ...actual, unit: target.unit ?? '' };
  if (!wanted || !given || wanted.dimension !== given.dimension || actual.value === undefined) return actual;
  const value = exact(actual.value).mul(exact(given.size)).div(exact(wanted.size));
  return { ...actual, value: value.toFraction(), unit: target.unit ?? '' };
}

/** Whether both units are physical and measure different things: lengths and weights are never compared. */
export function differInKind(target: Printed, actual: Printed): boolean {
  const wanted = sizeOf(target.unit);
  const given = sizeOf(actual.unit);
  return wanted !== undefined && given !== undefined && wanted.dimension !== given.dimension;
}

function sizeOf(unit: string | undefined): { readonly dimension: string; readonly size: string } | undefined {
  for (const [dimension, sizes] of Object.entries(SIZES)) {
    const size = Object.entries(sizes).find(([name]) => name === unit)?.[1];
    if (size !== undefined) return { dimension, size };
  }
  return undefined;
}
