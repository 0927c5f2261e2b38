import * as z from 'zod';
import { Lights } from './alert.raised.v1.ts';
import { defineEvent } from './envelope.ts';

/** The light is green again. */
export const alertCleared = defineEvent(
  'alert.cleared.v1',
  z.object({ fiscalYear: z.number().int(), alertId: z.string(), period: z.string(), lights: Lights }),
);
