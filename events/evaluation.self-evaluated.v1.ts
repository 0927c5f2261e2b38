import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

export const ScoreSheetDocument = z.object({
  execution: z.object({ rate: z.number().nullable(), score: z.number().nullable() }),
  indicators: z.array(z.object({ id: z.string(), completion: z.number().nullable(), score: z.number().nullable() })),
  total: z.number(),
  grade: Grade,
});

/** 单位自评: what was claimed, what was computed, by which rule set. */
export const evaluationSelfEvaluated = defineEvent(
  'evaluation.self-evaluated.v1',
  z.object({
    fiscalYear: z.number().int(),
    funds: z.object({
      initial: z.number().int(),
      adjusted: z.number().int(),
      executed: z.number().int(),
      finished: z.boolean().optional(),
    }),
    overall: z.string(),
    indicators: z.array(
      z.object({
        id: z.string(),
        actual: z.union([z.number(), z.string()]),
        achieved: z.enum(['full', 'partial', 'low']).optional(),
        degree: z.number().optional(),
        score: z.number().optional(),
        note: z.string().optional(),
      }),
    ),
    /** The person who signs states that the figures are true (BJ-29). */
    statement: z.literal(true),
    ruleSet: z.enum(['RS-10', 'RS-101']),
    sheet: ScoreSheetDocument,
    findings: z.array(Finding),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
