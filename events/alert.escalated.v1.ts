import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { Lights } from './alert.raised.v1.ts';
import { defineEvent } from './envelope.ts';

/** A yellow light turned red while its alert was on: it is to be treated (again) by `dueOn`. */
export const alertEscalated = defineEvent(
  'alert.escalated.v1',
  z.object({
    fiscalYear: z.number().int(),
    alertId: z.string(),
    period: z.string(),
    lights: Lights,
    /** Empty where they follow from the reading of `period` alone: with them the event would be two items' worth. */
    findings: z.array(Finding),
    dueOn: z.string(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
