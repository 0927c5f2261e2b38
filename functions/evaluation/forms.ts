import * as z from 'zod';
import { AttachmentId } from '../../shared/io/attachments.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { FiscalYear, FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Money } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

/** The shapes of sampling and planning: what is evaluated, and when. */
export const SampleBody = z.strictObject({
  division: Division,
  fiscalYear: FiscalYear,
  seed: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/, '随机种子为1至64个可见ASCII字符')
    .optional()
    .meta({ description: '随机种子，可公开摇取；不填时由系统生成并留存' }),
  size: z.number().int().min(1).max(200),
});
export const SampleReceipt = receiptOf({
  sampleId: z.string(),
  seed: z.string(),
  picked: z.number(),
  population: z.number(),
  digest: z.string(),
  missing: z.number(),
});

export const SampleParams = z.strictObject({
  sampleId: z
    .string()
    .regex(/^\d{6}\.20\d{2}\.\d{1,5}$/, '样本编号形如640104.2025.1')
    .meta({ description: '样本编号', examples: ['640104.2025.1'] }),
});

export const SampleAnswer = z.object({
  sampleId: z.string(),
  division: z.string(),
  fiscalYear: z.number(),
  drawnAt: z.string(),
  by: z.string(),
  algorithm: z.string(),
  seed: z.string(),
  size: z.number(),
  population: z.object({ count: z.number(), digest: z.string() }),
  picks: z.array(
    z.object({
      projectCode: z.string(),
      name: z.string(),
      unitCode: z.string(),
      by: z.enum(['risk', 'chance']),
      points: z.number(),
      signs: z.array(z.string()),
    }),
  ),
  dueOn: PlainDate,
  missing: z.array(z.object({ projectCode: z.string(), name: z.string(), departmentCode: z.string(), unitCode: z.string() })),
  policy: z.object({ id: z.string(), version: z.string() }),
});

export const PlanQuery = z.strictObject({
  division: Division.optional(),
  departmentCode: z.string().trim().min(1).max(40).optional(),
  fiscalYear: FiscalYearParam.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
});
export const PlanAnswer = z.object({
  fiscalYear: z.number(),
  years: z.array(z.object({ year: z.number(), count: z.number() })),
  selected: z.object({ projects: z.number(), departments: z.number() }).meta({ description: '本年度列入评价的项目数和部门数' }),
  items: z.array(
    z.object({
      projectCode: z.string(),
      name: z.string(),
      departmentCode: z.string(),
      unitCode: z.string(),
      subject: z.string(),
      endsOn: z.string(),
      lastEvaluated: z.number().nullable(),
      dueYear: z.number().nullable(),
      cause: z.enum(['expiry', 'midTerm', 'end', 'cycle', 'none']).meta({
        description: 'expiry 到期专项资金，midTerm 中期评价，end 实施期后评价，cycle 周期覆盖，none 已评价',
      }),
      plannedYear: z.number().nullable(),
      must: z.boolean().meta({ description: '列入本年度评价' }),
    }),
  ),
  next: z.string().optional(),
  basis: z.string(),
});

const Words = z.string().trim().min(1).max(2000);

export const StepBody = z.strictObject({
  step: z
    .enum(['selected', 'notified', 'planned', 'collected', 'verified', 'exchanged', 'concluded', 'reported', 'filed'])
    .meta({ description: '确定对象、下达通知、制订方案、收集资料、核实、交换意见、最终结论、提交报告、建档' }),
  on: PlainDate,
  note: Words.optional(),
  attachments: z
    .array(z.strictObject({ attachmentId: AttachmentId, title: z.string().trim().min(1).max(200) }))
    .min(1)
    .max(20)
    .optional(),
  evaluator: z
    .strictObject({ organisation: z.string().trim().min(1).max(40), division: Division, name: z.string().trim().min(1).max(120) })
    .optional()
    .meta({ description: '受委托的第三方评价机构' }),
});
export const StepReceipt = receiptOf({
  projectCode: z.string(),
  fiscalYear: z.number(),
  status: z.string(),
  step: z.string(),
  on: PlainDate,
});

export const AnswerBody = z.strictObject({
  opinion: z.enum(['agree', 'disagree']).meta({ description: 'agree 无异议，disagree 有异议' }),
  says: Words,
});
export const AnswerReceipt = receiptOf({ projectCode: z.string(), sentOn: PlainDate, answeredOn: PlainDate, opinion: z.string() });

export const ReEvaluationReceipt = receiptOf({
  projectCode: z.string(),
  total: z.number(),
  grade: z.string(),
  of: z.string().optional(),
  difference: z.number().optional(),
  gradeDifference: z.number().optional(),
});

export const ApplicationBody = z.strictObject({
  use: z
    .enum(['priority', 'keep', 'improve', 'reduce', 'reduceOrCancel', 'account'])
    .meta({ description: '优先保障、据实安排、督促改进、削减、削减或取消、问责' }),
  measures: z.array(z.string().trim().min(1).max(500)).min(1).max(20),
  amount: Money.optional(),
  followUpOn: PlainDate,
});
export const ApplicationReceipt = receiptOf({ projectCode: z.string(), application: z.number(), use: z.string(), followUpOn: PlainDate });

export const FollowUpParams = z.strictObject({
  projectCode: ProjectCode,
  fiscalYear: FiscalYearParam,
  application: z.coerce.number().int().min(1).max(999).meta({ description: '结果应用序号' }),
});
export const FollowUpBody = z.strictObject({ done: z.boolean(), says: Words });
export const FollowUpReceipt = receiptOf({ projectCode: z.string(), application: z.number(), done: z.boolean(), late: z.boolean() });
