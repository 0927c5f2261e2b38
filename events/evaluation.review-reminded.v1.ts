import * as z from 'zod';
import { Role } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';

/** 催办: a step's limit comes near; said once to the roles that may take it. `dueOn`: its last day. */
export const evaluationReviewReminded = defineEvent(
  'evaluation.review-reminded.v1',
  z.object({
    fiscalYear: z.number().int(),
    /** 自评审核 or 抽查复核. */
    of: z.enum(['selfEvaluation', 'spotCheck']),
    step: z.string(),
    roles: z.array(Role),
    dueOn: z.string(),
  }),
);
