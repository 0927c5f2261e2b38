import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';
import { GoalsDocument } from './goals.submitted.v1.ts';

/** 绩效目标调整申请: a new version of approved goals enters the chain; the approved ones stay in force until it has passed. */
export const goalsAdjusted = defineEvent(
  'goals.adjusted.v1',
  z.object({
    fiscalYear: z.number().int(),
    goalsVersion: z.number().int(),
    reason: z.enum(['budgetAdjustment', 'policyChange', 'emergency']),
    explanation: z.string(),
    goals: GoalsDocument,
    findings: z.array(Finding),
    chain: z.array(z.string()),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
