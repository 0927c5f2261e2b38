import * as z from 'zod';

/** 优、良、中、差. */
export const Grade = z.enum(['excellent', 'good', 'fair', 'poor']).meta({ description: '等级：excellent 优，good 良，fair 中，poor 差' });
export type Grade = z.output<typeof Grade>;

/** The lowest score of each grade; what lies below `fair` is poor. */
export type GradeBands = { excellent: number; good: number; fair: number };

const names: Record<Grade, string> = { excellent: '优', good: '良', fair: '中', poor: '差' };

/** 90（含）—100分为优、80（含）—90分为良、60（含）—80分为中、60分以下为差: a bound belongs to the better grade. */
export function gradeOf(score: number, bands: GradeBands): Grade {
  if (score >= bands.excellent) return 'excellent';
  if (score >= bands.good) return 'good';
  return score >= bands.fair ? 'fair' : 'poor';
}

/** The grade as it is printed: 优, 良, 中 or 差. */
export function gradeName(grade: Grade): string {
  return names[grade];
}
