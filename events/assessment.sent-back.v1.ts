import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** 退回到步骤: an earlier step judges the report again, and so does everything behind it; the opinions of those steps count no more. */
export const assessmentSentBack = defineEvent(
  'assessment.sent-back.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** Counts the reports, from 1. */
    reportVersion: z.number().int(),
    returnTo: z.string(),
    /** The steps that wait for opinions again, `returnTo` first. */
    reopened: z.array(z.string()).min(1),
    reason: z.string(),
    findings: z.array(Finding),
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
