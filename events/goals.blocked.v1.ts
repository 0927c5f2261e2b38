import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 差: must not enter the next step, no budget is arranged. */
export const goalsBlocked = defineEvent(
  'goals.blocked.v1',
  z.object({ fiscalYear: z.number().int(), goalsVersion: z.number().int(), step: z.string(), comment: z.string() }),
);
