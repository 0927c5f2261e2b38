import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** One step of the review chain: 优 and 良 pass it on to `next` (null: that was the last step). */
export const goalsReviewed = defineEvent(
  'goals.reviewed.v1',
  z.object({
    fiscalYear: z.number().int(),
    goalsVersion: z.number().int(),
    step: z.string(),
    opinion: z.enum(['excellent', 'good', 'fair', 'poor']),
    comment: z.string(),
    scores: z.record(z.string(), z.number()).optional(),
    /** 定性审核表: grades by criterion. */
    sheet: z.record(z.string(), z.enum(['excellent', 'good', 'fair', 'poor'])).optional(),
    next: z.string().nullable(),
    /** Steps that wait after this opinion; more than one where they stand side by side. */
    waiting: z.array(z.string()).optional(),
    /** The earlier step that is to judge again. */
    returnTo: z.string().optional(),
    /** 委托代办: in whose name the envelope's actor has judged. */
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
