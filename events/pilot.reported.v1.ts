import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { PilotFigures } from './pilot.stage-completed.v1.ts';

/** 分阶段分报告 as it stands in the main report: what was submitted, or what the loop's events say. */
export const PilotSubReport = z.object({
  stage: z.string(),
  name: z.string(),
  completedOn: z.string(),
  dueOn: z.string(),
  late: z.boolean(),
  source: z.enum(['submitted', 'generated']),
  basis: z.string(),
  says: z.array(z.string()),
  report: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});
export type PilotSubReport = z.infer<typeof PilotSubReport>;

export const PilotProjectReport = z.object({
  projectCode: z.string(),
  name: z.string().optional(),
  criteria: z.array(z.string()),
  figures: PilotFigures,
  subReports: z.array(PilotSubReport),
});
export type PilotProjectReport = z.infer<typeof PilotProjectReport>;

/** What the county writes besides: overview, experience, problems, attachments. */
export const PilotRemarks = z.record(z.string(), z.unknown());

/** 预算绩效一体化管理试点报告（含分阶段绩效管理分报告）, assembled and sent to the province. */
export const pilotReported = defineEvent(
  'pilot.reported.v1',
  z.object({
    programme: z.string(),
    county: z.string(),
    name: z.string(),
    support: z.enum(['thirdParty', 'own']),
    on: z.string(),
    projects: z.array(PilotProjectReport),
    remarks: PilotRemarks.optional(),
    basis: z.string(),
  }),
);
