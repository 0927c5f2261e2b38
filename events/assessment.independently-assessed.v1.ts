import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * 必要时可以组织第三方机构独立开展绩效评估: a second assessment beside the first, which is the report at `first.sequence` of the same chain.
 * Amounts in 分; `first.score` is what the report gave itself, null where it didn't score everything that counts.
 */
export const assessmentIndependentlyAssessed = defineEvent(
  'assessment.independently-assessed.v1',
  z.object({
    fiscalYear: z.number().int(),
    organiser: z.enum(['finance', 'thirdParty']),
    scores: z.record(z.string(), z.number()),
    leaves: z.record(z.string(), z.number()).optional(),
    total: z.number(),
    requestedAmount: z.number().int(),
    supportedAmount: z.number().int(),
    opinion: z.string(),
    report: z.string().optional(),
    first: z.object({ sequence: z.number().int(), score: z.number().nullable() }),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
