import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** The province sends the county's report back; stage reports may be replaced, then it reports again. */
export const pilotReturned = defineEvent(
  'pilot.returned.v1',
  z.object({ programme: z.string(), county: z.string(), report: z.number().int(), comment: z.string() }),
);
