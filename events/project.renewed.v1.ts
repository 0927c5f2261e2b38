import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/**
 * 专项资金存续、调整 or 终止 at the end of its period (`lastYear`); `until`: the new last fiscal year. `evaluation`: the 到期评价 that it rests on,
 * `from` its event, where the government asks for one.
 */
export const projectRenewed = defineEvent(
  'project.renewed.v1',
  z.object({
    decision: z.enum(['continue', 'adjust', 'end']),
    lastYear: z.number().int(),
    until: z.number().int().optional(),
    reason: z.string(),
    evaluation: z.object({ fiscalYear: z.number().int(), grade: Grade, total: z.number(), from: z.string() }).optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
