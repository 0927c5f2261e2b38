import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 取消送审: the unit took its self-evaluation back before anybody had judged it. It counts for nothing, stays readable and may be filed again. */
export const evaluationSelfWithdrawn = defineEvent(
  'evaluation.self-withdrawn.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** Counts the self-evaluations, from 1. */
    selfVersion: z.number().int(),
    reason: z.string().optional(),
  }),
);
