import * as z from 'zod';
import { Actor } from '../shared/values/actor.ts';
import { Level1, Level2, Operator } from '../shared/values/indicator.ts';
import { defineEvent } from './envelope.ts';

/** 绩效目标申报表 as it was read: what isn't printed is left out, `raw` is the printed target. Budget in 分. */
export const ImportedGoals = z.object({
  /** Of the workbook: the row's number in the preview. */
  row: z.number().int(),
  projectCode: z.string(),
  fiscalYear: z.number().int(),
  form: z.object({
    overall: z.string(),
    indicators: z.array(
      z.object({
        id: z.string(),
        level1: Level1,
        level2: Level2,
        name: z.string(),
        operator: Operator.optional(),
        target: z.union([z.number(), z.string()]).optional(),
        unit: z.string().optional(),
        weight: z.number(),
        source: z.string().optional(),
        raw: z.string().optional(),
      }),
    ),
    budget: z.number().int(),
  }),
});
export type ImportedGoals = z.infer<typeof ImportedGoals>;

/** Some rows of a confirmed import, for goals to file as if each had been sent by `actor`, whose token was verified. */
export const importGoalsConfirmed = defineEvent(
  'import.goals-confirmed.v1',
  z.object({ importId: z.string(), chunk: z.number().int(), actor: Actor, rows: z.array(ImportedGoals) }),
);
