import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { Grade } from '../shared/values/grade.ts';
import { Level1, Level2, Operator } from '../shared/values/indicator.ts';
import { defineEvent } from './envelope.ts';

/** One goal indicator (绩效指标) with its printed value kept beside the parsed one. */
export const IndicatorDocument = z.object({
  id: z.string(),
  level1: Level1,
  level2: Level2,
  name: z.string(),
  operator: Operator,
  target: z.union([z.number(), z.string()]),
  unit: z.string().optional(),
  weight: z.number(),
  source: z.string().optional(),
  raw: z.string().optional(),
  /** Which aspect of the government's template (模板) it speaks of. */
  aspect: z.string().optional(),
});
export type IndicatorDocument = z.infer<typeof IndicatorDocument>;

export const GoalsDocument = z.object({ overall: z.string(), indicators: z.array(IndicatorDocument), budget: z.number().int() });
export type GoalsDocument = z.infer<typeof GoalsDocument>;

/** 绩效目标申报; budget in 分. `goalsVersion` counts the contents, `findings` are the check's warnings, `chain` the steps pinned with the policy. */
export const goalsSubmitted = defineEvent(
  'goals.submitted.v1',
  z.object({
    fiscalYear: z.number().int(),
    goalsVersion: z.number().int(),
    goals: GoalsDocument,
    findings: z.array(Finding),
    /** Of the automatic check, as it follows from the findings. */
    score: z.number().optional(),
    grade: Grade.optional(),
    chain: z.array(z.string()),
    /** The chain as pinned, with roles, quorums and limits. */
    pinned: z.string().optional(),
    /** Steps that needn't judge again, because nothing of theirs has changed since the document that they agreed on (sequence of its event). */
    carried: z.array(z.object({ step: z.string(), documentAt: z.number().int() })).optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
