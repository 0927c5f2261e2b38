import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 财政评价程序 (财预〔2020〕10号): the steps in their order. The conclusion is `evaluation.reported.v1`, the filing `evaluation.archived.v1`. */
export const EvaluationStep = z.enum([
  'selected',
  'notified',
  'planned',
  'collected',
  'verified',
  'exchanged',
  'concluded',
  'reported',
  'filed',
]);

/** One step of finance's evaluation was taken; `evaluator` where a third party is commissioned with it. */
export const evaluationStepped = defineEvent(
  'evaluation.stepped.v1',
  z.object({
    fiscalYear: z.number().int(),
    step: EvaluationStep,
    on: z.string(),
    note: z.string().optional(),
    attachments: z.array(z.object({ attachmentId: z.string(), title: z.string() })).optional(),
    evaluator: z.object({ organisation: z.string(), division: z.string(), name: z.string() }).optional(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
