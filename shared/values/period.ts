import * as z from 'zod';

/** A reporting period: the month at whose end it closes, `01`–`12`. */
export const Period = z
  .string()
  .regex(/^(?:0[1-9]|1[0-2])$/, '期间应为两位月份，01 至 12')
  .meta({ description: '期间（月份），01 至 12', examples: ['07'] });
export type Period = z.output<typeof Period>;
