import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';

/** 未按时填报: the form of the months up to `period` wasn't there on its day. Said once. */
export const filingOverdue = defineEvent(
  'filing.overdue.v1',
  z.object({
    fiscalYear: z.number().int(),
    period: z.string(),
    due: z.string(),
    findings: z.array(Finding),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
