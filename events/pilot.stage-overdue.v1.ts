import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** A stage wasn't completed by its last day; said once. */
export const pilotStageOverdue = defineEvent(
  'pilot.stage-overdue.v1',
  z.object({ programme: z.string(), county: z.string(), projectCode: z.string(), stage: z.string(), dueOn: z.string(), on: z.string() }),
);
