import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/**
 * What a linkage sheet (三个挂钩) followed from, amounts in 分; `from` is the id of the event that said it. `last`: last year's approved budget
 * and result, `fund`: the last
 * year of a special fund and what its plan has for this one, `reduced`: notices for which 核减 was taken, `results`: newest first.
 */
export const LinkageInputs = z.object({
  requestedAmount: z.number().int(),
  mustAssess: z.literal(true).optional(),
  assessment: z.object({ supported: z.number().int(), from: z.string() }).optional(),
  goals: z.object({ version: z.number().int(), budget: z.number().int(), from: z.string() }).optional(),
  last: z.object({ amount: z.number().int(), grade: Grade.optional(), from: z.string().optional() }).optional(),
  department: z.object({ grade: Grade, from: z.string() }).optional(),
  fund: z.object({ until: z.number().int(), amount: z.number().int().optional(), from: z.string().optional() }).optional(),
  reduced: z.array(z.string()).optional(),
  results: z.array(z.object({ year: z.number().int(), grade: Grade, repaired: z.boolean(), from: z.string() })).optional(),
});

/** 同步批复: the approved budget (分) and the goals version issued with it, in one act. */
export const budgetIssued = defineEvent(
  'budget.issued.v1',
  z.object({
    fiscalYear: z.number().int(),
    approvedAmount: z.number().int(),
    ceiling: z.number().int(),
    factors: z.array(z.object({ name: z.string(), amount: z.number().int(), says: z.string(), basis: z.string() })),
    inputs: LinkageInputs.optional(),
    exception: z.object({ approvalNo: z.string(), reason: z.string() }).optional(),
    /** `digest` is the hash of the `goals.approved` event: the contract that the money was given for. */
    goals: z.object({ version: z.number().int(), digest: z.string() }),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
