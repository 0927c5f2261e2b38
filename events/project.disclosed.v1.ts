import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';

/**
 * 信息公开 of one year: what was published, when, and who reviewed it for secrets before. `dueOn`: the last day for the goals, counted from the
 * approval of the budget; a late one says so in `findings`.
 */
export const projectDisclosed = defineEvent(
  'project.disclosed.v1',
  z.object({
    fiscalYear: z.number().int(),
    scope: z.array(z.enum(['goals', 'selfEvaluation', 'evaluation'])),
    secrecyReviewedBy: z.string(),
    publishedOn: z.string(),
    url: z.string().optional(),
    dueOn: z.string().optional(),
    findings: z.array(Finding),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
