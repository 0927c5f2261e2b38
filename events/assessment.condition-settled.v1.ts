import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** Finance on one condition of the conclusion: met, waived, or pending again. `open`: how many of all are neither met nor waived now. */
export const assessmentConditionSettled = defineEvent(
  'assessment.condition-settled.v1',
  z.object({
    fiscalYear: z.number().int(),
    condition: z.number().int().min(1),
    says: z.string(),
    status: z.enum(['pending', 'met', 'waived']),
    comment: z.string(),
    open: z.number().int().min(0),
  }),
);
