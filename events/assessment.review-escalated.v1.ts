import * as z from 'zod';
import { Role } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';

/** 逾期升级: a step's limit has passed; the roles `to` may take it too from now on. Said once. */
export const assessmentReviewEscalated = defineEvent(
  'assessment.review-escalated.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** Counts the reports, from 1. */
    reportVersion: z.number().int(),
    step: z.string(),
    to: z.array(Role),
    dueOn: z.string(),
  }),
);
