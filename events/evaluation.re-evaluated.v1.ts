import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/** 再评价: finance's second look at an earlier evaluation, which it points at by id and hash, with the difference to it. */
export const evaluationReEvaluated = defineEvent(
  'evaluation.re-evaluated.v1',
  z.object({
    fiscalYear: z.number().int(),
    of: z.object({ event: z.string(), hash: z.string(), by: z.string(), total: z.number(), grade: Grade }),
    reason: z.string(),
    evaluator: z.string(),
    dimensions: z.object({ decision: z.number(), process: z.number(), output: z.number(), benefit: z.number() }),
    indicators: z.array(z.object({ id: z.string(), name: z.string(), weight: z.number(), score: z.number(), note: z.string().optional() })),
    report: z.string(),
    exchange: z.object({ sentOn: z.string(), answeredOn: z.string() }),
    total: z.number(),
    grade: Grade,
    difference: z.number(),
    gradeDifference: z.number().int(),
    expiry: z.literal(true).optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
