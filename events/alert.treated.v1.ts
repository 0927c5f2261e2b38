import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 预警处理; amount in 分 where the action moves money. `overdue`: the policy acted because nobody did. */
export const alertTreated = defineEvent(
  'alert.treated.v1',
  z.object({
    fiscalYear: z.number().int(),
    alertId: z.string(),
    action: z.enum(['continue', 'transfer', 'cancel', 'rectify', 'suspend', 'stop', 'resume', 'recover']),
    amount: z.number().int().optional(),
    reason: z.string(),
    overdue: z.boolean().optional(),
    /** 客观原因 of the deviation, for which goals may be adjusted. */
    objectiveCause: z.enum(['policyChange', 'emergency']).optional(),
  }),
);
