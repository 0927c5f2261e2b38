import * as z from 'zod';
import { BudgetChangeDocument } from './budget.change-filed.v1.ts';
import { defineEvent } from './envelope.ts';

/** 调整后的预算 and the goals that it was given for are in force, in one act; `goals.digest` is the hash of their approval. */
export const budgetChanged = defineEvent(
  'budget.changed.v1',
  BudgetChangeDocument.omit({ goalsVersion: true }).extend({ goals: z.object({ version: z.number().int(), digest: z.string() }) }),
);
