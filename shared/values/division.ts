import * as z from 'zod';

export type DivisionLevel = 'nation' | 'province' | 'city' | 'county';

/** The whole country, above every province. */
export const NATION = '000000';

/** An administrative division, GB/T 2260, six digits. The nine-digit form of finance (财政区划代码) is accepted when it ends 000, and shortened. */
export const Division = z
  .string()
  .regex(/^(?:[1-9]\d{5}|0{6})(?:000)?$/, '行政区划代码应为六位数字（GB/T 2260），或以 000 结尾的九位财政区划代码')
  .meta({ description: '行政区划代码，GB/T 2260 六位；九位财政区划代码以 000 结尾时接受并截短', examples: ['640104'] })
  .transform((code) => code.slice(0, 6));
export type Division = z.output<typeof Division>;

const CODE = /^\d{6}$/;

/** The level that the code itself says: two zero pairs a province, one a city, none a county. */
export function level(code: Division): DivisionLevel {
  if (code === NATION) return 'nation';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

const significant: Record<DivisionLevel, number> = { nation: 0, province: 2, city: 4, county: 6 };

/** Whether `inner` is `outer` or lies under it. Text that is no code lies under nothing, and nothing lies under it. */
export function liesUnder(inner: Division, outer: Division): boolean {
  return CODE.test(inner) && CODE.test(outer) && inner.startsWith(outer.slice(0, significant[level(outer)]));
}

/** The code itself and everything above it, nearest first: `640104, 640100, 640000, 000000`. */
export function ancestors(code: Division): Division[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`, NATION])];
}
