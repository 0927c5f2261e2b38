import * as z from 'zod';
import { PlainDate } from '../values/calendar.ts';
import { FiscalYear } from '../values/fiscal-year.ts';
import { Money } from '../values/money.ts';
import { Period } from '../values/period.ts';
import { ProjectCode } from '../values/project-code.ts';

export const IndicatorId = z.string().trim().min(1).max(40);
export const Figure = z.union([z.number().min(-1e15).max(1e15), z.string().trim().max(200)]);
const Remark = z.string().trim().max(500);
export const Likelihood = z.enum(['certain', 'possible', 'impossible']).meta({ description: '完成目标可能性：确定能、有可能、完全不可能' });

const IndicatorBody = z.strictObject({
  id: IndicatorId,
  actual: Figure,
  expected: Figure.optional(),
  likelihood: Likelihood.optional(),
  /** 偏差原因分析. */
  causes: z
    .strictObject({
      funding: Remark.optional(),
      regulation: Remark.optional(),
      staffing: Remark.optional(),
      hardware: Remark.optional(),
      other: Remark.optional(),
    })
    .optional(),
  explanation: Remark.optional(),
});

const reading = {
  asOf: PlainDate,
  paid: Money,
  issued: Money.optional(),
  expected: Money.optional(),
  indicators: z.array(IndicatorBody).max(100),
};

export const ReadingBody = z.strictObject(reading);
type ReadingBody = z.output<typeof ReadingBody>;

/** One row of a list of readings: 元 as text, as over HTTP. */
export const ReadingRow = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYear, period: Period, ...reading });

/** A form as the event keeps it: without the fields that were left out. */
export function readingOf({ asOf, paid, issued, expected, indicators }: ReadingBody) {
  return {
    asOf,
    paid,
    ...(issued === undefined ? {} : { issued }),
    ...(expected === undefined ? {} : { expected }),
    indicators: indicators.map(({ id, actual, expected, likelihood, causes, explanation }) => ({
      id,
      actual,
      ...(expected === undefined ? {} : { expected }),
      ...(likelihood === undefined ? {} : { likelihood }),
      ...(causes === undefined ? {} : { causes: named(causes) }),
      ...(explanation === undefined ? {} : { explanation }),
    })),
  };
}

function named(causes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(causes).flatMap(([cause, says]) => (says === undefined ? [] : [[cause, says]])));
}
