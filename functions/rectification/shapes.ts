import * as z from 'zod';
import { AttachmentId } from '../../shared/io/attachments.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { FiscalYear } from '../../shared/values/fiscal-year.ts';
import { Money } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

/** The shapes of the rectification routes (api.md, Rectifications). */
const Text = z.string().trim().min(1).max(2000);
const Kind = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .meta({ description: '整改措施类型，按本级政策，例如 制度完善', examples: ['管理改进'] });

export const Params = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z0-9-]{1,40}\.\d{4}\.(?:M[1-9]\d{0,5}|[SDFR]|H[0-9a-f]{10})$/, '整改通知编号应为 项目代码.年度.来源编号')
    .meta({ examples: ['370103-001.2025.M3'] }),
});

const Source = z.enum(['monitoring', 'selfEvaluation', 'departmentEvaluation', 'financeEvaluation']).meta({
  description: '来源：绩效监控、自评（抽查复核）、部门评价、财政评价',
});

export const NoticeBody = z.strictObject({
  projectCode: ProjectCode,
  fiscalYear: FiscalYear,
  source: Source,
  findings: z
    .array(z.strictObject({ says: Text, basis: z.string().trim().min(1).max(200).optional(), measure: Kind.optional() }))
    .min(1)
    .max(50),
  requirement: Text,
  amount: Money.optional(),
});

export const ReplyBody = z.strictObject({
  measures: z
    .array(z.strictObject({ kind: Kind, says: Text }))
    .min(1)
    .max(50),
  evidence: z.array(AttachmentId).max(50).default([]),
  completedOn: PlainDate,
  amount: Money.optional(),
});

export const ConfirmationBody = z.strictObject({ accepted: z.boolean(), comment: Text });

const Status = z.enum(['issued', 'replied', 'returned', 'escalated', 'confirmed']);
const Step = z.enum(['bulletin', 'summons', 'reduction']).meta({ description: '通报、约谈、核减' });
const Finding = z.object({ says: z.string(), basis: z.string().optional(), measure: z.string().optional() });
const standing = {
  id: z.string(),
  projectCode: z.string(),
  fiscalYear: z.number(),
  source: Source,
  status: Status,
  issuedOn: z.string(),
  dueOn: z.string().optional(),
  steps: z.array(Step),
};

export const Receipt = receiptOf(standing);
export const RectificationAnswer = z.looseObject({
  ...standing,
  findings: z.array(Finding),
  requirement: z.string(),
  amount: z.string().optional(),
  reply: z
    .looseObject({
      measures: z.array(z.object({ kind: z.string(), says: z.string() })),
      evidence: z.array(z.string()),
      completedOn: z.string(),
      amount: z.string().optional(),
      late: z.boolean(),
    })
    .nullable(),
  escalations: z.array(z.object({ step: Step, on: z.string(), overdueSince: z.string(), basis: z.string() })),
  history: z.array(z.looseObject({ sequence: z.number().int(), type: z.string(), at: z.string(), organisation: z.string() })),
  version: z.number().int(),
});

/** A form as the event keeps it: without the fields that were left out. */
export function noticeOf({ source, findings, requirement, amount }: z.output<typeof NoticeBody>) {
  return {
    source,
    findings: findings.map(({ says, basis, measure }) => ({
      says,
      ...(basis === undefined ? {} : { basis }),
      ...(measure === undefined ? {} : { measure }),
    })),
    requirement,
    ...(amount === undefined ? {} : { amount }),
  };
}

export function replyOf({ measures, evidence, completedOn, amount }: z.output<typeof ReplyBody>) {
  return { measures, evidence, completedOn, ...(amount === undefined ? {} : { amount }) };
}
