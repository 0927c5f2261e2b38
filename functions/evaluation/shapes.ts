import * as z from 'zod';
import { AttachmentId } from '../../shared/io/attachments.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import {
  ChainShape,
  changesAnswer,
  changesQuery,
  OnBehalfOfCode,
  OnBehalfOfShape,
  PolicyNow,
  ReturnTo,
} from '../../shared/io/review-shapes.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYear, FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Grade } from '../../shared/values/grade.ts';
import { Level1, Level2, Operator } from '../../shared/values/indicator.ts';
import { Money } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';
import { Rate } from '../../shared/values/rate.ts';
import { Score, Weight } from '../../shared/values/score.ts';

/** The shapes of the evaluation routes (api.md, Evaluations). */
const Id = z.string().trim().min(1).max(40);
const Text = z.string().trim().max(2000);
const Value = z.union([z.number(), z.string().trim().min(1).max(200)]);
const Cell = z.string().max(500).nullable().optional();
const Achieved = z.enum(['full', 'partial', 'low']);

export const Params = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam });

export const ScoreBody = z.strictObject({
  division: Division.optional(),
  fiscalYear: FiscalYear.optional(),
  ruleSet: z.enum(['RS-10', 'RS-101']).optional(),
  execution: z.strictObject({ weight: Weight, budget: Money, executed: Money, finished: z.boolean().optional() }),
  indicators: z
    .array(
      z.strictObject({
        id: Id,
        level1: Level1,
        level2: Level2.optional(),
        operator: Operator.optional(),
        target: Value.optional(),
        actual: Value.optional(),
        weight: Weight,
        raw: z.strictObject({ target: Cell, actual: Cell }).optional(),
        achieved: Achieved.optional(),
        degree: Rate.optional(),
      }),
    )
    .max(500),
  published: z
    .strictObject({
      execution: z.number().optional(),
      rate: z.union([z.number(), z.string().max(40)]).optional(),
      scores: z.record(z.string().max(40), z.number()).optional(),
      total: z.number().optional(),
      grade: Grade.optional(),
    })
    .optional(),
});

const Scored = z.object({
  execution: z.object({ rate: z.number().nullable(), score: z.number().nullable() }),
  total: z.number(),
  grade: Grade,
});
export const ScoreAnswer = Scored.extend({
  indicators: z.array(
    z.object({ id: z.string(), completion: z.number().nullable(), score: z.number().nullable(), findings: z.array(Finding) }),
  ),
  findings: z.array(Finding),
});

const Reported = z.strictObject({
  id: Id,
  actual: Value,
  achieved: Achieved.optional(),
  degree: Rate.optional(),
  score: Score.optional(),
  note: Text.optional(),
});

/** Figures of a frame by key; how many of them it takes, GET /evaluations/frames says. */
const Inputs = z
  .record(z.string().min(1).max(40), z.number().min(0).max(1e15))
  .refine((inputs) => Object.keys(inputs).length <= 100, '数据不超过100项');
const FrameBody = z.strictObject({ inputs: Inputs });
const Framed = z.enum(['department', 'street', 'policy']).meta({ description: '评价对象：department 部门整体，street 街道，policy 政策' });

export const FramesQuery = z.strictObject({
  division: Division.optional(),
  fiscalYear: FiscalYearParam.optional(),
  subject: Framed.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
const FrameRow = z.object({
  key: z.string(),
  level1: z.string(),
  level2: z.string(),
  name: z.string(),
  marks: z.number(),
  formula: z.string(),
});
export const FramesAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      name: z.string(),
      basis: z.string(),
      rows: z.array(FrameRow.extend({ inputs: z.array(z.string()), full: z.number().optional(), zero: z.number().optional() })),
    }),
  ),
});
export const FrameScoreBody = z.strictObject({
  division: Division.optional(),
  fiscalYear: FiscalYear.optional(),
  subject: Framed,
  inputs: Inputs,
});
export const FrameScoreAnswer = z.object({
  frame: z.string(),
  basis: z.string(),
  rows: z.array(FrameRow.extend({ rate: z.number().nullable(), score: z.number().nullable(), findings: z.array(Finding) })),
  total: z.number(),
  grade: Grade,
  findings: z.array(Finding),
});

