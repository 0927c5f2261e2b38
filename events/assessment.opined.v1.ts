import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** One expert's or finance officer's opinion with scores by dimension, and by leaf of the score sheet where they were given. */
export const assessmentOpined = defineEvent(
  'assessment.opined.v1',
  z.object({
    fiscalYear: z.number().int(),
    scores: z.record(z.string(), z.number()),
    leaves: z.record(z.string(), z.number()).optional(),
    opinion: z.string(),
    total: z.number(),
    /** The step of the chain that it was given in, and those that wait after it. */
    step: z.string().optional(),
    waiting: z.array(z.string()).optional(),
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
