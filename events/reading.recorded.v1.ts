import * as z from 'zod';
import { Lights } from './alert.raised.v1.ts';
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

/** What the reading came to when it was filed, so that it can be shown later that the rules of the day made this of it. Amount in 分. */
export const Figures = z.object({
  executionRate: z.number().nullable(),
  goalProgress: z.number().nullable(),
  gap: z.number().nullable(),
  timeProgress: z.number(),
  forecast: z.object({ amount: z.number().int(), method: z.enum(['expected', 'pace']) }).nullable(),
  lights: Lights,
  /** The lights that stood when it came: one that is on goes out only below its threshold. */
  before: Lights,
  /** The budget and the goals that it was held against, by the sequence of their events. */
  against: z.object({ budget: z.number().int(), goals: z.number().int() }),
  /** The policy's version. */
  policy: z.string(),
});
export type Figures = z.infer<typeof Figures>;

/** 绩效运行监控表 of one month; money cumulative since January, in 分. The reading is its own audit record. */
export const readingRecorded = defineEvent(
  'reading.recorded.v1',
  z.object({ fiscalYear: z.number().int(), period: z.string(), reading: ReadingDocument, figures: Figures.optional() }),
);
