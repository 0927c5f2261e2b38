import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  addDays,
  daysBetween,
  fiscalYearOf,
  Instant,
  monthEnd,
  PlainDate,
  shanghaiDate,
  timeProgress,
} from '../../../shared/values/calendar.ts';
import { toNumber } from '../../../shared/values/exact.ts';

const date = fc
  .date({ min: new Date('2018-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

describe('calendar', () => {
  it('a date is a real day', () => {
    for (const good of ['2024-02-29', '2023-12-31']) expect(PlainDate.safeParse(good).success, good).toBe(true);
    for (const bad of ['2023-02-29', '2023-13-01', '2023-1-1', '20230101', '2023-01-01T00:00:00Z', '']) {
      expect(PlainDate.safeParse(bad).success, bad).toBe(false);
    }
  });

  it('an instant has seconds and an offset', () => {
    for (const good of ['2023-07-31T10:00:00+08:00', '2023-07-31T02:00:00.123Z']) expect(Instant.safeParse(good).success, good).toBe(true);
    for (const bad of ['2023-07-31T10:00:00', '2023-07-31', '2023-02-30T10:00:00Z', '2023-07-31 10:00:00+08:00', '2023-07-31T10:00Z']) {
      expect(Instant.safeParse(bad).success, bad).toBe(false);
    }
  });

  it('the day of an instant is the day in Shanghai', () => {
    expect(shanghaiDate('2023-12-31T15:59:59Z')).toBe('2023-12-31');
    expect(shanghaiDate('2023-12-31T16:00:00Z')).toBe('2024-01-01');
    expect(shanghaiDate(new Date('2024-01-01T00:30:00+08:00'))).toBe('2024-01-01');
    expect(() => shanghaiDate('never')).toThrow(RangeError);
  });

  it('the fiscal year is the calendar year in Shanghai', () => {
    expect(fiscalYearOf('2023-12-31')).toBe(2023);
    expect(fiscalYearOf('2023-12-31T16:00:00Z')).toBe(2024);
    expect(fiscalYearOf(new Date('2023-12-31T15:00:00Z'))).toBe(2023);
  });

  it('time progress counts the day itself', () => {
    expect(toNumber(timeProgress(2023, '2023-07-31'))).toBeCloseTo(212 / 365, 12);
    expect(timeProgress(2024, '2024-06-30').equals('182/366')).toBe(true);
    expect(timeProgress(2023, '2022-12-31').equals(0)).toBe(true);
    expect(timeProgress(2023, '2023-12-31').equals(1)).toBe(true);
    expect(timeProgress(2023, '2024-03-01').equals(1)).toBe(true);
  });

  it('time progress grows with the date and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2018, max: 2100 }), date, date, (year, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        expect(timeProgress(year, early).compare(timeProgress(year, late))).toBeLessThanOrEqual(0);
        expect(timeProgress(year, early).compare(0)).toBeGreaterThanOrEqual(0);
        expect(timeProgress(year, late).compare(1)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('a month ends on its last day', () => {
    expect(monthEnd(2024, '02')).toBe('2024-02-29');
    expect(monthEnd(2100, 2)).toBe('2100-02-28');
    expect(monthEnd(2023, '12')).toBe('2023-12-31');
  });

  it('days added are days between', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2023-12-31', '2024-01-20')).toBe(20);
    fc.assert(fc.property(date, fc.integer({ min: -5000, max: 5000 }), (day, n) => daysBetween(day, addDays(day, n)) === n));
  });

  it('dates describe their input in JSON Schema', () => {
    expect(z.toJSONSchema(PlainDate, { io: 'input' })).toMatchObject({ type: 'string', format: 'date' });
    expect(z.toJSONSchema(Instant, { io: 'input' })).toMatchObject({ type: 'string', format: 'date-time' });
  });
});
