import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { PilotProjectReport, PilotRemarks } from './pilot.reported.v1.ts';

/** 专报, after the whole course: to the county's own congress and government. */
export const pilotSpecialReported = defineEvent(
  'pilot.special-reported.v1',
  z.object({
    programme: z.string(),
    county: z.string(),
    name: z.string(),
    on: z.string(),
    to: z.array(z.string()),
    projects: z.array(PilotProjectReport),
    remarks: PilotRemarks.optional(),
    basis: z.string(),
  }),
);
