import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 整改情况反馈: what was mended, by the policy's kinds of measure. Amount in 分: what came back. `late`: after a sanction or its due date. */
export const rectificationReplied = defineEvent(
  'rectification.replied.v1',
  z.object({
    fiscalYear: z.number().int(),
    rectificationId: z.string(),
    measures: z.array(z.object({ kind: z.string(), says: z.string() })),
    evidence: z.array(z.string()),
    completedOn: z.string(),
    amount: z.number().int().optional(),
    late: z.boolean(),
  }),
);
