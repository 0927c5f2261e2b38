import * as z from 'zod';
import { ruled, Says, within } from './ruled.ts';

const Requirement = z.enum([
  'assessment',
  'goalsFiled',
  'goals',
  'linkage',
  'goalsIssued',
  'goalVersion',
  'reason',
  'fundsActive',
  'secrecyReview',
  'inTime',
  'reply',
  'confirmation',
  'fundPlan',
  'expiryEvaluation',
  'stageReports',
  'mainReport',
]);

const Gate = z
  .strictObject({
    name: Says,
    requires: z.array(Requirement),
    waivable: z.array(Requirement),
    says: Says,
  })
  .refine(({ requires, waivable }) => within(waivable, requires), '只有要求的事项才能豁免');

export const gates = z.record(z.enum(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10']), ruled(Gate));
