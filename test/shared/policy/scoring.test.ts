import { describe, expect, it } from 'vitest';
import { SCORING, type Step } from '../../../shared/policy/scoring.ts';

const falls = (steps: readonly Step[]) => steps.every((step, i) => i === 0 || step.from < (steps[i - 1]?.from ?? 0));

describe('the two national rule sets', () => {
  it('RS-10 scores in proportion, without a pass line, and questions over-achievement', () => {
    const { execution, quantitative, satisfaction, overAchievement } = SCORING['RS-10'];
    expect(execution.value).toEqual({ steps: [], finishedIsFull: false });
    expect(quantitative.value.passLine).toBe(0);
    expect(satisfaction.value.steps).toEqual([]);
    expect(overAchievement.value.questioned).toBe(true);
  });

  it('RS-101 scores execution 10, 7, 5, 0 and satisfaction 10, 8, 5, 0 of ten points, with a pass line of 60 %', () => {
    const { execution, quantitative, satisfaction, overAchievement } = SCORING['RS-101'];
    expect(execution.value.steps.map(({ from, share }) => [from, share])).toEqual([
      [1, 1],
      [0.8, 0.7],
      [0.6, 0.5],
      [0, 0],
    ]);
    expect(execution.value.finishedIsFull).toBe(true);
    expect(quantitative.value.passLine).toBe(0.6);
    expect(satisfaction.value.steps.map(({ from, share }) => [from, share])).toEqual([
      [0.9, 1],
      [0.8, 0.8],
      [0.6, 0.5],
      [0, 0],
    ]);
    expect(overAchievement.value.questioned).toBe(false);
  });

  it.each(Object.entries(SCORING))('%s: steps fall, bands adjoin and cover 0 to 1, every value has its article', (id, rules) => {
    expect(rules.id).toBe(id);
    for (const steps of [rules.execution.value.steps, rules.satisfaction.value.steps]) expect(falls(steps)).toBe(true);
    expect(rules.qualitative.value.map(({ achieved, from, to }) => [achieved, from, to])).toEqual([
      ['full', 0.8, 1],
      ['partial', 0.6, 0.8],
      ['low', 0, 0.6],
    ]);
    for (const { basis } of [rules.execution, rules.quantitative, rules.satisfaction, rules.qualitative, rules.overAchievement]) {
      expect(basis).toMatch(/^财预〔\d{4}〕\d+号/);
    }
  });
});
