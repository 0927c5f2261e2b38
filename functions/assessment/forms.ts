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
  StepsShape,
} from '../../shared/io/review-shapes.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Money } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';
import { Score } from '../../shared/values/score.ts';

export const Params = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam });
const Organisation = z.string().trim().min(1).max(40);
const text = (most: number) => z.string().trim().min(1).max(most);

const Argument = z.strictObject({
  argument: text(10_000).meta({ description: '论证' }),
  score: Score.max(100).exactOptional().meta({ description: '自评得分，不超过该项满分' }),
  evidence: z.array(AttachmentId).max(20).default([]).meta({ description: '佐证附件' }),
});

export const ReportBody = z.strictObject({
  organiser: z.enum(['department', 'finance', 'investment']),
  requestedAmount: Money,
  dimensions: z.strictObject({
    necessity: Argument,
    economy: Argument,
    goalSoundness: Argument,
    feasibility: Argument,
    fundingCompliance: Argument,
    affordability: Argument.exactOptional(),
  }),
  materials: z
    .array(z.strictObject({ kind: text(40), title: text(200), attachmentId: AttachmentId }))
    .max(60)
    .meta({ description: '材料；种类见本级规定的清单' }),
  consultations: z
    .array(z.strictObject({ body: text(100), opinion: text(2_000) }))
    .max(20)
    .default([]),
});

export const ReturnBody = z.strictObject({
  reason: text(2_000),
  findings: z
    .array(
      z.strictObject({
        rule: text(20).exactOptional(),
        level: z.enum(['error', 'warning']).exactOptional(),
        at: z.string().max(200).default(''),
        says: text(500),
        basis: text(200).exactOptional(),
      }),
    )
    .max(50)
    .default([]),
  returnTo: ReturnTo.exactOptional(),
  onBehalfOf: OnBehalfOfCode.exactOptional(),
});

const Points = Score.max(100).exactOptional();
const Leaves = z.record(z.string().min(1).max(40), Score.max(100)).refine((leaves) => Object.keys(leaves).length <= 60, '评分项不超过60项');
const Sheet = z.strictObject({
  necessity: Points,
  economy: Points,
  goalSoundness: Points,
  feasibility: Points,
  fundingCompliance: Points,
  affordability: Points,
});
export const OpinionBody = z.strictObject({
  scores: Sheet,
  leaves: Leaves.exactOptional().meta({ description: '按评分表逐项评分；各项合计等于该维度的得分' }),
  opinion: text(5_000),
  step: text(40).exactOptional().meta({ description: '评审步骤；不填则为等待该评审人的步骤' }),
  onBehalfOf: OnBehalfOfCode.exactOptional(),
});

export const ChangesQuery = changesQuery('reportVersion');
export const ChangesAnswer = changesAnswer('reportVersion');

export const CommissionBody = z.strictObject({
  organisation: Organisation.meta({ description: '第三方机构代码' }),
  division: Division.exactOptional().meta({ description: '机构代码所属区划，默认为项目所在区划' }),
  from: PlainDate.exactOptional().meta({ description: '委托开始日，默认当日' }),
  until: PlainDate.meta({ description: '委托截止日' }),
});

const Verdict = z.enum(['support', 'partial', 'revise', 'reject']);
export const ConclusionBody = z.strictObject({
  verdict: Verdict,
  supportedAmount: Money,
  conditions: z.array(text(500)).max(20).default([]),
  reason: text(2_000),
  follows: z
    .enum(['first', 'finance', 'thirdParty'])
    .exactOptional()
    .meta({ description: '采用的评估：首次评估、财政部门或第三方的独立评估' }),
  onBehalfOf: OnBehalfOfCode.exactOptional(),
});

export const IndependentBody = z.strictObject({
  organiser: z.enum(['finance', 'thirdParty']).meta({ description: '财政部门、第三方' }),
  scores: Sheet,
  leaves: Leaves.exactOptional(),
  supportedAmount: Money,
  opinion: text(5_000),
  report: AttachmentId.exactOptional().meta({ description: '独立评估报告' }),
});

