import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/** 部门评价 / 财政评价: the evaluator's report and scores after the views were exchanged (交换意见). */
export const evaluationReported = defineEvent(
  'evaluation.reported.v1',
  z.object({
    fiscalYear: z.number().int(),
    organiser: z.enum(['department', 'finance']),
    evaluator: z.string(),
    dimensions: z.object({ decision: z.number(), process: z.number(), output: z.number(), benefit: z.number() }),
    indicators: z.array(z.object({ id: z.string(), name: z.string(), weight: z.number(), score: z.number(), note: z.string().optional() })),
    report: z.string(),
    exchange: z.object({ sentOn: z.string(), answeredOn: z.string() }),
    total: z.number(),
    grade: Grade,
    /** 到期评价: of a special fund, for its last year. */
    expiry: z.literal(true).optional(),
    policy: z.object({ id: z.string(), version: z.string() }).optional(),
  }),
);
