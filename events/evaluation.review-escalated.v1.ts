import * as z from 'zod';
import { Role } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';

/** 逾期升级: a step's limit has passed; the roles `to` may take it too from now on. Said once. */
export const evaluationReviewEscalated = defineEvent(
  'evaluation.review-escalated.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** 自评审核 or 抽查复核. */
    of: z.enum(['selfEvaluation', 'spotCheck']),
    step: z.string(),
    to: z.array(Role),
    dueOn: z.string(),
  }),
);
