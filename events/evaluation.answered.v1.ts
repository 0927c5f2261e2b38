import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 交换意见: what the evaluated unit says to the preliminary conclusion. */
export const evaluationAnswered = defineEvent(
  'evaluation.answered.v1',
  z.object({
    fiscalYear: z.number().int(),
    sentOn: z.string(),
    answeredOn: z.string(),
    opinion: z.enum(['agree', 'disagree']),
    says: z.string(),
  }),
);
