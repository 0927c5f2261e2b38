import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 分阶段分报告 of a project that is managed elsewhere: what `PUT …/stages/{stage}` takes, beside where it belongs. `row` counts from 0. */
export const StageSubmission = z.object({
  row: z.number().int(),
  programme: z.string(),
  division: z.string(),
  projectCode: z.string(),
  stage: z.string(),
  completedOn: z.string(),
  report: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});
export type StageSubmission = z.infer<typeof StageSubmission>;

/** Some rows of a county's batch, each of the sender's division or under it; `importId` is the batch, answered by `pilots.rows-answered`. */
export const peerSubmissionsReceived = defineEvent(
  'peer.submissions-received.v1',
  z.object({ importId: z.string(), chunk: z.number().int(), sender: z.string(), rows: z.array(StageSubmission) }),
);
