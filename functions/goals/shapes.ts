import * as z from 'zod';
import { IndicatorDocument } from '../../events/goals.submitted.v1.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYear, FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Grade } from '../../shared/values/grade.ts';
import { Level1, Level2, Operator } from '../../shared/values/indicator.ts';
import { Money } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';
import { Score, Weight } from '../../shared/values/score.ts';

export const Params = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam });

const Code = z.string().trim().min(1).max(40);
const Text = z.string().trim().max(2000);
const Said = Text.min(1);

const Indicator = z.strictObject({
  id: Code,
  level1: Level1,
  level2: Level2,
  name: z.string().trim().min(1).max(200),
  operator: Operator.optional(),
  target: z
    .union([z.number().min(-1e15).max(1e15), z.string().max(300)])
    .optional()
    .meta({ description: '指标值；定量指标为数值' }),
  unit: z.string().trim().max(20).optional(),
  weight: Weight.max(100),
  source: z.string().trim().max(500).optional().meta({ description: '数据来源、佐证材料' }),
  raw: z.string().max(300).optional().meta({ description: '表上印的指标值；未填 operator 或 target 时据以读取' }),
});

const goals = { overall: Text, indicators: z.array(Indicator).min(1).max(100), budget: Money };

export const GoalsBody = z.strictObject(goals);

export const CheckBody = z.strictObject({
  ...goals,
  division: Division,
  fiscalYear: FiscalYear,
  requestedAmount: Money.optional().meta({ description: '项目申请金额；填写时核对预算' }),
  investment: z.boolean().optional().meta({ description: '政府投资项目' }),
});

export const ReviewBody = z.strictObject({
  step: Code,
  opinion: Grade,
  comment: Said,
  scores: z
    .record(z.string().min(1).max(40), Score.max(100))
    .refine((scores) => Object.keys(scores).length <= 30, '评分项不超过30项')
    .optional(),
});

export const AdjustmentBody = z.strictObject({
  ...goals,
  reason: z.enum(['budgetAdjustment', 'policyChange', 'emergency']).meta({ description: '预算调整、政策变化、突发事件' }),
  explanation: Said,
});

export const CommissionBody = z.strictObject({
  organisation: Code,
  division: Division.optional().meta({ description: '第三方代码所属区划；不填则为辖区包括本项目的任一区划' }),
  until: PlainDate,
});

const Status = z.enum(['inReview', 'returned', 'approved', 'blocked']);

export const Receipt = receiptOf({ projectCode: z.string(), fiscalYear: z.int(), goalsVersion: z.int(), status: Status });

const Checked = {
  findings: z.array(Finding),
  score: z.number(),
  grade: Grade,
  deductions: z.array(z.object({ rule: z.string(), points: z.number(), criterion: z.string().optional(), says: z.string() })),
};

export const CheckAnswer = z.object({
  ...Checked,
  indicators: z
    .array(
      z.object({
        id: z.string(),
        operator: Operator.nullable(),
        target: z.union([z.number(), z.string()]).nullable(),
        unit: z.string().nullable(),
      }),
    )
    .meta({ description: '各项指标的读取结果' }),
});

const Contents = { overall: z.string(), indicators: z.array(IndicatorDocument), budget: z.string() };
const By = { at: z.string(), organisation: z.string(), person: z.string().optional() };
const Kind = z.enum(['submission', 'adjustment']);

export const GoalsAnswer = z.looseObject({
  projectCode: z.string(),
  fiscalYear: z.int(),
  goalsVersion: z.int(),
  status: Status,
  step: z.string().optional(),
  inForce: z.int().optional().meta({ description: '调整审核期间继续有效的版本' }),
  name: z.string(),
  division: z.string(),
  ...Contents,
  ...Checked,
  kind: Kind,
  filed: z.object(By),
  chain: z.array(z.object({ step: z.string(), name: z.string(), done: z.boolean() })),
  reviews: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      opinion: Grade,
      comment: z.string(),
      scores: z.record(z.string(), z.number()).optional(),
      ...By,
    }),
  ),
  approved: z.looseObject({ goalsVersion: z.int(), at: z.string(), hash: z.string() }).optional(),
  issued: z.object({ goalsVersion: z.int(), approvedAmount: z.string() }).optional(),
  version: z.int(),
});

export const VersionsAnswer = z.object({
  items: z.array(
    z.looseObject({
      goalsVersion: z.int(),
      kind: Kind,
      status: z.enum(['inReview', 'returned', 'blocked', 'approved', 'replaced']),
      filed: z.object(By),
      closedAt: z.string().optional(),
      ...Contents,
      digest: z.string(),
    }),
  ),
});
