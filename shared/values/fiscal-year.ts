import * as z from 'zod';

const RANGE = '预算年度应在2018至2100之间';

/** A fiscal year (预算年度), 2018–2100. */
export const FiscalYear = z
  .int()
  .min(2018, RANGE)
  .max(2100, RANGE)
  .meta({ description: '预算年度', examples: [2023] });
export type FiscalYear = z.output<typeof FiscalYear>;

/** The same as it stands in a path or a query: four digits, parsed to a number. */
export const FiscalYearParam = z
  .string()
  .regex(/^\d{4}$/, '预算年度应为四位数字')
  .meta({ description: '预算年度', examples: ['2023'] })
  .transform(Number)
  .pipe(FiscalYear);
