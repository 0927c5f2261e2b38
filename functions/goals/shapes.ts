import * as z from 'zod';
import { IndicatorDocument } from '../../events/goals.submitted.v1.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import {
  ChainShape,
  changesAnswer,
  changesQuery,
  OnBehalfOfCode,
  OnBehalfOfShape,
  PolicyNow,
  ReturnTo,
  StepsShape,
} from '../../shared/io/review-shapes.ts';
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
  aspect: z.string().trim().min(1).max(40).optional().meta({ description: '所反映的模板方面' }),
});

const Subject = z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']);
const BudgetBook = z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']);

const goals = { overall: Text, indicators: z.array(Indicator).min(1).max(100), budget: Money };

export const GoalsBody = z.strictObject(goals);

export const CheckBody = z.strictObject({
  ...goals,
  division: Division,
  fiscalYear: FiscalYear,
  projectCode: ProjectCode.optional().meta({ description: '项目代码；填写时与本区其他项目、上年实际完成值核对' }),
  requestedAmount: Money.optional().meta({ description: '项目申请金额；填写时核对预算' }),
  investment: z.boolean().optional().meta({ description: '政府投资项目' }),
  subject: Subject.optional().meta({ description: '项目、政策、专项资金、部门整体、街道、政府收支；填写时按目标模板核对' }),
  budgetBook: BudgetBook.optional().meta({ description: '一般公共预算、政府性基金、国有资本经营、社会保险基金' }),
});

export const TemplatesQuery = z.strictObject({
  division: Division.optional(),
  fiscalYear: FiscalYearParam.optional(),
  subject: Subject.optional(),
  budgetBook: BudgetBook.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const TemplatesAnswer = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['department', 'street', 'government', 'specialFund', 'book']),
      name: z.string(),
      article: z.string(),
      level: z.enum(['error', 'warning']),
      aspects: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  ),
});

export const ReviewBody = z.strictObject({
  step: Code,
  opinion: Grade,
  comment: Said,
  scores: z
    .record(z.string().min(1).max(40), Score.max(100))
    .refine((scores) => Object.keys(scores).length <= 30, '评分项不超过30项')
    .optional(),
  sheet: z
    .record(z.string().min(1).max(40), Grade)
    .refine((sheet) => Object.keys(sheet).length <= 30, '审核项不超过30项')
    .optional()
    .meta({ description: '定性审核表：各项目的等级' }),
  returnTo: ReturnTo.optional(),
  onBehalfOf: OnBehalfOfCode.optional(),
});

export const ChangesQuery = changesQuery('goalsVersion');
export const ChangesAnswer = changesAnswer('goalsVersion');

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

const Status = z.enum(['inReview', 'returned', 'withdrawn', 'approved', 'blocked']);

export const Receipt = receiptOf({ projectCode: z.string(), fiscalYear: z.int(), goalsVersion: z.int(), status: Status });

const Checked = {
  findings: z.array(Finding),
  score: z.number(),
  grade: Grade,
  deductions: z.array(z.object({ rule: z.string(), points: z.number(), criterion: z.string().optional(), says: z.string() })),
  aspects: z
    .array(
      z.object({
        aspect: z.enum(['completeness', 'relevance', 'appropriateness', 'feasibility']),
        name: z.string(),
        passed: z.boolean(),
        errors: z.int(),
        warnings: z.int(),
        rules: z.array(z.string()),
        says: z.string(),
        basis: z.string(),
      }),
    )
    .meta({ description: '完整性、相关性、适当性、可行性审核：自动检查发现的问题' }),
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
  ...StepsShape,
  inForce: z.int().optional().meta({ description: '调整审核期间继续有效的版本' }),
  name: z.string(),
  division: z.string(),
  ...Contents,
  ...Checked,
  alike: z
    .object({ share: z.number(), projectCode: z.string().optional() })
    .optional()
    .meta({ description: '文字最接近的其他项目；无权查看时不列项目代码' }),
  kind: Kind,
  filed: z.object(By),
  chain: ChainShape,
  policy: z.object({ id: z.string(), version: z.string() }),
  policyNow: PolicyNow,
  reviews: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      opinion: Grade,
      comment: z.string(),
      scores: z.record(z.string(), z.number()).optional(),
      sheet: z.record(z.string(), Grade).optional(),
      returnTo: z.string().optional(),
      onBehalfOf: OnBehalfOfShape,
      ...By,
    }),
  ),
  approved: z.looseObject({ goalsVersion: z.int(), at: z.string(), hash: z.string() }).optional(),
  issued: z.object({ goalsVersion: z.int(), approvedAmount: z.string() }).optional(),
  version: z.int(),
});

const Link = { event: z.string(), sequence: z.int(), hash: z.string(), previousHash: z.string(), ...By };

export const ContractAnswer = z.looseObject({
  projectCode: z.string(),
  fiscalYear: z.int(),
  goalsVersion: z.int(),
  kind: Kind,
  ...Contents,
  digest: z.string().meta({ description: '内容的摘要' }),
  filed: z.object(Link),
  steps: z.array(z.looseObject({ step: z.string(), name: z.string(), opinion: Grade, ...Link })),
  approved: z.object(Link),
  issued: z.object({ goalsVersion: z.int(), approvedAmount: z.string() }).optional(),
  policy: z.object({ id: z.string(), version: z.string() }),
  chain: z.looseObject({ sound: z.boolean() }).meta({ description: '记录链的核验结果' }),
});

export const VersionsAnswer = z.object({
  items: z.array(
    z.looseObject({
      goalsVersion: z.int(),
      kind: Kind,
      status: z.enum(['inReview', 'returned', 'withdrawn', 'blocked', 'approved', 'replaced']),
      filed: z.object(By),
      closedAt: z.string().optional(),
      ...Contents,
      digest: z.string(),
    }),
  ),
});

/** An .xlsx workbook; bytes, not JSON. */
export const Workbook = z.string().meta({ format: 'binary' });
