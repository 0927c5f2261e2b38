import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 精准清理: what the year-end sweep took from this project goes to another; amount in 分, never more than what came back. */
export const fundsReallocated = defineEvent(
  'funds.reallocated.v1',
  z.object({
    fiscalYear: z.number().int(),
    sweepId: z.string(),
    to: z.string(),
    amount: z.number().int(),
    reason: z.string(),
    basis: z.string(),
  }),
);
