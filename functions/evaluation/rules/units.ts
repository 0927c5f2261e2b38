import { type Exact, exact } from '../../../shared/values/exact.ts';

const PREFIX = /^(亿|千万|百万|万|千)?(.*)$/u;
const POWERS: Readonly<Record<string, number>> = { 亿: 100_000_000, 千万: 10_000_000, 百万: 1_000_000, 万: 10_000, 千: 1000 };

/** Other names of a unit, and how many of it they hold. */
const ALIASES = new Map<string, readonly [base: string, factor: string]>(
  Object.entries({
    百分比: ['%', '1'],
    百分点: ['%', '1'],
    个百分点: ['%', '1'],
    '‰': ['%', '1/10'],
    公里: ['米', '1000'],
    厘米: ['米', '1/100'],
    毫米: ['米', '1/1000'],
    公斤: ['克', '1000'],
    斤: ['克', '500'],
    吨: ['克', '1000000'],
    公顷: ['平方米', '10000'],
    亩: ['平方米', '2000/3'],
    m: ['米', '1'],
    km: ['米', '1000'],
    kg: ['克', '1000'],
    m2: ['平方米', '1'],
    日: ['天', '1'],
    圆: ['元', '1'],
    人次: ['人', '1'],
  }),
);

/** Units that can't be mistaken for one another: a length is no sum of money. */
const CERTAIN = new Set(['%', '米', '克', '平方米', '元', '天', '人']);

/** How an actual's unit stands to its target's: multiply by `factor`, take as it is but say so, or never compare. */
export type Conversion =
  | { readonly kind: 'same'; readonly factor: Exact }
  | { readonly kind: 'doubtful'; readonly factor: Exact }
  | { readonly kind: 'unlike' };

export function convert(from: string | undefined, to: string | undefined): Conversion {
  if (!from || !to) return { kind: 'same', factor: exact(1) };
  const given = unitOf(from);
  const wanted = unitOf(to);
  // "万" alone is 万元 beside 万元, 万人 beside 万人.
  if (given.base === wanted.base || given.base === '' || wanted.base === '') {
    return { kind: 'same', factor: given.factor.div(wanted.factor) };
  }
  if (CERTAIN.has(given.base) && CERTAIN.has(wanted.base)) return { kind: 'unlike' };
  return { kind: 'doubtful', factor: exact(1) };
}

export function isPercent(unit: string | undefined): boolean {
  return unit !== undefined && unitOf(unit).base === '%';
}

function unitOf(unit: string): { readonly base: string; readonly factor: Exact } {
  const text = unit.normalize('NFKC').trim();
  const alias = ALIASES.get(text);
  if (alias) return { base: alias[0], factor: exact(alias[1]) };
  const [, prefix = '', base = text] = PREFIX.exec(text) ?? [];
  const inner = ALIASES.get(base);
  const power = exact(POWERS[prefix] ?? 1);
  return inner ? { base: inner[0], factor: power.mul(exact(inner[1])) } : { base, factor: power };
}
