import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';

export const ArgumentDocument = z.object({ argument: z.string(), score: z.number().optional(), evidence: z.array(z.string()) });

/** 事前绩效评估报告 as submitted; amounts in 分. `dimensions` by key (necessity, economy, …), `findings` are the check's warnings. */
export const assessmentSubmitted = defineEvent(
  'assessment.submitted.v1',
  z.object({
    fiscalYear: z.number().int(),
    organiser: z.enum(['department', 'finance', 'investment']),
    requestedAmount: z.number().int(),
    dimensions: z.record(z.string(), ArgumentDocument),
    materials: z.array(z.object({ kind: z.string(), title: z.string(), attachmentId: z.string() })),
    consultations: z.array(z.object({ body: z.string(), opinion: z.string() })),
    findings: z.array(Finding),
    /** Counts the reports, from 1. */
    reportVersion: z.number().int().optional(),
    /** The chain as pinned, and the steps that needn't judge again with the report that they agreed on, by its sequence. */
    pinned: z.string().optional(),
    carried: z.array(z.object({ step: z.string(), documentAt: z.number().int() })).optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
