import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 中: the unit revises and submits again by the same procedure. */
export const goalsReturned = defineEvent(
  'goals.returned.v1',
  z.object({ fiscalYear: z.number().int(), goalsVersion: z.number().int(), step: z.string(), comment: z.string() }),
);
