import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';

/** What became of the rows of one chunk; `at` of a finding points into the row's own form. */
export const RowsAnswered = z.object({
  importId: z.string(),
  chunk: z.number().int(),
  rows: z.array(
    z.object({ row: z.number().int(), outcome: z.enum(['recorded', 'unchanged', 'refused']), findings: z.array(Finding).optional() }),
  ),
});
export type RowsAnswered = z.infer<typeof RowsAnswered>;

export const goalsRowsAnswered = defineEvent('goals.rows-answered.v1', RowsAnswered);
