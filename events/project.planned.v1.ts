import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 专项资金绩效管理规划, whole each time: the period in fiscal years, what is to be reached, each year's task and money (分). */
export const projectPlanned = defineEvent(
  'project.planned.v1',
  z.object({
    period: z.object({ from: z.number().int(), until: z.number().int() }),
    strategicGoal: z.string(),
    totalAmount: z.number().int(),
    years: z.array(z.object({ fiscalYear: z.number().int(), task: z.string(), amount: z.number().int() })),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
