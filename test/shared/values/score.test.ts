import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exact } from '../../../shared/values/exact.ts';
import { Score, toScore, Weight } from '../../../shared/values/score.ts';

describe('score', () => {
  it('score and weight take at most two places and nothing negative', () => {
    for (const good of [0, 8.62, 100, 0.01, 110, 1.1]) {
      expect(Score.safeParse(good).success, String(good)).toBe(true);
      expect(Weight.safeParse(good).success, String(good)).toBe(true);
    }
    for (const bad of [-1, 8.625, 0.001, 1e-9, 1e9, 1e308, Number.NaN, Number.POSITIVE_INFINITY, '8']) {
      expect(Score.safeParse(bad).success, String(bad)).toBe(false);
      expect(Weight.safeParse(bad).success, String(bad)).toBe(false);
    }
    expect(Score.safeParse(8.625).error?.issues.map((issue) => issue.message)).toEqual(['分数最多保留两位小数']);
  });

  it('toScore rounds half up to two places', () => {
    expect(toScore(exact('0.8619').mul(10))).toBe(8.62);
    expect(toScore(exact('0.4517').mul(10))).toBe(4.52);
    expect(toScore(exact(487).div(500).mul(10))).toBe(9.74);
    expect(toScore(exact('1.005'))).toBe(1.01);
  });

  it('toScore always gives a score', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 9999 }), (n, d) => {
        expect(Score.safeParse(toScore(exact(n).div(d))).success).toBe(true);
      }),
    );
  });

  it('score describes its input in JSON Schema', () => {
    expect(z.toJSONSchema(Score, { io: 'input' })).toMatchObject({ type: 'number', minimum: 0 });
  });
});
