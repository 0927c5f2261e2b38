import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** 评估结论; amounts in 分, requested = supported + unsupported. `admissible`: the policy lets this verdict into the project library. */
export const assessmentConcluded = defineEvent(
  'assessment.concluded.v1',
  z.object({
    fiscalYear: z.number().int(),
    organiser: z.enum(['department', 'finance', 'investment']),
    verdict: z.enum(['support', 'partial', 'revise', 'reject']),
    requestedAmount: z.number().int(),
    supportedAmount: z.number().int(),
    unsupportedAmount: z.number().int(),
    /** Mean of the opinions' totals, two places; null when nobody scored. */
    score: z.number().nullable(),
    /** Which assessment it follows, where there was an independent one; `score` is that one's then. */
    follows: z.enum(['first', 'finance', 'thirdParty']).optional(),
    conditions: z.array(z.string()),
    reason: z.string(),
    admissible: z.boolean(),
    policy: z.object({ id: z.string(), version: z.string() }),
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
