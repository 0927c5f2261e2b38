import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** A county takes part with these projects, or changed which: the whole list each time. `thirdParty`: 委托第三方, `own`: 组织力量. */
export const pilotEnrolled = defineEvent(
  'pilot.enrolled.v1',
  z.object({
    programme: z.string(),
    county: z.string(),
    support: z.enum(['thirdParty', 'own']),
    projects: z.array(z.object({ projectCode: z.string(), criteria: z.array(z.string()) })),
  }),
);
