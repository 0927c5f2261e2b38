import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { Grade } from '../shared/values/grade.ts';
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
    /** Of the automatic check, as it follows from the findings. */
    score: z.number().optional(),
    grade: Grade.optional(),
    chain: z.array(z.string()),
    /** The chain as pinned, with roles, quorums and limits. */
    pinned: z.string().optional(),
    /** Steps that needn't judge again, because nothing of theirs has changed since the document that they agreed on (sequence of its event). */
    carried: z.array(z.object({ step: z.string(), documentAt: z.number().int() })).optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