export const SelfBody = z.strictObject({
  funds: z.strictObject({ initial: Money, adjusted: Money, executed: Money, finished: z.boolean().optional() }),
  overall: Text.min(1),
  indicators: z.array(Reported).min(1).max(500),
  frame: FrameBody.optional(),
  statement: z.literal(true).meta({ description: '填报人声明所填数据真实' }),
});

export const CheckBody = z.strictObject({
  indicators: z.array(Reported).min(1).max(500),
  finding: Text.min(1),
  frame: FrameBody.optional(),
  onBehalfOf: OnBehalfOfCode.optional(),
});

export const ReportBody = z.strictObject({
  evaluator: z.string().trim().min(1).max(120),
  dimensions: z.strictObject({ decision: Score, process: Score, output: Score, benefit: Score }),
  indicators: z
    .array(z.strictObject({ id: Id, name: z.string().trim().min(1).max(200), weight: Weight, score: Score, note: Text.optional() }))
    .max(500),
  report: AttachmentId,
  exchange: z.strictObject({ sentOn: PlainDate, answeredOn: PlainDate }),
});

export const ReEvaluationBody = ReportBody.extend({
  of: z.string().trim().min(1).max(120).meta({ description: '所评的评价：self、spotCheck、department、finance，或事件编号' }),
  reason: Text.min(1),
});

export const AuditBody = z.strictObject({
  step: Id,
  opinion: z.enum(['pass', 'return']).meta({ description: '通过、退回' }),
  comment: Text.min(1),
  returnTo: ReturnTo.optional(),
  onBehalfOf: OnBehalfOfCode.optional(),
});
export const ChangesQuery = changesQuery('selfVersion');
export const ChangesAnswer = changesAnswer('selfVersion');

export const Receipt = receiptOf({ projectCode: z.string(), fiscalYear: z.number(), status: z.string() });
export const CheckReceipt = Receipt.extend({
  difference: z.number().nullable().optional(),
  bulletin: z.boolean().optional(),
  why: z.string().optional(),
});

const Manifest = z.object({
  files: z.array(z.object({ path: z.string(), bytes: z.number(), digest: z.string() })),
  chainHead: z.string(),
});
export const ArchiveReceipt = Receipt.extend({ archiveId: z.string(), manifest: Manifest, retainUntil: PlainDate });
export const ArchiveAnswer = z.object({
  archiveId: z.string(),
  manifest: Manifest,
  retainUntil: PlainDate,
  archivedAt: z.string(),
  by: z.string(),
});

const Property = z.object({ passed: z.boolean(), checks: z.array(z.object({ check: z.string(), passed: z.boolean(), says: z.string() })) });
export const VerificationAnswer = z.object({
  passed: z.boolean(),
  authenticity: Property,
  integrity: Property,
  usability: Property,
  security: Property,
  basis: z.string(),
});

export const EvaluationAnswer = z.looseObject({
  projectCode: z.string(),
  fiscalYear: z.number(),
  status: z.string(),
  step: z.string().optional(),
  waiting: z.array(z.string()).optional().meta({ description: '并行待审核的步骤' }),
  selfVersion: z.int().optional().meta({ description: '第几次报送的自评' }),
  audit: z.enum(['inReview', 'returned', 'withdrawn', 'audited']).nullable().meta({ description: '自评审核的状态' }),
  chain: ChainShape.meta({ description: '自评审核的步骤' }),
  reviews: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      opinion: z.enum(['pass', 'return']),
      comment: z.string(),
      returnTo: z.string().optional(),
      onBehalfOf: OnBehalfOfShape,
      at: z.string(),
      organisation: z.string(),
      person: z.string().optional(),
    }),
  ),
  checkChain: ChainShape.optional().meta({ description: '抽查复核的步骤' }),
  policyNow: PolicyNow,
  result: z.object({ total: z.number(), grade: Grade, by: z.string() }).nullable(),
  procedure: z
    .array(z.object({ step: z.string(), name: z.string(), on: z.string().nullable() }))
    .meta({ description: '财政评价九个步骤及其日期' }),
  reEvaluation: z.looseObject({ total: z.number(), grade: Grade, difference: z.number() }).nullable(),
  applications: z
    .array(z.looseObject({ application: z.number(), use: z.string(), followUpOn: z.string() }))
    .meta({ description: '结果应用' }),
  bulletin: z.array(z.string()).meta({ description: '通报事由' }),
});

/** An .xlsx workbook; bytes, not JSON. */
export const Workbook = z.string().meta({ format: 'binary' });
