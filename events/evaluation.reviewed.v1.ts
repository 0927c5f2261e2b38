import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** 自评审核: one opinion in one step. `pass` goes on to `next` (null: that was the last step), `return` back to its author or to `returnTo`. */
export const evaluationReviewed = defineEvent(
  'evaluation.reviewed.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** Counts the self-evaluations, from 1. */
    selfVersion: z.number().int(),
    step: z.string(),
    opinion: z.enum(['pass', 'return']),
    comment: z.string(),
    next: z.string().nullable(),
    /** Steps that wait after this opinion; more than one where they stand side by side. */
    waiting: z.array(z.string()).optional(),
    returnTo: z.string().optional(),
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
