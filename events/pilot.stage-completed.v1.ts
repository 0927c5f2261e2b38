import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/** Figures of a project on the board, amounts in 分. */
export const PilotFigures = z.object({
  requested: z.number().int().optional(),
  supported: z.number().int().optional(),
  savings: z.number().int().optional(),
  total: z.number().optional(),
  grade: Grade.optional(),
});
export type PilotFigures = z.infer<typeof PilotFigures>;

/**
 * A project of the programme completed a stage, or its report was replaced: `submission` with what the county wrote, `event` when the loop
 * itself said so (the event is the `causationid`, `fiscalYear` the year that it was about).
 */
export const pilotStageCompleted = defineEvent(
  'pilot.stage-completed.v1',
  z.object({
    programme: z.string(),
    county: z.string(),
    projectCode: z.string(),
    stage: z.string(),
    completedOn: z.string(),
    dueOn: z.string(),
    late: z.boolean(),
    by: z.enum(['submission', 'event']),
    fiscalYear: z.number().int().optional(),
    /** 分阶段分报告: an attachment's id, or the report itself. */
    report: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
    figures: PilotFigures.optional(),
  }),
);
