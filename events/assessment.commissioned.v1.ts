import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** A third party (its code and the division that its code belongs to) may read this assessment and give its opinion, both days included. */
export const assessmentCommissioned = defineEvent(
  'assessment.commissioned.v1',
  z.object({
    fiscalYear: z.number().int(),
    organisation: z.string(),
    division: z.string(),
    from: z.string(),
    until: z.string(),
  }),
);
