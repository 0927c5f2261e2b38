import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 验收: the province accepts the county's report, number `report` of its chain. */
export const pilotAccepted = defineEvent(
  'pilot.accepted.v1',
  z.object({ programme: z.string(), county: z.string(), report: z.number().int(), comment: z.string() }),
);
