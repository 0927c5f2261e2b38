import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 取消送审: the author took these contents back before anybody had judged them. They stay readable and may be filed again. */
export const goalsWithdrawn = defineEvent(
  'goals.withdrawn.v1',
  z.object({ fiscalYear: z.number().int(), goalsVersion: z.number().int(), reason: z.string().optional() }),
);
