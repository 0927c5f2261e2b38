import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** Somebody has seen the preview and stands by the rows that could be read; so many chunks of them follow. */
export const importConfirmed = defineEvent(
  'import.confirmed.v1',
  z.object({
    form: z.enum(['goals', 'monitoring', 'selfEvaluation', 'departmentEvaluation', 'readings']),
    workbook: z.object({ name: z.string(), digest: z.string() }),
    rows: z.number().int(),
    ready: z.number().int(),
    chunks: z.number().int(),
  }),
);
