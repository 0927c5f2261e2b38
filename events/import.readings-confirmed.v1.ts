import * as z from 'zod';
import { Actor } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';
import { ReadingDocument } from './reading.recorded.v1.ts';

/** 绩效运行监控表, or one row of a list of readings. An indicator without an id is meant by its name. Money in 分. */
export const ImportedReading = z.object({
  row: z.number().int(),
  projectCode: z.string(),
  fiscalYear: z.number().int(),
  period: z.string(),
  reading: ReadingDocument.extend({
    indicators: z.array(ReadingDocument.shape.indicators.element.extend({ id: z.string().optional(), name: z.string().optional() })),
  }),
});
export type ImportedReading = z.infer<typeof ImportedReading>;

/** Some rows of a confirmed import, for monitoring to record as if each had been sent by `actor`, whose token was verified. */
export const importReadingsConfirmed = defineEvent(
  'import.readings-confirmed.v1',
  z.object({ importId: z.string(), chunk: z.number().int(), actor: Actor, rows: z.array(ImportedReading) }),
);
