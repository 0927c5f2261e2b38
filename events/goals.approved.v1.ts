import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { GoalsDocument } from './goals.submitted.v1.ts';

/** The last step passed: these goals are the contract (NX-12). They travel whole, because monitoring and evaluation measure against them. */
export const goalsApproved = defineEvent(
  'goals.approved.v1',
  z.object({ fiscalYear: z.number().int(), goalsVersion: z.number().int(), goals: GoalsDocument }),
);
