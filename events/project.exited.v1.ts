import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 退出: nothing is arranged from `fiscalYear` on, by the rule (`grounds`) or by a decision of the government (`approvalNo`). */
export const projectExited = defineEvent(
  'project.exited.v1',
  z.object({
    fiscalYear: z.number().int(),
    reason: z.string(),
    grounds: z.object({ says: z.string(), basis: z.string() }).optional(),
    approvalNo: z.string().optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
