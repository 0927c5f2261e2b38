import * as z from 'zod';
import { misreadings } from '../../shared/io/misreadings.ts';
import { Figure, IndicatorId, Likelihood, ReadingRow, readingOf } from '../../shared/io/reading-row.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYear, FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Operator } from '../../shared/values/indicator.ts';
import { Money } from '../../shared/values/money.ts';
import { Period } from '../../shared/values/period.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';
import { Weight } from '../../shared/values/score.ts';

export const YearParams = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam });
export const FormQuery = z.strictObject({ period: Period.optional() });
export const ReadingParams = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam, period: Period });
export const AlertParams = z.strictObject({
  alertId: z
    .string()
    .regex(/^[A-Z0-9-]{1,40}\.\d{4}\.[1-9]\d{0,3}$/, '预警编号应为 项目代码.年度.序号')
    .meta({ examples: ['370103-001.2023.1'] }),
});

/** Each row is read for itself, so that one that can't be read doesn't take 499 others with it. */
const Rows = z
  .array(
    z.union([
      ReadingRow.transform((row) => ({ readable: true as const, row })),
      z.unknown().transform((raw) => ({ readable: false as const, raw })),
    ]),
  )
  .min(1)
  .max(500);

export const BulkBody = z.strictObject({ readings: Rows });

/** A batch from the intake queue. `rejected` says why rows came back from an earlier attempt; it is for the operator to read. */
export const IntakeMessage = z.strictObject({
  division: Division,
  organisation: z.string().min(1).max(40).optional(),
  readings: Rows,
  rejected: z.unknown().optional(),
});

export const TrialBody = z.strictObject({
  division: Division,
  fiscalYear: FiscalYear,
  period: Period,
  asOf: PlainDate,
  budget: Money,
  paid: Money,
  issued: Money.optional(),
  expected: Money.optional(),
  indicators: z
    .array(
      z.strictObject({
        id: IndicatorId.optional(),
        name: z.string().trim().max(200).optional(),
        target: Figure,
        actual: Figure,
        operator: Operator.optional(),
        unit: z.string().trim().max(20).optional(),
        weight: Weight.max(1000),
        likelihood: Likelihood.optional(),
      }),
    )
    .max(100),
});

export const TreatmentBody = z.strictObject({
  action: z.enum(['continue', 'transfer', 'cancel', 'rectify', 'suspend', 'stop', 'resume', 'recover']),
  amount: Money.optional(),
  reason: z.string().trim().min(1).max(500),
  /** 客观原因 of the deviation. */
  objectiveCause: z.enum(['policyChange', 'emergency']).optional(),
});

export const SweepBody = z.strictObject({ division: Division, fiscalYear: FiscalYear, asOf: PlainDate });

const Light = z.enum(['green', 'yellow', 'red']);
const Lights = z.object({ budget: Light, goal: Light, overall: Light });
const Share = z.number().nullable();
const Findings = z.array(Finding);
const Forecast = z.object({
  amount: z.string(),
  rate: Share,
  method: z.enum(['expected', 'pace']),
  says: z.string(),
  basis: z.string(),
});
const figures = {
  executionRate: Share,
  spendingRate: Share,
  goalProgress: Share,
  gap: Share,
  timeProgress: z.number(),
  forecast: Forecast.nullable(),
  lights: Lights,
  findings: Findings,
};
const AlertShape = z.looseObject({
  alertId: z.string(),
  status: z.enum(['open', 'treated', 'cleared']),
  period: z.string(),
  raisedOn: z.string(),
  dueOn: z.string(),
  lights: Lights,
  findings: Findings,
});

export const TrialAnswer = z.object(figures);
export const ReadingReceipt = receiptOf({ projectCode: z.string(), fiscalYear: z.number(), period: z.string(), lights: Lights });
export const TreatmentReceipt = receiptOf({ alertId: z.string(), status: z.string(), action: z.string(), funds: z.string() });
export const BulkAnswer = z.object({
  accepted: z.number().int(),
  rejected: z.array(z.object({ index: z.number().int(), findings: Findings })),
});
export const MonitoringAnswer = z.object({
  projectCode: z.string(),
  fiscalYear: z.number(),
  lights: Lights,
  readings: z.array(z.looseObject({ period: z.string(), version: z.number(), asOf: z.string(), paid: z.string(), ...figures })),
  alerts: z.array(AlertShape),
  alertsRaised: z.number().int(),
  checks: z.looseObject({ checks: z.number().int() }),
  kinds: z.array(z.enum(['daily', 'department', 'finance'])).meta({ description: '日常监控、部门重点监控、财政重点监控' }),
  key: z.object({
    key: z.boolean(),
    reasons: z.array(z.looseObject({ criterion: z.string(), says: z.string() })),
    basis: z.string().optional(),
  }),
  filings: z.array(
    z.object({ period: z.string(), due: z.string(), status: z.enum(['owed', 'filed', 'overdue']), filedOn: z.string().optional() }),
  ),
  funds: z.object({
    state: z.enum(['normal', 'suspended', 'stopped', 'recovered']),
    budget: z.string(),
    paid: z.string(),
    left: z.string(),
    transferred: z.string(),
    cancelled: z.string(),
    recovered: z.string(),
  }),
  forecast: Forecast.nullable(),
  findings: Findings,
  version: z.number().int(),
});
export const SweepAnswer = z.object({
  sweepId: z.string().meta({ description: '办理这次清理时用的编号' }),
  items: z.array(z.looseObject({ projectCode: z.string(), amount: z.string(), says: z.string(), basis: z.string() })),
  total: z.string(),
  unreported: z.array(z.string()),
  use: z.string(),
  basis: z.string(),
  findings: Findings,
});

/** The rows of a batch that could be read, and those that couldn't, each with its place in the batch. */
export function readRows(rows: z.output<typeof Rows>) {
  return {
    rows: rows.flatMap((each, index) => {
      if (!each.readable) return [];
      const { projectCode, fiscalYear, period } = each.row;
      return [{ index, key: { projectCode, fiscalYear, period }, reading: readingOf(each.row) }];
    }),
    unreadable: rows.flatMap((each, index) => {
      const { error } = each.readable ? {} : ReadingRow.safeParse(each.raw);
      return error ? [{ index, findings: misreadings(error, `/readings/${index}`, 10) }] : [];
    }),
  };
}

/** An .xlsx workbook; bytes, not JSON. */
export const Workbook = z.string().meta({ format: 'binary' });
