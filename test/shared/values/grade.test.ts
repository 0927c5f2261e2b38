import { describe, expect, it } from 'vitest';
import { Grade, gradeName, gradeOf } from '../../../shared/values/grade.ts';

const bands = { excellent: 90, good: 80, fair: 60 };

describe('grade', () => {
  it('a bound belongs to the better grade', () => {
    expect([100, 90, 89.99, 80, 79.99, 60, 59.99, 0].map((score) => gradeName(gradeOf(score, bands))).join('')).toBe('优优良良中中差差');
  });

  it('every grade has its printed name', () => {
    expect(Grade.options.map(gradeName)).toEqual(['优', '良', '中', '差']);
  });
});
