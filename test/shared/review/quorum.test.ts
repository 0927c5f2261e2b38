import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewStep } from '../../../shared/policy/review-rules.ts';
import { pin } from '../../../shared/review/chain.ts';
import { begin, dueSteps } from '../../../shared/review/progress.ts';
import { seatFor } from '../../../shared/review/quorum.ts';
import { acted, acts, COMMISSIONED, passes, people, steps, TODAY, terms } from './walks.ts';

const joint: ReviewStep = { step: 'joint', name: '联审', roles: ['third-party', 'finance-section', 'finance-performance'], quorum: 'all' };
const begun = (step: ReviewStep) => begin(pin([step], terms), TODAY);
const who = (person: string) => people.find((each) => each.person === person) ?? { person, role: 'unit' as const };

/** Lets people pass one after the other; says who was heard, and whether the step is through. */
function heard(step: ReviewStep, persons: readonly string[], commissioned = COMMISSIONED) {
  let state = begun(step);
  const accepted = persons.filter((person) => {
    const passed = passes(state, step.step, who(person), commissioned);
    state = passed?.state ?? state;
    return passed !== undefined;
  });
  return { accepted, through: dueSteps(state).length === 0 };
}

describe('会签', () => {
  it.each([
    ['one: the first of the government’s own', 'one', ['finance-section-1'], true],
    ['one: never a third party alone', 'one', ['agent-1', 'agent-2'], false],
    ['all: not without the last', 'all', ['agent-1', 'agent-2', 'finance-section-1'], false],
    ['all: with everybody', 'all', ['agent-1', 'agent-2', 'finance-section-1', 'finance-performance-1'], true],
    ['half of four: two, one of them the government’s own', 0.5, ['agent-1', 'finance-section-1'], true],
    ['half of four: not by third parties alone', 0.5, ['agent-1', 'agent-2'], false],
    ['three quarters of four: not by two', 0.75, ['agent-1', 'finance-section-1'], false],
    ['three quarters of four: three', 0.75, ['agent-1', 'finance-section-1', 'finance-performance-1'], true],
  ] as const)('%s', (_, quorum, persons, through) => {
    expect(heard({ ...joint, quorum }, persons)).toEqual({ accepted: persons, through });
  });

  it('whom nobody has commissioned isn’t asked', () => {
    expect(heard(joint, ['agent-1', 'finance-section-1', 'finance-performance-1'], [])).toEqual({
      accepted: ['finance-section-1', 'finance-performance-1'],
      through: true,
    });
  });

  it('the government’s own last word waits for the third parties, and for nobody whose commission has ended', () => {
    expect(heard(joint, ['finance-section-1', 'finance-performance-1']).accepted).toEqual(['finance-section-1']);
    const [step] = dueSteps(begun(joint));
    if (!step) throw new Error('nothing is due');
    const given = [[0, 'finance-section', 'finance-section-1']] as const;
    const asked = { roles: ['finance-performance'] as const, persons: ['finance-performance-1'] };
    expect(seatFor(step, asked, given, COMMISSIONED)).toEqual({ ok: false, why: 'early', awaited: ['t/TP-1', 't/TP-2'] });
    expect(seatFor(step, asked, given, [])).toEqual({ ok: true, seat: 'finance-performance' });
  });

  it('who comes because it was escalated takes a free seat, and none before', () => {
    const [step] = dueSteps(begun(joint));
    if (!step) throw new Error('nothing is due');
    const government = { roles: ['government'] as const, persons: ['mayor'] };
    expect(seatFor(step, government, [], [])).toMatchObject({ ok: false, why: 'taken' });
    expect(seatFor({ ...step, escalated: true }, government, [], [])).toEqual({ ok: true, seat: 'finance-section' });
  });

  it('can’t be met twice by one person, nor by somebody and whom they act for', () => {
    expect(heard(joint, ['finance-section-1', 'finance-section-1']).accepted).toEqual(['finance-section-1']);
    const [step] = dueSteps(begun(joint));
    if (!step) throw new Error('nothing is due');
    const delegate = { roles: ['finance-performance'] as const, persons: ['somebody', 'finance-section-1'] };
    expect(seatFor(step, delegate, [[0, 'finance-section', 'finance-section-1']], [])).toMatchObject({ ok: false, why: 'spoken' });
    fc.assert(
      fc.property(steps, acts, (chain, asked) => {
        const state = asked.reduce((now, act) => acted(now, chain, act), begin(pin(chain, terms), TODAY));
        for (const { at } of dueSteps(state)) {
          const persons = (state.given ?? []).filter(([step]) => step === at).flatMap(([, , ...all]) => all);
          const seats = (state.given ?? []).filter(([step]) => step === at).map(([, seat]) => seat);
          expect(new Set(persons).size).toBe(persons.length);
          expect(new Set(seats).size).toBe(seats.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});
