import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';
import {
  FrameRecord,
  GoalsReference,
  ScoreSheetDocument,
  SelfEvaluationFunds,
  SelfEvaluationIndicators,
} from './evaluation.self-evaluated.v1.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/**
 * 抽查复核: finance's own figures beside the unit's; `bulletin` when the difference is one to be made known (通报). `difference` and
 * `selfGrade` are null where the unit didn't evaluate itself.
 */
export const evaluationSpotChecked = defineEvent(
  'evaluation.spot-checked.v1',
  z.object({
    fiscalYear: z.number().int(),
    finding: z.string(),
    sheet: ScoreSheetDocument,
    /** Finance's own figures, so that the check can be computed again. */
    indicators: SelfEvaluationIndicators.optional(),
    funds: SelfEvaluationFunds.optional(),
    frame: FrameRecord.optional(),
    goals: GoalsReference.optional(),
    ruleSet: z.enum(['RS-10', 'RS-101']).optional(),
    policy: z.object({ id: z.string(), version: z.string() }).optional(),
    difference: z.number().nullable(),
    selfGrade: Grade.nullable(),
    checkGrade: Grade,
    bulletin: z.boolean(),
    findings: z.array(Finding),
    /** The step of the check that it was decided in. */
    step: z.string().optional(),
    onBehalfOf: OnBehalfOf.optional(),
  }),
);