export const ConditionParams = Params.extend({
  condition: z.coerce.number().int().min(1).max(20).meta({ description: '第几项资金拨付前置条件' }),
});
export const FulfilmentBody = z.strictObject({
  statement: text(2_000).meta({ description: '落实情况' }),
  evidence: AttachmentId.exactOptional().meta({ description: '佐证附件' }),
});
export const ConfirmationBody = z.strictObject({
  outcome: z.enum(['met', 'waived', 'returned']).meta({ description: '已落实、豁免、退回重报' }),
  comment: text(2_000),
});

const Status = z.enum(['submitted', 'returned', 'withdrawn', 'concluded']);
export const Receipt = receiptOf({
  projectCode: z.string(),
  fiscalYear: z.number().int(),
  status: Status,
});
const Scored = z.record(z.string(), z.number());
const Deed = { at: z.string(), organisation: z.string(), name: z.string().optional() };
export const AssessmentAnswer = z.looseObject({
  projectCode: z.string(),
  fiscalYear: z.number().int(),
  name: z.string(),
  division: z.string(),
  status: Status,
  ...StepsShape,
  reportVersion: z.int(),
  chain: ChainShape,
  policy: z.object({ id: z.string(), version: z.string() }),
  policyNow: PolicyNow,
  organiser: z.enum(['department', 'finance', 'investment']),
  requestedAmount: z.string(),
  dimensions: z.record(z.string(), z.looseObject({ argument: z.string(), evidence: z.array(z.string()) })),
  materials: z.array(z.looseObject({ kind: z.string(), title: z.string(), attachmentId: z.string() })),
  checklist: z
    .array(
      z.object({
        kind: z.string(),
        name: z.string(),
        required: z.boolean(),
        status: z.enum(['received', 'missing']),
        count: z.number().int(),
      }),
    )
    .meta({ description: '材料清单及收到情况' }),
  consultations: z.array(z.object({ body: z.string(), opinion: z.string() })),
  findings: z.array(Finding),
  submitted: z.object(Deed),
  withdrawn: z.object({ ...Deed, reason: z.string().optional() }).optional(),
  returned: z.object({ ...Deed, reason: z.string(), findings: z.array(Finding) }).optional(),
  opinions: z.array(
    z.object({
      ...Deed,
      step: z.string().optional(),
      stepName: z.string().optional(),
      onBehalfOf: OnBehalfOfShape,
      scores: Scored,
      total: z.number(),
      opinion: z.string(),
    }),
  ),
  sentBack: z
    .array(z.object({ ...Deed, returnTo: z.string(), stepName: z.string(), reason: z.string(), findings: z.array(Finding) }))
    .meta({ description: '退回到步骤的经过' }),
  score: z.number().nullable(),
  scores: Scored,
  sheet: z
    .array(z.looseObject({ key: z.string(), name: z.string(), fullMarks: z.number(), average: z.number().nullable() }))
    .meta({ description: '评分表：各维度、各项指标的满分和平均得分' }),
  verdict: Verdict.nullable(),
  supportedAmount: z.string().nullable(),
  unsupportedAmount: z.string().nullable(),
  savings: z.string().nullable(),
  conditions: z.array(z.string()),
  release: z
    .array(z.looseObject({ condition: z.number().int(), says: z.string(), status: z.enum(['pending', 'reported', 'met', 'waived']) }))
    .meta({ description: '资金拨付前置条件的落实情况' }),
  independents: z.array(
    z.looseObject({
      organiser: z.enum(['finance', 'thirdParty']),
      total: z.number(),
      supportedAmount: z.string(),
      difference: z.object({ score: z.number().nullable(), amount: z.string() }).meta({ description: '与首次评估相比' }),
    }),
  ),
  version: z.number().int(),
});
