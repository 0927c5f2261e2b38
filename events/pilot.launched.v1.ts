import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 试点方案: first and last day, how many projects a county chooses, the stages with their last days, and what a chosen project meets. */
export const PilotProgramme = z.object({
  programme: z.string(),
  name: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  projectsPerCounty: z.object({ min: z.number().int(), max: z.number().int() }),
  stages: z.array(z.object({ stage: z.string(), name: z.string(), dueOn: z.string() })),
  criteria: z.array(z.object({ criterion: z.string(), name: z.string() })),
  policy: z.object({ id: z.string(), version: z.string() }),
});
export type PilotProgramme = z.infer<typeof PilotProgramme>;

export const pilotLaunched = defineEvent('pilot.launched.v1', PilotProgramme);
