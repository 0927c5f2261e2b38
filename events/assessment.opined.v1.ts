import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** One expert's or finance officer's opinion with scores by dimension. */
export const assessmentOpined = defineEvent(
  'assessment.opined.v1',
  z.object({ fiscalYear: z.number().int(), scores: z.record(z.string(), z.number()), opinion: z.string(), total: z.number() }),
);
