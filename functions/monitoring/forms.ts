import * as z from 'zod';
import { receiptOf } from '../../shared/io/receipt.ts';
import { ListQuery } from '../../shared/io/worklist.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Finding } from '../../shared/values/finding.ts';
import { Money } from '../../shared/values/money.ts';
import { Period } from '../../shared/values/period.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

/** 选取（true）或剔除（false）, with why. */
export const KeyBody = z.strictObject({ key: z.boolean(), reason: z.string().trim().min(1).max(300) });
export const KeyReceipt = receiptOf({
  projectCode: z.string(),
  fiscalYear: z.number(),
  key: z.boolean(),
  kinds: z.array(z.enum(['department', 'finance'])),
  criteria: z.array(z.string()),
});

/** Every list's query, and which round of the year. */
export const FilingQuery = ListQuery.extend({ round: Period.optional() });
export type FilingQuery = z.output<typeof FilingQuery>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '应为文件的 SHA-256（64 位十六进制小写）');
const Conclusion = z.enum(['normal', 'correct', 'serious']).meta({ description: '正常、应予纠正、问题严重' });

export const CheckBody = z.strictObject({
  checkedOn: PlainDate,
  checkers: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
  findings: z
    .array(
      z.strictObject({ says: z.string().trim().min(1).max(500), at: z.string().trim().min(1).max(100).optional(), serious: z.boolean() }),
    )
    .max(50),
  /** Named by their digest; the files stay with the checker. */
  attachments: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(120), sha256: Sha256 }))
    .max(20)
    .optional(),
  conclusion: Conclusion,
});
export const CheckReceipt = receiptOf({ projectCode: z.string(), fiscalYear: z.number(), check: z.number().int(), conclusion: Conclusion });
export const ChecksAnswer = z.object({
  items: z.array(
    z.looseObject({
      check: z.number().int(),
      by: z.enum(['department', 'finance']),
      recordedAt: z.string(),
      checkedOn: z.string(),
      conclusion: Conclusion,
    }),
  ),
});

export const PaymentAnswer = z.object({
  projectCode: z.string(),
  fiscalYear: z.number(),
  signal: z.enum(['pay', 'hold', 'stop']).meta({ description: '可以拨付、暂缓、停止' }),
  upTo: z.string().meta({ description: '本次至多可拨付，元' }),
  reasons: z.array(Finding),
  funds: z.enum(['normal', 'suspended', 'stopped', 'recovered']),
});

/** A check as the event keeps it: without the fields that were left out. */
export function checkOf({ attachments, findings, ...rest }: z.output<typeof CheckBody>) {
  return {
    ...rest,
    findings: findings.map(({ says, at, serious }) => ({ says, ...(at === undefined ? {} : { at }), serious })),
    ...(attachments === undefined ? {} : { attachments }),
  };
}

export const SweepParams = z.strictObject({
  sweepId: z
    .string()
    .regex(/^\d{6}\.\d{4}\.\d{4}-\d{2}-\d{2}$/, '清理编号应为 区划.年度.日期，由清理清单给出')
    .meta({ examples: ['370103.2025.2025-12-01'] }),
});

export const SweepDecisionBody = z.strictObject({
  items: z
    .array(
      z.strictObject({
        projectCode: ProjectCode,
        recover: Money.meta({ description: '收回金额，元' }),
        to: ProjectCode.optional(),
        reason: z.string().trim().min(1).max(300),
      }),
    )
    .min(1)
    .max(100),
});
export const SweepReceipt = receiptOf({ sweepId: z.string(), projects: z.number().int(), recovered: z.string(), reallocated: z.string() });
