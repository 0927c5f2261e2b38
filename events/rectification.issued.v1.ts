import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** Which part of the loop found it: 监控, 自评（抽查复核）, 部门评价, 财政评价. */
export const RectificationSource = z.enum(['monitoring', 'selfEvaluation', 'departmentEvaluation', 'financeEvaluation']);

/**
 * 《绩效评价整改通知》: what was found, what is asked, until when. Amount in 分: what has to come back. `alertId` where an alert was
 * answered with 整改; a notice that an event led to names that event in `causationid`.
 */
export const rectificationIssued = defineEvent(
  'rectification.issued.v1',
  z.object({
    fiscalYear: z.number().int(),
    rectificationId: z.string(),
    source: RectificationSource,
    alertId: z.string().optional(),
    findings: z.array(z.object({ says: z.string(), basis: z.string().optional(), measure: z.string().optional() })),
    requirement: z.string(),
    amount: z.number().int().optional(),
    dueOn: z.string(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
