import * as z from 'zod';
import { receiptOf } from '../../shared/io/receipt.ts';
import { ListQuery } from '../../shared/io/worklist.ts';
import { Period } from '../../shared/values/period.ts';

/** 选取（true）或剔除（false）, with why. */
export const KeyBody = z.strictObject({ key: z.boolean(), reason: z.string().trim().min(1).max(300) });
export const KeyReceipt = receiptOf({
  projectCode: z.string(),
  fiscalYear: z.number(),
  key: z.boolean(),
  kinds: z.array(z.enum(['department', 'finance'])),
  criteria: z.array(z.string()),
});

/** Every list's query, and which round of the year. */
export const FilingQuery = ListQuery.extend({ round: Period.optional() });
export type FilingQuery = z.output<typeof FilingQuery>;
