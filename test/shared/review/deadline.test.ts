import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewStep } from '../../../shared/policy/review-rules.ts';
import { pin } from '../../../shared/review/chain.ts';
import { clockOf, dueOn, noted, noticesOn, remindOn } from '../../../shared/review/deadline.ts';
import { begin } from '../../../shared/review/progress.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import { steps, TODAY, terms } from './walks.ts';

const chain: ReviewStep[] = [
  { step: 'quick', name: '部门', roles: ['department'], workingDays: 5, reminderDays: 1 },
  { step: 'slow', name: '科室', roles: ['finance-section'], beside: true },
];
const state = begin(pin(chain, terms), TODAY);
const said = (now: typeof state, today: string) => noticesOn(now, today).map(({ step, level, dueOn: limit }) => [step.step, level, limit]);

describe('the limit of a step', () => {
  it('counts working days from the day after it became due', () => {
    expect(dueOn({ workingDays: 5 }, '2023-02-01')).toBe('2023-02-08');
    // 国庆、中秋: eight days off from 29 September, 7 and 8 October worked.
    expect(dueOn({ workingDays: 3 }, '2023-09-27')).toBe('2023-10-08');
    expect(remindOn({ workingDays: 10, reminderDays: 3 }, '2023-02-01')).toBe('2023-02-10');
  });

  it('is announced before it and escalated after it, each once', () => {
    expect(said(state, '2023-02-06')).toEqual([]);
    expect(said(state, '2023-02-07')).toEqual([['quick', 'reminder', '2023-02-08']]);
    const reminded = noted(state, noticesOn(state, '2023-02-07'));
    expect(said(reminded, '2023-02-08')).toEqual([]);
    expect(said(reminded, '2023-02-09')).toEqual([['quick', 'escalation', '2023-02-08']]);
    const escalated = noted(reminded, noticesOn(reminded, '2023-02-10'));
    expect(escalated.told).toEqual([2, 1]);
    expect(said(escalated, '2023-02-15')).toEqual([]);
  });

  it('shows the next limit, and the next day on which there is something to say', () => {
    expect(clockOf(state)).toEqual({ dueOn: '2023-02-08', noticeOn: '2023-02-07' });
    expect(clockOf({ ...state, told: [2, 1] })).toEqual({ dueOn: '2023-02-08', noticeOn: '2023-02-16' });
    expect(clockOf({ ...state, told: [2, 2] })).toEqual({ dueOn: '2023-02-08' });
    expect(clockOf({ ...state, agreed: [1, 1] })).toBeUndefined();
  });

  it('whichever nights run, a step is reminded and escalated once at most, and after its limit always escalated', () => {
    fc.assert(
      fc.property(steps, fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 12 }), (any, nights) => {
        let now = begin(pin(any, terms), TODAY);
        const levels: string[] = [];
        for (const night of nights.toSorted((a, b) => a - b)) {
          const today = addDays(TODAY, night);
          const { noticeOn } = clockOf(now) ?? {};
          const notices = noticesOn(now, today);
          expect(notices.length > 0).toBe(noticeOn !== undefined && noticeOn <= today);
          levels.push(...notices.map(({ step, level }) => `${step.step} ${level}`));
          now = noted(now, notices);
        }
        expect(new Set(levels).size).toBe(levels.length);
      }),
      { numRuns: 200 },
    );
  });
});
