import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exact } from '../../../shared/values/exact.ts';
import { percent, Rate, toRate } from '../../../shared/values/rate.ts';

describe('rate', () => {
  it('rate takes at most six places', () => {
    for (const good of [0, 1, 0.8619, 0.123456, 1.296, -0.11]) expect(Rate.safeParse(good).success, String(good)).toBe(true);
    for (const bad of [0.1234567, 1e-7, Number.NaN, '0.5']) expect(Rate.safeParse(bad).success, String(bad)).toBe(false);
    expect(Rate.safeParse(1e-7).error?.issues[0]?.message).toBe('比率最多保留六位小数');
  });

  it('toRate rounds half up to six places', () => {
    expect(toRate(exact('215457.6').div(250000))).toBe(0.86183);
    expect(toRate(exact(1).div(3))).toBe(0.333333);
    expect(toRate(exact('0.0000005'))).toBe(0.000001);
  });

  it('toRate always gives a rate', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (n, d) => {
        expect(Rate.safeParse(toRate(exact(n).div(d))).success).toBe(true);
      }),
    );
  });

  it('percent prints at most two places', () => {
    expect(percent(0.8619)).toBe('86.19%');
    expect(percent(1)).toBe('100%');
    expect(percent(0)).toBe('0%');
    expect(percent(0.5)).toBe('50%');
    expect(percent(0.451)).toBe('45.1%');
    expect(percent(-0.11)).toBe('-11%');
    expect(percent(exact('215457.6').div(250000))).toBe('86.18%');
  });

  it('rate describes its input in JSON Schema', () => {
    expect(z.toJSONSchema(Rate, { io: 'input' })).toMatchObject({ type: 'number' });
  });
});
