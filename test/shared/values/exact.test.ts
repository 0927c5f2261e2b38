import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, fixed, halfUp, toNumber } from '../../../shared/values/exact.ts';

const decimal = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 })).map(([n, places]) => exact(n).div(10 ** places));

describe('exact', () => {
  it('exact reads a number by its decimal text', () => {
    expect(exact(0.1).equals('1/10')).toBe(true);
    expect(exact(1e-7).equals('1/10000000')).toBe(true);
    expect(exact(1e21).equals(10n ** 21n)).toBe(true);
    expect(exact('-12.50').equals('-25/2')).toBe(true);
    expect(exact('2/3').mul(3).equals(2)).toBe(true);
    expect(exact('+3').equals(3)).toBe(true);
  });

  it('exact throws on what is no number', () => {
    for (const text of ['', '1,000', 'NaN', '1/0', '0.(3)', ' 1', '≥1']) expect(() => exact(text), text).toThrow(RangeError);
    expect(() => exact(Number.NaN)).toThrow(RangeError);
    expect(() => exact(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('halfUp rounds a half away from zero', () => {
    expect(toNumber(halfUp(exact('8.615'), 2))).toBe(8.62);
    expect(toNumber(halfUp(exact('1.005'), 2))).toBe(1.01);
    expect(toNumber(halfUp(exact('2.675'), 2))).toBe(2.68);
    expect(toNumber(halfUp(exact('-2.5'), 0))).toBe(-3);
    expect(toNumber(halfUp(exact('0.00499'), 2))).toBe(0);
  });

  it('halfUp is never further than half a unit away, and keeps what is already round', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 6 }), (x, places) => {
        const rounded = halfUp(x, places);
        expect(
          rounded
            .sub(x)
            .abs()
            .mul(2)
            .mul(10 ** places)
            .compare(1),
        ).toBeLessThanOrEqual(0);
        expect(halfUp(rounded, places).equals(rounded)).toBe(true);
      }),
    );
  });

  it('fixed prints exactly the places asked for', () => {
    expect(fixed(exact('8.615'), 2)).toBe('8.62');
    expect(fixed(exact(0), 2)).toBe('0.00');
    expect(fixed(exact('-0.001'), 2)).toBe('0.00');
    expect(fixed(exact('-1.255'), 2)).toBe('-1.26');
    expect(fixed(exact('99.5'), 0)).toBe('100');
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 6 }), (x, places) => {
        expect(exact(fixed(x, places)).equals(halfUp(x, places))).toBe(true);
      }),
    );
  });
});
