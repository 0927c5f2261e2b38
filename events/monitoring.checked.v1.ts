import * as z from 'zod';
import { defineEvent } from './envelope.ts';

export const CheckDocument = z.object({
  checkedOn: z.string(),
  checkers: z.array(z.string()),
  findings: z.array(z.object({ says: z.string(), at: z.string().optional(), serious: z.boolean() })),
  attachments: z.array(z.object({ name: z.string(), sha256: z.string() })).optional(),
  conclusion: z.enum(['normal', 'correct', 'serious']),
});
export type CheckDocument = z.infer<typeof CheckDocument>;

/** 项目检查, on the spot, by the department or finance; `check` is its number in the year. Attachments are named by their digest. */
export const monitoringChecked = defineEvent(
  'monitoring.checked.v1',
  z.object({
    fiscalYear: z.number().int(),
    check: z.number().int(),
    by: z.enum(['department', 'finance']),
    document: CheckDocument,
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
