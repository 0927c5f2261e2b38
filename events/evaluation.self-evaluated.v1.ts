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

export const SelfEvaluationFunds = z.object({
  initial: z.number().int(),
  adjusted: z.number().int(),
  executed: z.number().int(),
  finished: z.boolean().optional(),
});

export const SelfEvaluationIndicators = z.array(
  z.object({
    id: z.string(),
    actual: z.union([z.number(), z.string()]),
    achieved: z.enum(['full', 'partial', 'low']).optional(),
    degree: z.number().optional(),
    score: z.number().optional(),
    note: z.string().optional(),
  }),
);

/** 共性指标体系: which, of which figures, and the sheet against the goals beside it. */
export const FrameRecord = z.object({ id: z.string(), inputs: z.record(z.string(), z.number()), goals: ScoreSheetDocument });

/** The approved goals that were measured against: id and hash of their event. */
export const GoalsReference = z.object({ event: z.string(), hash: z.string() });

/** 单位自评: what was claimed, what was computed, by which rule set. */
export const evaluationSelfEvaluated = defineEvent(
  'evaluation.self-evaluated.v1',
  z.object({
    fiscalYear: z.number().int(),
    funds: SelfEvaluationFunds,
    overall: z.string(),
    indicators: SelfEvaluationIndicators,
    /** The person who signs states that the figures are true (BJ-29). */
    statement: z.literal(true),
    ruleSet: z.enum(['RS-10', 'RS-101']),
    /** Of a department, street or policy with the figures of its frame: the frame's; else the one against the goals. */
    sheet: ScoreSheetDocument,
    frame: FrameRecord.optional(),
    goals: GoalsReference.optional(),
    findings: z.array(Finding),
    policy: z.object({ id: z.string(), version: z.string() }),
    /** Counts the self-evaluations, from 1. */
    selfVersion: z.number().int().optional(),
    /** Steps of the audit that needn't judge again, with the self-evaluation that they agreed on, by its sequence. */
    carried: z.array(z.object({ step: z.string(), documentAt: z.number().int() })).optional(),
  }),
);
