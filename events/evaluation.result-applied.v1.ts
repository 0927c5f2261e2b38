import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/** 结果应用: what follows from which result, by which measures, until when it is looked at again. Amount in 分. */
export const evaluationResultApplied = defineEvent(
  'evaluation.result-applied.v1',
  z.object({
    fiscalYear: z.number().int(),
    application: z.number().int(),
    result: z.object({ total: z.number(), grade: Grade, by: z.string() }),
    use: z.enum(['priority', 'keep', 'improve', 'reduce', 'reduceOrCancel', 'account']),
    measures: z.array(z.string()),
    amount: z.number().int().optional(),
    followUpOn: z.string(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
