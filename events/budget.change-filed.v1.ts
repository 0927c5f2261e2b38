import * as z from 'zod';
import { LinkageInputs } from './budget.issued.v1.ts';
import { defineEvent } from './envelope.ts';

/**
 * 年中预算调整 filed beside adjusted goals: it takes effect (`budget.changed`) when version `goalsVersion` of the goals is approved. Amounts
 * in 分.
 */
export const BudgetChangeDocument = z.object({
  fiscalYear: z.number().int(),
  previousAmount: z.number().int(),
  approvedAmount: z.number().int(),
  reason: z.enum(['budgetAdjustment', 'policyChange', 'emergency']),
  explanation: z.string(),
  ceiling: z.number().int(),
  factors: z.array(z.object({ name: z.string(), amount: z.number().int(), says: z.string(), basis: z.string() })),
  inputs: LinkageInputs.optional(),
  /** Of the government, where the amount passes the ceiling. */
  approvalNo: z.string().optional(),
  goalsVersion: z.number().int(),
  policy: z.object({ id: z.string(), version: z.string() }),
});
export type BudgetChangeDocument = z.infer<typeof BudgetChangeDocument>;

export const budgetChangeFiled = defineEvent('budget.change-filed.v1', BudgetChangeDocument);
