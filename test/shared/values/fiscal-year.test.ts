import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FiscalYear, FiscalYearParam } from '../../../shared/values/fiscal-year.ts';
import { Period } from '../../../shared/values/period.ts';

describe('fiscal year and period', () => {
  it('a fiscal year is an integer from 2018 to 2100', () => {
    for (const good of [2018, 2023, 2100]) expect(FiscalYear.safeParse(good).success).toBe(true);
    for (const bad of [2017, 2101, 2023.5, '2023', null]) expect(FiscalYear.safeParse(bad).success).toBe(false);
  });

  it('a fiscal year in a path is four digits and becomes a number', () => {
    expect(FiscalYearParam.parse('2023')).toBe(2023);
    for (const bad of ['2017', '23', '02023', '2023.0', ' 2023', '', '2e3'])
      expect(FiscalYearParam.safeParse(bad).success, bad).toBe(false);
    expect(z.toJSONSchema(FiscalYearParam, { io: 'input' })).toMatchObject({ type: 'string', pattern: '^\\d{4}$' });
  });

  it('a period is a month in two digits', () => {
    for (const good of ['01', '07', '12']) expect(Period.safeParse(good).success).toBe(true);
    for (const bad of ['00', '13', '1', '7', 7, '']) expect(Period.safeParse(bad).success).toBe(false);
  });
});
