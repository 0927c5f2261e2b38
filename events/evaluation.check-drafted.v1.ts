import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { FrameRecord, ScoreSheetDocument, SelfEvaluationIndicators } from './evaluation.self-evaluated.v1.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** 抽查复核初审: a finance section's own figures, before the performance section decides (终审). */
export const evaluationCheckDrafted = defineEvent(
  'evaluation.check-drafted.v1',
  z.object({
    fiscalYear: z.number().int(),
    finding: z.string(),
    sheet: ScoreSheetDocument,
    indicators: SelfEvaluationIndicators,
    frame: FrameRecord.optional(),
    difference: z.number().nullable(),
    policy: z.object({ id: z.string(), version: z.string() }),
    /** The step that it was made in. */
    step: z.string().optional(),
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
