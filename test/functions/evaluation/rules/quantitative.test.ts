import { describe, expect, it } from 'vitest';
import type { IndicatorRow } from '../../../../functions/evaluation/rules/form.ts';
import { score } from '../../../../functions/evaluation/rules/score.ts';
import { ROW, RS_10, RS_101, rules, withRow } from './perfect.ts';

const mark = (change: Partial<IndicatorRow>, scale = RS_10) => {
  const [first] = score(withRow({ ...ROW, ...change }), scale).indicators;
  if (!first) throw new Error('no row');
  return first;
};

describe('定量指标', () => {
  it.each([
    [500, 500, 10, 10, 10],
    [500, 700, 10, 10, 10],
    [500, 487, 10, 9.74, 9.35],
    [50, 40, 20, 16, 10],
    [500, 300, 10, 6, 0],
    [500, 299, 10, 5.98, 0],
  ])('EV-06 at least %d, actual %d, weight %d: %d by RS-10, %d by RS-101', (target, actual, weight, proportional, gated) => {
    expect(mark({ target, actual, weight }, RS_10).score).toBe(proportional);
    expect(mark({ target, actual, weight }, RS_101).score).toBe(gated);
  });

  it('EV-06 says the numbers and the formula', () => {
    expect(mark({ actual: 487 }).findings).toEqual([
      {
        rule: 'EV-06',
        level: 'warning',
        at: '/indicators/0',
        says: '实际完成值487，指标值500，完成率97.4%，按完成值与指标值的比例计9.74分（分值10分）',
        basis: '财预〔2020〕10号 第十七条',
      },
    ]);
    expect(mark({ actual: 487 }, RS_101).findings[0]?.says).toContain('按（完成率－60%）÷（1－60%）计9.35分');
    expect(mark({ actual: 299 }, RS_101).findings[0]?.says).toContain('低于60%不得分，计0.00分');
  });

  it.each([
    ['<=', 90, 90, 1, 10],
    ['<=', 90, 45, 1, 10],
    ['<=', 90, 100, 0.9, 9],
    ['<=', 90, 0, 1, 10],
    ['=', 100, 100, 1, 10],
    ['=', 100, 95, 0.95, 9.5],
    ['=', 100, 105, 0.95, 9.5],
    ['=', 100, 300, 0, 0],
    ['>', 100, 101, 1.01, 10],
    ['>', 100, 50, 0.5, 5],
    ['<', 100, 99, 1, 10],
    ['<', 100, 125, 0.8, 8],
    ['>=', 100, -20, 0, 0],
  ] as const)('EV-06 %s %d, actual %d: completion %d, %d of 10 points', (operator, target, actual, completion, points) => {
    expect(mark({ operator, target, actual })).toMatchObject({ completion, score: points });
  });

  it.each(['>', '<'] as const)('EV-06 %s 100 only touched by 100 has its ratio, 100 %%, and is pointed out', (operator) => {
    const scored = mark({ operator, target: 100, actual: 100 });
    expect(scored).toMatchObject({ completion: 1, score: 10, findings: [{ rule: 'EV-06' }] });
  });

  it.each([
    ['<=', 0, 0, 1, 10],
    ['<=', 0, 2, 0, 0],
    ['=', 0, 0, 1, 10],
    ['=', 0, 1, 0, 0],
    ['>=', 0, 0, 1, 10],
    ['>=', 0, 5, 1, 10],
    ['>=', 0, -1, 0, 0],
    ['>', 0, 0, 0, 0],
    ['>', 0, 0.01, 1, 10],
    ['<', 0, 0, 0, 0],
    ['>=', -5, -4, 1, 10],
    ['>=', -5, -6, 0.8, 8],
    ['<=', -5, -4, 0.8, 8],
  ] as const)('EV-07 %s %d, actual %d is never divided by: completion %d, %d points', (operator, target, actual, completion, points) => {
    const scored = mark({ operator, target, actual });
    expect(scored).toMatchObject({ completion, score: points });
    expect(rules(scored.findings).includes('EV-07')).toBe(points < 10);
  });

  it.each([
    ['10-20', 15, 10],
    ['10-20', 10, 10],
    ['10-20', 20, 10],
    ['10-20', 5, 5],
    ['10-20', 25, 8],
  ])('EV-06 a range of %s, actual %d: %d points', (target, actual, points) => {
    expect(mark({ operator: undefined, target, actual }).score).toBe(points);
  });

  it('EV-08 questions an actual above 130 % of its target, by RS-10 only, and takes no points', () => {
    expect(mark({ actual: 700 })).toMatchObject({ completion: 1.4, score: 10, findings: [{ rule: 'EV-08', level: 'warning' }] });
    expect(mark({ actual: 700 }).findings[0]?.says).toContain('完成率140%，高出指标值40%（界限30%）');
    expect(mark({ actual: 650 }).findings).toEqual([]);
    expect(mark({ actual: 700 }, RS_101).findings).toEqual([]);
    expect(mark({ operator: '<=', actual: 100 }).findings).toEqual([]);
  });

  it.each([
    [95, 10],
    [90, 10],
    [89.99, 8],
    [80, 8],
    [79.99, 5],
    [60, 5],
    [59.99, 0],
  ])('EV-10 RS-101 gives a satisfaction of %d %% %d points whatever the target', (actual, points) => {
    const change = { level1: 'satisfaction', target: 95, actual } as const;
    expect(mark(change, RS_101).score).toBe(points);
    expect(rules(mark(change, RS_101).findings)).toEqual(points < 10 ? ['EV-10'] : []);
  });

  it('EV-10 reads a satisfaction held as a rate, scales it to the weight, and leaves counts to EV-06', () => {
    expect(mark({ level1: 'satisfaction', target: 0.9, actual: 0.85, weight: 20 }, RS_101).score).toBe(16);
    const events = { level1: 'satisfaction', operator: undefined, target: '0起', actual: '0起' } as const;
    expect(mark(events, RS_101).score).toBe(10);
    expect(mark({ level1: 'satisfaction', target: 95, actual: 85.5 }, RS_10).score).toBe(9);
  });
});
