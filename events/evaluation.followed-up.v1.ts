import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 跟踪问效: how an application of a result went; `done` ends its follow-up. */
export const evaluationFollowedUp = defineEvent(
  'evaluation.followed-up.v1',
  z.object({ fiscalYear: z.number().int(), application: z.number().int(), done: z.boolean(), says: z.string(), late: z.boolean() }),
);
