import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 同步批复: the approved budget (分) and the goals version issued with it, in one act. */
export const budgetIssued = defineEvent(
  'budget.issued.v1',
  z.object({
    fiscalYear: z.number().int(),
    approvedAmount: z.number().int(),
    ceiling: z.number().int(),
    factors: z.array(z.object({ name: z.string(), amount: z.number().int(), says: z.string(), basis: z.string() })),
    exception: z.object({ approvalNo: z.string(), reason: z.string() }).optional(),
    /** `digest` is the hash of the `goals.approved` event: the contract that the money was given for. */
    goals: z.object({ version: z.number().int(), digest: z.string() }),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
