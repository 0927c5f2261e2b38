import * as z from 'zod';
import { defineEvent } from './envelope.ts';

export const ReadingDocument = z.object({
  asOf: z.string(),
  paid: z.number().int(),
  issued: z.number().int().optional(),
  expected: z.number().int().optional(),
  indicators: z.array(
    z.object({
      id: z.string(),
      actual: z.union([z.number(), z.string()]),
      expected: z.union([z.number(), z.string()]).optional(),
      likelihood: z.enum(['certain', 'possible', 'impossible']).optional(),
      causes: z.record(z.string(), z.string()).optional(),
      explanation: z.string().optional(),
    }),
  ),
});
export type ReadingDocument = z.infer<typeof ReadingDocument>;

/** 绩效运行监控表 of one month; money cumulative since January, in 分. The reading is its own audit record. */
export const readingRecorded = defineEvent(
  'reading.recorded.v1',
  z.object({ fiscalYear: z.number().int(), period: z.string(), reading: ReadingDocument }),
);
