import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 取消送审: the author took this report back before anybody had judged it. It stays readable and may be submitted again. */
export const assessmentWithdrawn = defineEvent(
  'assessment.withdrawn.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** Counts the reports, from 1. */
    reportVersion: z.number().int(),
    reason: z.string().optional(),
  }),
);
