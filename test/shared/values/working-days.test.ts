import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/values/calendar.ts';
import { holidayNotices } from '../../../shared/values/holiday-notices.ts';
import { addWorkingDays, calendarBasis, calendarKnown, isWorkingDay } from '../../../shared/values/working-days.ts';

const anyDay = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2018-01-01', n));

describe('working days', () => {
  for (const year of Object.keys(holidayNotices).map(Number)) {
    it(`working days of ${year} are those of the package chinese-days`, () => {
      const differing: string[] = [];
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
        if (isWorkingDay(day) !== chineseDays.isWorkday(day)) differing.push(day);
      }
      expect(differing).toEqual([]);
    });

    it(`every make-up day of ${year} falls on a weekend, and no holiday is worked`, () => {
      const notice = holidayNotices[year];
      for (const day of notice?.worked ?? []) {
        expect([0, 6], day).toContain(new Date(day).getUTCDay());
        expect(notice?.off.some(([first, last]) => first <= day && day <= last)).toBe(false);
      }
    });
  }

  it('a notice may reach into the December before', () => {
    expect(isWorkingDay('2018-12-29')).toBe(true);
    expect(isWorkingDay('2018-12-31')).toBe(false);
    expect(isWorkingDay('2022-12-31')).toBe(false);
  });

  it('the Spring Festival of 2020 was prolonged', () => {
    expect(isWorkingDay('2020-01-31')).toBe(false);
    expect(isWorkingDay('2020-02-03')).toBe(true);
  });

  it('a year without a notice counts Monday to Friday and says so', () => {
    expect(calendarKnown(2026)).toBe(true);
    expect(calendarBasis(2026)).toContain('国办发明电〔2025〕7号');
    expect(calendarKnown(2031)).toBe(false);
    expect(calendarBasis(2031)).toBe('2031年节假日安排未收录，按周一至周五计算工作日');
    expect(isWorkingDay('2031-10-01')).toBe(true);
    expect(isWorkingDay('2031-10-04')).toBe(false);
  });

  it('addWorkingDays does not count the day it starts on', () => {
    expect(addWorkingDays('2023-09-27', 1)).toBe('2023-09-28');
    expect(addWorkingDays('2023-09-28', 1)).toBe('2023-10-07');
    expect(addWorkingDays('2023-09-28', 3)).toBe('2023-10-09');
    expect(addWorkingDays('2023-10-09', -1)).toBe('2023-10-08');
    expect(addWorkingDays('2023-10-01', 0)).toBe('2023-10-07');
    expect(addWorkingDays('2023-10-09', 0)).toBe('2023-10-09');
  });

  it('addWorkingDays lands on a working day, n working days later', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (day, n) => {
        const end = addWorkingDays(day, n);
        expect(isWorkingDay(end)).toBe(true);
        let counted = 0;
        for (let d = addDays(day, 1); d <= end; d = addDays(d, 1)) if (isWorkingDay(d)) counted += 1;
        if (n > 0) expect(counted).toBe(n);
        expect(addWorkingDays(day, -n) <= end).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
