import * as z from 'zod';
import { Grade } from '../shared/values/grade.ts';
import { defineEvent } from './envelope.ts';

/** 归档: every file with its digest, and the digest over the heads of all chains that the archive holds. */
export const evaluationArchived = defineEvent(
  'evaluation.archived.v1',
  z.object({
    fiscalYear: z.number().int(),
    archiveId: z.string(),
    manifest: z.object({
      files: z.array(z.object({ path: z.string(), bytes: z.number().int(), digest: z.string() })),
      chainHead: z.string(),
    }),
    retainUntil: z.string(),
    total: z.number(),
    grade: Grade,
  }),
);
