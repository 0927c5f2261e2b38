import { describe, expect, it } from 'vitest';
import { remind } from '../../../functions/assessment/rules/deadline.ts';
import { opine } from '../../../functions/assessment/rules/review.ts';
import { clockRow, stepsOf, waitsFor } from '../../../shared/review/standing.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { FINANCE, FULL, GROUND, known, SECTION, SUBMITTED } from './perfect.ts';

const GOVERNMENT: Actor = { ...FINANCE, sub: 'g1', organisation: '区政府', roles: ['government'] };
const on = (before: typeof SUBMITTED | undefined, today: string) => remind(before, {}, today);
const say = (before: typeof SUBMITTED, actor: Actor) =>
  opine(before, actor, { scores: FULL, opinion: '见评分', person: actor.sub }, GROUND);

describe('a report that nobody judges', () => {
  it('AS-36 is reminded of before the limit and escalated after it, each once, and then those above may judge it too', () => {
    // Submitted on 15 September 2023: ten working days with the holidays of autumn end on 7 October.
    expect(on(SUBMITTED, '2023-09-25')).toMatchObject({ outcome: 'unchanged' });
    const reminded = known(on(SUBMITTED, '2023-09-26'), SUBMITTED);
    expect(on(SUBMITTED, '2023-09-26')).toMatchObject({
      events: [{ type: 'assessment.review-reminded.v1', data: { reportVersion: 1, step: 'opinion', dueOn: '2023-10-07' } }],
    });
    expect(on(reminded, '2023-10-07')).toMatchObject({ outcome: 'unchanged' });
    expect(say(reminded, GOVERNMENT)).toMatchObject({ outcome: 'forbidden' });
    const late = on(reminded, '2023-10-08');
    expect(late).toMatchObject({ events: [{ type: 'assessment.review-escalated.v1', data: { to: ['government'] } }] });
    const escalated = known(late, reminded);
    expect(on(escalated, '2023-12-31')).toMatchObject({ outcome: 'unchanged' });
    expect(say(escalated, GOVERNMENT)).toMatchObject({ outcome: 'accepted' });
    expect(say(escalated, SECTION)).toMatchObject({ outcome: 'accepted' });
  });

  it('AS-36 nothing is said of what was judged, or isn’t there', () => {
    expect(on(undefined, '2023-12-31')).toEqual({ outcome: 'absent' });
    expect(on(known(say(SUBMITTED, FINANCE), SUBMITTED), '2023-12-31')).toMatchObject({ outcome: 'unchanged' });
    const { review: _, ...old } = SUBMITTED.state;
    expect(on({ ...SUBMITTED, state: old }, '2023-12-31')).toEqual({ outcome: 'absent' });
  });

  it('AS-36 its row says for which step it waits, until when, and whether it is overdue', () => {
    const { review } = SUBMITTED.state;
    const row = { ...stepsOf(review), ...clockRow(review) };
    expect(row).toEqual({ step: 'opinion', due: '2023-10-07', noticeOn: '2023-09-26' });
    expect([waitsFor(row, 'opinion'), waitsFor(row, 'joint'), waitsFor(row, 'escalated')]).toEqual([true, false, false]);
    expect(waitsFor({ ...row, step: 'a', steps: ['a', 'b'], escalated: true }, 'b')).toBe(true);
    expect(waitsFor({ ...row, escalated: true }, 'escalated')).toBe(true);
  });
});
