import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';

const Light = z.enum(['green', 'yellow', 'red']);
export const Lights = z.object({ budget: Light, goal: Light, overall: Light });

/** 预警: the overall light left green. To be treated by `dueOn`. */
export const alertRaised = defineEvent(
  'alert.raised.v1',
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
