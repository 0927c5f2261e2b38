import * as z from 'zod';
import { receiptOf } from '../../shared/io/receipt.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYear, FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Grade } from '../../shared/values/grade.ts';
import { Money } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

/** The shapes of the projects' requests and answers. */
export const Params = z.strictObject({ projectCode: ProjectCode });
export const YearParams = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam });
/** 人员标识: letters and digits of any script, hyphens. */
export const PersonParams = z.strictObject({ personId: z.string().regex(/^[\p{L}\p{N}-]{1,40}$/u, '人员标识由文字、数字和连字符组成') });
export const Code = z.string().trim().min(1).max(40);
export const Name = z.string().trim().min(1).max(200);

export const ProjectBody = z.strictObject({
  name: Name,
  division: Division,
  departmentCode: Code,
  departmentName: Name,
  unitCode: Code,
  unitName: Name,
  subject: z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']),
  origin: z.enum(['new', 'continuing', 'expanded', 'renewed']),
  budgetBook: z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']),
  instrument: z.enum(['investmentFund', 'ppp', 'procurement', 'servicePurchase', 'debt']).optional(),
  investment: z.boolean().default(false),
  startsOn: PlainDate,
  endsOn: PlainDate,
  requestedAmount: Money,
  major: z.boolean().optional(),
  secret: z.boolean().default(false),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  responsible: z.strictObject({ id: Code, name: z.string().trim().min(1).max(60), post: z.string().trim().max(60) }),
});

export const Receipt = receiptOf({ projectCode: z.string(), status: z.string() });
export const Gate = z.object({ gate: z.string(), state: z.enum(['open', 'blocked', 'notRequired']), findings: z.array(Finding) });
export const FactorView = z.object({ name: z.string(), amount: z.string(), says: z.string(), basis: z.string() });
export const ProjectAnswer = z.looseObject({
  projectCode: z.string(),
  status: z.enum(['proposed', 'admitted', 'budgeted', 'executing', 'closed', 'withdrawn']).optional(),
  gates: z.array(Gate).optional(),
  fund: z
    .object({
      lastYear: z.number(),
      renewal: z.enum(['continue', 'adjust']).optional(),
      plan: z
        .object({
          period: z.object({ from: z.number(), until: z.number() }),
          strategicGoal: z.string(),
          totalAmount: z.string(),
          years: z.array(z.object({ fiscalYear: z.number(), task: z.string(), amount: z.string() })),
        })
        .optional(),
    })
    .optional(),
});

export const ApprovalBody = z.strictObject({
  approvedAmount: Money,
  exception: z.strictObject({ approvalNo: z.string().trim().min(1).max(80), reason: z.string().trim().min(1).max(500) }).exactOptional(),
});

export const ChangeBody = z.strictObject({
  reason: z.enum(['budgetAdjustment', 'policyChange', 'emergency']),
  explanation: z.string().trim().min(1).max(2000),
  amount: Money,
  approvalNo: z.string().trim().min(1).max(80).exactOptional(),
});

export const PlanBody = z.strictObject({
  period: z.strictObject({ from: FiscalYear, until: FiscalYear }),
  strategicGoal: z.string().trim().min(1).max(4000),
  totalAmount: Money,
  years: z
    .array(z.strictObject({ fiscalYear: FiscalYear, task: z.string().trim().min(1).max(1000), amount: Money }))
    .min(1)
    .max(15),
});

export const RenewalBody = z.strictObject({
  decision: z.enum(['continue', 'adjust', 'end']),
  until: FiscalYear.exactOptional(),
  reason: z.string().trim().min(1).max(2000),
});

export const ExitBody = z.strictObject({
  reason: z.string().trim().min(1).max(2000),
  approvalNo: z.string().trim().min(1).max(80).exactOptional(),
});

export const DisclosureBody = z.strictObject({
  secrecyReviewedBy: z.string().trim().min(1).max(60).exactOptional(),
  publishedOn: PlainDate,
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .exactOptional(),
  scope: z
    .array(z.enum(['goals', 'selfEvaluation', 'evaluation']))
    .min(1)
    .max(3),
});

const Scored = z.object({ total: z.number(), grade: Grade });
export const YearsAnswer = z.object({
  projectCode: z.string(),
  status: z.string(),
  exit: z.object({ fiscalYear: z.number(), says: z.string(), basis: z.string() }).nullable(),
  items: z.array(
    z.object({
      fiscalYear: z.number(),
      assessedNeed: z.string().nullable(),
      goals: z
        .object({ status: z.string(), version: z.number().optional(), grade: Grade.optional(), budget: z.string().optional() })
        .nullable(),
      approvedAmount: z.string().nullable(),
      paid: z.string().nullable(),
      light: z.enum(['green', 'yellow', 'red']),
      funds: z.enum(['normal', 'suspended', 'stopped', 'recovered']),
      self: Scored.nullable(),
      result: Scored.extend({ by: z.string() }).nullable(),
      rectifications: z.object({ issued: z.number(), open: z.number(), reductions: z.number() }),
      cut: z.object({ share: z.number(), use: z.string() }).nullable(),
      archived: z.boolean(),
    }),
  ),
});

/** A row of a person's record, as it is kept. */
export const Charge = z.looseObject({
  projectCode: z.string(),
  division: z.string(),
  terms: z.array(z.object({ post: z.string(), from: z.string(), until: z.string().exactOptional() })),
});

export const LinkageAnswer = z.object({
  assessedNeed: FactorView.nullable(),
  goals: FactorView.nullable(),
  lastYear: FactorView.nullable(),
  department: FactorView.nullable().optional(),
  fund: FactorView.nullable().optional(),
  reduction: FactorView.nullable().optional(),
  exit: FactorView.nullable().optional(),
  factors: z.array(FactorView),
  ceiling: z.string(),
  policy: z.object({ id: z.string(), version: z.string() }).optional().meta({ description: '测算所依据的规则及版本' }),
});

export const HistoryAnswer = z.object({
  items: z.array(z.looseObject({ sequence: z.number(), hash: z.string(), previousHash: z.string(), type: z.string() })),
});
