import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * 抽查样本: what was drawn from which population by which seed, so that anybody can draw it again. `subject` is the division: a sample is
 * about its projects, not one of them. `missing` are those that owe a self-evaluation past its due date (通报: 未按要求开展自评).
 */
export const evaluationSampled = defineEvent(
  'evaluation.sampled.v1',
  z.object({
    fiscalYear: z.number().int(),
    sampleId: z.string(),
    algorithm: z.string(),
    seed: z.string(),
    size: z.number().int(),
    population: z.object({ count: z.number().int(), digest: z.string() }),
    picks: z.array(
      z.object({
        projectCode: z.string(),
        name: z.string(),
        unitCode: z.string(),
        by: z.enum(['risk', 'chance']),
        points: z.number(),
        signs: z.array(z.enum(['score', 'rate', 'amount', 'lastPoor'])),
      }),
    ),
    dueOn: z.string(),
    missing: z.array(z.object({ projectCode: z.string(), name: z.string(), departmentCode: z.string(), unitCode: z.string() })),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
