import Fraction from 'fraction.js';

/** A rational number without rounding. Money, rates and scores are computed in it and rounded once, at the end. */
export type Exact = Fraction;

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;
const SCIENTIFIC = /^([+-]?\d+(?:\.\d+)?)e([+-]?\d+)$/i;
const RATIO = /^[+-]?\d+\/\d*[1-9]\d*$/;

/**
 * Reads a number by its decimal text, never by its binary value: `exact(0.1)` is one tenth.
 * Text may be a decimal (`-12.50`, `1e-7`) or a ratio (`2/3`). Anything else is a fault of the caller and throws a RangeError.
 */
export function exact(x: number | string | bigint | Exact): Exact {
  if (x instanceof Fraction) return x;
  if (typeof x === 'bigint') return new Fraction(x);
  const text = String(x);
  if (DECIMAL.test(text) || RATIO.test(text)) return new Fraction(text);
  const [, mantissa, power] = SCIENTIFIC.exec(text) ?? [];
  if (mantissa === undefined || power === undefined) throw new RangeError(`Not a decimal number: ${text}`);
  return new Fraction(mantissa).mul(new Fraction(10).pow(Number(power)));
}

/** Rounds to `places` decimals, a half away from zero (四舍五入). */
export function halfUp(x: Exact, places: number): Exact {
  const scale = 10n ** BigInt(places);
  const rounded = (2n * x.n * scale + x.d) / (2n * x.d);
  return new Fraction(x.s * rounded, scale);
}

/** The nearest JSON number. Round first: `toNumber(halfUp(x, 2))` prints with at most two places. */
export function toNumber(x: Exact): number {
  return x.valueOf();
}

/** Decimal text with exactly `places` decimals, half up: `8.62`. */
export function fixed(x: Exact, places: number): string {
  const scale = 10n ** BigInt(places);
  const digits = ((2n * x.n * scale + x.d) / (2n * x.d)).toString().padStart(places + 1, '0');
  const sign = x.s < 0n && /[1-9]/.test(digits) ? '-' : '';
  const whole = digits.slice(0, digits.length - places);
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}
