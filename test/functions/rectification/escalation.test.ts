import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escalate } from '../../../functions/rectification/rules/escalation.ts';
import { dueFrom, type RectificationState } from '../../../functions/rectification/rules/rectification.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import { isWorkingDay } from '../../../shared/values/working-days.ts';
import { ISSUED, known, POLICY, REPLIED, stateOf, WHICH, withEscalation } from './perfect.ts';

const night = (state: RectificationState, today: string, policy = POLICY) => escalate(known(state), WHICH, today, policy);

const POLICIES = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = policyFor(division, 2025);
  return [policy.name, policy] as const;
});

describe.each(POLICIES)('in %s', (_, policy) => {
  const { days, escalation } = policy.rectification.value;

  it.each(['2025-06-05', '2025-01-20', '2025-09-04'])(
    'RC-06 a notice of %s is due on its day, or the first working day after it',
    (today) => {
      const due = dueFrom(today, policy);
      const plain = addDays(today, days);
      expect(due >= plain && isWorkingDay(due)).toBe(true);
      for (let day = plain; day < due; day = addDays(day, 1)) expect(isWorkingDay(day)).toBe(false);
    },
  );

  it('RC-15 each step is taken on the day after the last one, none on the day itself, and none after the last step', () => {
    let state: RectificationState = { ...ISSUED, dueOn: dueFrom(ISSUED.issuedOn, policy) };
    for (const step of escalation) {
      const due = state.dueOn ?? '';
      expect(night(state, due, policy).outcome).toBe('unchanged');
      const taken = night(state, addDays(due, 1), policy);
      expect(taken).toMatchObject({ events: [{ data: { step, basis: policy.rectification.basis } }] });
      state = stateOf(taken);
    }
    expect([state.steps, state.dueOn]).toEqual([escalation, undefined]);
  });
});

describe('what nobody replies to', () => {
  it('RC-15 is followed by 通报, 约谈, 核减: one step for each period that passed, then nothing more', () => {
    expect(night(ISSUED, '2025-07-07').outcome).toBe('unchanged');
    const first = night(ISSUED, '2025-07-08');
    expect(first).toMatchObject({
      events: [{ data: { step: 'bulletin', on: '2025-07-08', overdueSince: '2025-07-07', dueOn: '2025-08-07' } }],
      answer: { status: 'escalated', steps: ['bulletin'], dueOn: '2025-08-07' },
    });
    expect(night(stateOf(first), '2025-08-07').outcome).toBe('unchanged');
    const second = night(stateOf(first), '2025-08-08');
    expect(second).toMatchObject({ events: [{ data: { step: 'summons', overdueSince: '2025-08-07' } }] });
    const third = night(stateOf(second), '2025-10-10');
    expect(third).toMatchObject({ events: [{ data: { step: 'reduction' } }], answer: { steps: ['bulletin', 'summons', 'reduction'] } });
    expect(stateOf(third).dueOn).toBeUndefined();
    expect(night(stateOf(third), '2030-01-01').outcome).toBe('unchanged');
  });

  it('RC-15 follows the order of the policy', () => {
    const policy = withEscalation(POLICY, ['summons']);
    const only = night(ISSUED, '2025-07-08', policy);
    expect(stateOf(only)).toMatchObject({ steps: ['summons'] });
    expect(stateOf(only).dueOn).toBeUndefined();
  });

  it('RC-15 takes one step however late a night runs, and the same night twice takes none again', () => {
    const day = fc.integer({ min: 1, max: 400 }).map((n) => addDays('2025-07-07', n));
    fc.assert(
      fc.property(day, (today) => {
        const once = stateOf(night(ISSUED, today));
        expect(once.steps).toEqual(['bulletin']);
        expect(night(once, today).outcome).toBe('unchanged');
      }),
    );
  });

  it('waits while a reply waits, for what is closed, of a secret project, and where there is nothing', () => {
    expect(night(REPLIED, '2030-01-01').outcome).toBe('unchanged');
    expect(night({ ...REPLIED, status: 'confirmed' }, '2030-01-01').outcome).toBe('unchanged');
    expect(night({ ...ISSUED, place: { ...ISSUED.place, secret: true } }, '2030-01-01').outcome).toBe('unchanged');
    expect(escalate(undefined, WHICH, '2030-01-01', POLICY).outcome).toBe('unchanged');
  });

  it('goes on where it stood after a reply was sent back', () => {
    const returned: RectificationState = { ...ISSUED, status: 'returned', steps: ['bulletin'] };
    expect(night(returned, '2025-07-08')).toMatchObject({ events: [{ data: { step: 'summons' } }] });
  });
});
