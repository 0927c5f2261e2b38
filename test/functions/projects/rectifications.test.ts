import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DataOf, read } from '../../../events/index.ts';
import { hear } from '../../../functions/projects/rules/facts.ts';
import { gateOf } from '../../../functions/projects/rules/gates.ts';
import { linkage } from '../../../functions/projects/rules/linkage.ts';
import { hearNotice, type NoticeEvent } from '../../../functions/projects/rules/rectifications.ts';
import type { ProjectState } from '../../../functions/projects/rules/state.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { sample } from '../../events/samples.ts';
import { BUDGETED, POLICY, STATE, YEAR } from './perfect.ts';

const ID = String(sample('rectification.issued.v1').data.rectificationId);

/** The event as rectification said it, at this place of its chain. */
function said<Type extends NoticeEvent['type']>(type: Type, sequence: number, data: Partial<DataOf<Type>> = {}): NoticeEvent {
  const kept = sample(type);
  const reading = read({ ...kept, sequence, data: { ...kept.data, ...data } });
  if (!reading.readable || !isNotice(reading.event)) throw new Error(`${type} can't be read`);
  return reading.event;
}

function isNotice(event: { readonly type: string }): event is NoticeEvent {
  return event.type.startsWith('rectification.');
}

const ISSUED = said('rectification.issued.v1', 1);
const REPLIED = said('rectification.replied.v1', 3);
const RETURNED = said('rectification.returned.v1', 4);
const CONFIRMED = said('rectification.confirmed.v1', 6);
const reduced = (on: string) => said('rectification.escalated.v1', 5, { step: 'reduction', on });
const told = (events: readonly NoticeEvent[], state: ProjectState = STATE) =>
  events.reduce((before, event) => hear(before, event) ?? before, state);
const gate = (...events: NoticeEvent[]) => {
  const { state, findings } = gateOf('G8', { state: told(events), year: YEAR, policy: POLICY });
  return [state, ...findings.map(({ rule, at }) => [rule, at])];
};

describe('整改销号 (G8)', () => {
  it('PJ-21, PJ-22 is blocked until the notice is replied to and confirmed', () => {
    expect(gate()).toEqual(['notRequired']);
    const owed = ['blocked', ['PJ-21', '/rectifications'], ['PJ-22', '/rectifications']];
    expect(gate(ISSUED)).toEqual(owed);
    expect(gate(ISSUED, REPLIED)).toEqual(['blocked', ['PJ-22', '/rectifications']]);
    expect(gate(ISSUED, REPLIED, RETURNED)).toEqual(owed);
    expect(gate(ISSUED, REPLIED, reduced('2023-11-01'))).toEqual(owed);
    expect(gate(ISSUED, REPLIED, RETURNED, CONFIRMED)).toEqual(['open']);
    const { findings } = gateOf('G8', { state: told([ISSUED]), year: YEAR, policy: POLICY });
    expect(findings[0]).toMatchObject({ says: `整改通知${ID}尚未报送整改情况`, basis: POLICY.gates.G8.basis });
  });

  it('PJ-22 asks about every notice, of every year', () => {
    const other = said('rectification.issued.v1', 1, { fiscalYear: YEAR - 1, rectificationId: 'X.2022.S' });
    expect(gate(ISSUED, REPLIED, CONFIRMED, other)).toEqual(['blocked', ['PJ-21', '/rectifications'], ['PJ-22', '/rectifications']]);
  });

  it('ends in the same facts in any order, however often each is heard', () => {
    const life = [ISSUED, said('rectification.escalated.v1', 2), REPLIED, RETURNED, reduced('2023-11-01'), CONFIRMED];
    const whole = told(life).years[YEAR]?.notices;
    expect(whole).toEqual({ [ID]: { status: 'confirmed', at: 6, reducedIn: 2023 } });
    const order = fc.tuple(fc.shuffledSubarray(life, { minLength: life.length }), fc.array(fc.constantFrom(...life), { maxLength: 8 }));
    fc.assert(
      fc.property(order, ([once, again]) => {
        expect(told([...again, ...once, ...again]).years[YEAR]?.notices).toEqual(whole);
      }),
    );
    for (const event of life) expect(hearNotice(whole, event)).toBeUndefined();
  });
});

describe('核减', () => {
  const sheet = (policy = POLICY, ...events: NoticeEvent[]) => linkage(told(events, BUDGETED), YEAR + 1, policy);

  it('PJ-23 takes off the next budget what 差 does, as a factor of its own, until it is mended', () => {
    const { reduction, factors } = sheet(POLICY, ISSUED, reduced(`${YEAR}-11-01`));
    expect(reduction).toEqual({
      name: '逾期未整改核减',
      amount: 682_500_000,
      says: `整改通知${ID}逾期未整改；上年批复9,750,000.00元，按等级“差”核减30%`,
      basis: `${POLICY.rectification.basis}；${POLICY.linkage.cuts.basis}`,
    });
    expect(factors).toContain(reduction);
    expect(sheet(POLICY, ISSUED, reduced(`${YEAR}-11-01`), CONFIRMED).reduction).toBeNull();
  });

  it('PJ-23 follows the nearest government, and counts from the year in which it was taken', () => {
    const policy = policyFor('640104', YEAR);
    const share = 1 - policy.linkage.cuts.value.poor;
    expect(sheet(policy, ISSUED, reduced(`${YEAR}-11-01`)).reduction?.amount).toBe(Math.round(975_000_000 * share));
    expect(sheet(POLICY, ISSUED, reduced(`${YEAR - 1}-11-01`)).reduction).toBeNull();
    expect(sheet(POLICY, ISSUED, said('rectification.escalated.v1', 2)).reduction).toBeNull();
    expect(sheet().reduction).toBeNull();
  });
});
