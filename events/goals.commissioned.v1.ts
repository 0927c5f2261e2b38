import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * 委托第三方联审: the organisation may read these goals and give its opinion at `step`, through the day `until`; it authors nothing.
 * `division` is the one that its code belongs to, where finance named it.
 */
export const goalsCommissioned = defineEvent(
  'goals.commissioned.v1',
  z.object({
    fiscalYear: z.number().int(),
    goalsVersion: z.number().int(),
    step: z.string(),
    organisation: z.string(),
    division: z.string().optional(),
    until: z.string(),
  }),
);
