import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 整改不到位: finance sent the reply back; the next one is due on `dueOn`. */
export const rectificationReturned = defineEvent(
  'rectification.returned.v1',
  z.object({
    fiscalYear: z.number().int(),
    rectificationId: z.string(),
    comment: z.string(),
    dueOn: z.string(),
  }),
);
