import { defineEvent } from './envelope.ts';
import { PilotProgramme } from './pilot.launched.v1.ts';

/** The whole programme again, after the province changed it. */
export const pilotRevised = defineEvent('pilot.revised.v1', PilotProgramme);
