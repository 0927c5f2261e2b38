import * as z from 'zod';
import { Role } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';

/** 催办: a step's limit comes near; said once to the roles that may take it. `dueOn`: its last day. */
export const assessmentReviewReminded = defineEvent(
  'assessment.review-reminded.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** Counts the reports, from 1. */
    reportVersion: z.number().int(),
    step: z.string(),
    roles: z.array(Role),
    dueOn: z.string(),
  }),
);
