import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';

/**
 * The receipt of a batch: every row is answered. `row` counts from 0. Findings of the first rows that have any; `more`: of so many
 * further rows they are with the batch.
 */
export const peerBatchAnswered = defineEvent(
  'peer.batch-answered.v1',
  z.object({
    batch: z.string(),
    sender: z.string(),
    kind: z.enum(['submissions', 'readings']),
    rows: z.number().int(),
    recorded: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    findings: z.array(z.object({ row: z.number().int(), findings: z.array(Finding) })),
    more: z.number().int(),
  }),
);
