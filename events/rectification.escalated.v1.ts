import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * 逾期未整改: 通报, 约谈 or 扣减, the next of the policy's steps, taken `on` a day because nobody had replied by `overdueSince`. `dueOn`: the
 * next date, until all steps are taken.
 */
export const rectificationEscalated = defineEvent(
  'rectification.escalated.v1',
  z.object({
    fiscalYear: z.number().int(),
    rectificationId: z.string(),
    step: z.enum(['bulletin', 'summons', 'reduction']),
    on: z.string(),
    overdueSince: z.string(),
    dueOn: z.string().optional(),
    basis: z.string(),
  }),
);
