import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, read, routes } from '../../../events/index.ts';
import { type FactEvent, hear } from '../../../functions/projects/rules/facts.ts';
import { type ProjectState, statusOf } from '../../../functions/projects/rules/state.ts';
import { sample } from '../../events/samples.ts';
import { STATE, YEAR } from './perfect.ts';

const isFact = (event: { type: string }): event is FactEvent =>
  EVENT_TYPES.some((type) => type === event.type && routes[type].to.some((to) => to === 'projects'));

/** The event as another function said it, at this place of its chain. */
function said(type: FactEvent['type'], sequence: number, data: object = {}): FactEvent {
  const kept = sample(type);
  const reading = read({ ...kept, sequence, data: { ...kept.data, ...data } });
  if (!reading.readable) throw new Error(reading.reason);
  if (!isFact(reading.event)) throw new Error(`projects hear no ${type}`);
  return reading.event;
}

/** One project's whole life, told by four functions. */
const LIFE: readonly FactEvent[] = [
  said('assessment.submitted.v1', 1),
  said('assessment.returned.v1', 2),
  said('assessment.submitted.v1', 3),
  said('assessment.concluded.v1', 4),
  said('assessment.condition-settled.v1', 6),
  said('goals.submitted.v1', 1),
  said('goals.reviewed.v1', 2),
  said('goals.returned.v1', 3),
  said('goals.submitted.v1', 4),
  said('goals.blocked.v1', 6),
  said('goals.submitted.v1', 7),
  said('goals.approved.v1', 9),
  said('goals.adjusted.v1', 11),
  said('goals.approved.v1', 12, { goalsVersion: 2 }),
  said('reading.recorded.v1', 1),
  said('reading.recorded.v1', 2),
  said('reading.recorded.v1', 7, { period: '05' }),
  said('alert.raised.v1', 1),
  said('alert.escalated.v1', 2),
  said('alert.cleared.v1', 6),
  said('funds.changed.v1', 3),
  said('funds.changed.v1', 5, { from: 'suspended', to: 'normal' }),
  said('evaluation.self-evaluated.v1', 1),
  said('evaluation.spot-checked.v1', 2),
  said('evaluation.reported.v1', 3),
  said('evaluation.reported.v1', 4, { organiser: 'department', total: 91, grade: 'excellent' }),
  said('evaluation.archived.v1', 5),
  said('goals.approved.v1', 1, { fiscalYear: 2024 }),
];

const blank: ProjectState = { ...STATE, years: {} };
const told = (events: readonly FactEvent[], state: ProjectState = blank) =>
  events.reduce((before, event) => hear(before, event) ?? before, state);

describe('what projects hear', () => {
  it('ends in the newest of each fact', () => {
    expect(told(LIFE).years).toEqual({
      [YEAR]: {
        assessment: { status: 'concluded', verdict: 'partial', admissible: true, supported: 1_000_000_000, at: 4 },
        conditions: { open: 0, at: 6 },
        goals: { status: 'approved', at: 12 },
        adjusted: { version: 2, reason: 'budgetAdjustment', budget: 900_000_000, at: 11 },
        approvedGoals: { version: 2, digest: '', budget: 975_000_000, at: 12 },
        review: { grade: 'good', at: 2 },
        light: { light: 'green', at: 6 },
        self: { grade: 'excellent', total: 95.62, at: 1 },
        reading: { paid: 350_000_000, at: 60_002 },
        funds: { state: 'normal', at: 5 },
        result: { grade: 'good', total: 87.75, by: 'finance', at: 3 },
        archive: { at: 5 },
      },
      2024: {
        goals: { status: 'approved', at: 1 },
        approvedGoals: { version: 1, digest: sample('goals.approved.v1').hash, budget: 975_000_000, at: 1 },
      },
    });
  });

  it('counts a re-evaluation before every other result', () => {
    const again = said('evaluation.re-evaluated.v1', 6);
    for (const events of [
      [...LIFE, again],
      [again, ...LIFE],
    ]) {
      expect(told(events).years[YEAR]?.result).toEqual({ grade: 'fair', total: 79.5, by: 'reEvaluation', at: again.sequence });
    }
  });

  it('ends in the same state in any order, however often each is heard', () => {
    const whole = told(LIFE);
    const order = fc.tuple(
      fc.shuffledSubarray([...LIFE], { minLength: LIFE.length }),
      fc.array(fc.constantFrom(...LIFE), { maxLength: 30 }),
    );
    const property = fc.property(order, fc.infiniteStream(fc.nat()), ([once, again], chance) => {
      const mixed = [...once];
      for (const event of again) mixed.splice((chance.next().value ?? 0) % (mixed.length + 1), 0, event);
      const state = told(mixed);
      expect(state).toEqual(whole);
      expect(statusOf(state)).toBe(statusOf(whole));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('changes nothing when it is heard again', () => {
    const whole = told(LIFE);
    for (const event of LIFE) expect(hear(whole, event)).toBeUndefined();
  });

  it("stands by finance's result, though a department reports later", () => {
    const finance = told([said('evaluation.reported.v1', 3)]);
    expect(hear(finance, said('evaluation.reported.v1', 4, { organiser: 'department' }))).toBeUndefined();
    expect(hear(finance, said('evaluation.reported.v1', 5, { total: 92 }))?.years[YEAR]?.result).toMatchObject({ total: 92, at: 5 });
  });

  it('leaves what projects decided themselves alone', () => {
    const budget = { amount: 975_000_000, goalsVersion: 1 };
    expect(told(LIFE, { ...blank, years: { [YEAR]: { budget } } }).years[YEAR]?.budget).toEqual(budget);
  });

  it('is nothing where there is no such project', () => {
    expect(hear(undefined, said('goals.approved.v1', 1))).toBeUndefined();
  });

  it('drops a self-evaluation that its unit took back, whichever of the two was heard first, and takes the next', () => {
    const [first, back, again] = [
      said('evaluation.self-evaluated.v1', 1),
      said('evaluation.self-withdrawn.v1', 2),
      said('evaluation.self-evaluated.v1', 3),
    ];
    const gone = { [YEAR]: { selfWithdrawn: { at: 2 } } };
    expect(told([first, back]).years).toEqual(gone);
    expect(told([back, first]).years).toEqual(gone);
    fc.assert(
      fc.property(fc.shuffledSubarray([first, back, again], { minLength: 3 }), (events) => {
        expect(told(events).years[YEAR]).toMatchObject({ self: { at: 3 }, result: { by: 'self', at: 3 } });
      }),
    );
    expect(told([first, back, said('evaluation.spot-checked.v1', 4)]).years[YEAR]).toMatchObject({ result: { by: 'spotCheck' } });
  });

  it('knows that an assessment was taken back', () => {
    expect(told([said('assessment.submitted.v1', 1), said('assessment.withdrawn.v1', 2)]).years).toEqual({
      [YEAR]: { assessment: { status: 'withdrawn', at: 2 } },
    });
  });

  it('makes an approved contract of goals: its digest is the hash of the approval itself', () => {
    expect(told([said('goals.approved.v1', 5)]).years[YEAR]?.approvedGoals?.digest).toBe(sample('goals.approved.v1').hash);
  });
});
