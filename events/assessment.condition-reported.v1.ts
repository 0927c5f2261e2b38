import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** The unit says that a condition of the conclusion (资金拨付前置条件, counted from 1) holds; `evidence` is an attachment. */
export const assessmentConditionReported = defineEvent(
  'assessment.condition-reported.v1',
  z.object({
    fiscalYear: z.number().int(),
    condition: z.number().int().min(1),
    says: z.string(),
    statement: z.string(),
    evidence: z.string().optional(),
  }),
);
