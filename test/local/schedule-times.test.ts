import { describe, expect, it } from 'vitest';
import { nextOccurrence } from '../../local/cron.ts';

const next = (expression: string, after: string) => {
  const at = nextOccurrence(expression, Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('a schedule', () => {
  it('comes every day at its hour, in UTC', () => {
    expect(next('cron(0 22 * * ? *)', '2023-05-31T21:59:59.999Z')).toBe('2023-05-31T22:00:00.000Z');
    expect(next('cron(0 22 * * ? *)', '2023-05-31T22:00:00Z')).toBe('2023-06-01T22:00:00.000Z');
  });

  it('knows weekdays by name and by number', () => {
    expect(next('cron(30 1 ? * MON-FRI *)', '2023-06-02T01:30:00Z')).toBe('2023-06-05T01:30:00.000Z');
    expect(next('cron(30 1 ? * 2 *)', '2023-06-02T01:30:00Z')).toBe('2023-06-05T01:30:00.000Z');
  });

  it('knows the last day of a month, steps, and a year', () => {
    expect(next('cron(0 0 L 2 ? *)', '2023-03-01T00:00:00Z')).toBe('2024-02-29T00:00:00.000Z');
    expect(next('cron(0/20 * * * ? *)', '2023-01-01T00:20:00Z')).toBe('2023-01-01T00:40:00.000Z');
    expect(next('cron(0 0 1 1 ? 2025)', '2023-01-01T00:00:00Z')).toBe('2025-01-01T00:00:00.000Z');
    expect(next('cron(0 0 1 1 ? 2025)', '2025-01-01T00:00:00Z')).toBeUndefined();
  });

  it('comes at a rate', () => {
    expect(next('rate(5 minutes)', '2023-01-01T00:05:00Z')).toBe('2023-01-01T00:10:00.000Z');
    expect(next('rate(1 hour)', '2023-01-01T00:05:00Z')).toBe('2023-01-01T01:00:00.000Z');
  });

  it('is refused when it is not understood', () => {
    expect(() => next('cron(0 22 * *)', '2023-01-01T00:00:00Z')).toThrow('not a schedule');
    expect(() => next('cron(0 0 ? * 2#1 *)', '2023-01-01T00:00:00Z')).toThrow('2#1');
  });
});
