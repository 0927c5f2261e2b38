import { describe, expect, it } from 'vitest';
import { type Grant, grant, NOTHING, type PersonState, release, reserve, revoke } from '../../../functions/delegation/rules/delegation.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { type Delegation, mandateOf } from '../../../shared/review/mandate.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import type { Known } from '../../../shared/values/decision.ts';

const TODAY = '2026-03-02';
const chief: Actor = { sub: 'chief', name: '科长', division: '370103', organisation: '101', roles: ['finance-section', 'audit'] };
const setting = { person: 'p-chief', today: TODAY, policy: policyFor('370103', 2026), reserved: true };
const perfect: Grant = {
  id: '370103-0000000000000001',
  to: 'p-clerk',
  organisation: '101',
  kinds: ['goals'],
  from: TODAY,
  until: '2026-03-31',
  reason: '出差',
};
const loan = { id: 'L1', other: 'p-other', from: '2026-03-10', until: '2026-03-12' };
const known = (state: PersonState): Known<PersonState> => ({ state, version: 1, sequence: 1, head: 'h' });
const rules = (change: Partial<Grant>, state: PersonState = NOTHING, more: Partial<typeof setting> = {}) => {
  const decision = grant(known(state), chief, { ...perfect, ...change }, { ...setting, ...more });
  return decision.outcome === 'refused' ? decision.findings.map(({ rule, at }) => `${rule} ${at}`) : decision.outcome;
};

describe('POST /delegations', () => {
  it('lends the reviewing roles of who lends, and no others', () => {
    expect(grant(undefined, chief, perfect, setting)).toMatchObject({
      outcome: 'accepted',
      state: { granted: [{ id: perfect.id, other: 'p-clerk' }] },
      events: [
        { type: 'delegation.granted.v1', data: { person: 'p-chief', to: 'p-clerk', roles: ['finance-section'], until: '2026-03-31' } },
      ],
      answer: { delegationId: perfect.id, status: 'granted' },
    });
    expect(grant(undefined, { ...chief, roles: ['third-party', 'unit'] }, perfect, setting)).toMatchObject({ outcome: 'forbidden' });
  });

  it('DE-01 not to oneself', () => {
    expect(rules({ to: 'p-chief' })).toEqual(['DE-01 /to']);
  });

  it('DE-02 from today on, and not backwards', () => {
    expect(rules({ from: '2026-03-01' })).toEqual(['DE-02 /from']);
    expect(rules({ from: '2026-04-01' })).toEqual(['DE-02 /until']);
    expect(rules({ until: TODAY })).toBe('accepted');
  });

  it('DE-03 for ninety days at most by default, both ends counted', () => {
    expect(rules({ until: '2026-05-30' })).toBe('accepted');
    expect(rules({ until: '2026-05-31' })).toEqual(['DE-03 /until']);
  });

  it.each(['000000', ...REGISTER.map(({ division }) => division)])(
    'DE-03 for the days of the policy of %s, and not one more',
    (division) => {
      const policy = policyFor(division, 2026);
      const last = addDays(TODAY, policy.review.delegation.value.days - 1);
      expect(rules({ until: last }, NOTHING, { policy })).toBe('accepted');
      expect(rules({ until: addDays(last, 1) }, NOTHING, { policy })).toEqual(['DE-03 /until']);
    },
  );

  it('DE-04 who has borrowed for those days lends nothing', () => {
    expect(rules({}, { granted: [], received: [loan] })).toEqual(['DE-04 /from']);
    expect(rules({ until: '2026-03-09' }, { granted: [], received: [loan] })).toBe('accepted');
  });

  it('DE-05 who has lent for those days borrows nothing, so that no circle closes', () => {
    expect(reserve({ granted: [{ ...loan, other: 'p-third' }], received: [] }, loan, TODAY)).toBeUndefined();
    expect(rules({}, NOTHING, { reserved: false })).toEqual(['DE-05 /to']);
    const noted = reserve(undefined, loan, TODAY);
    expect(noted).toEqual({ granted: [], received: [loan] });
    expect(reserve(noted, loan, TODAY)).toEqual(noted);
    expect(release(noted, loan.id)).toEqual(NOTHING);
    expect(release(NOTHING, loan.id)).toBeUndefined();
  });

  it('three at a time, those that are over not counted', () => {
    const loans = ['a', 'b', 'c'].map((id) => ({ ...loan, id }));
    expect(rules({}, { granted: loans, received: [] })).toBe('conflict');
    expect(rules({}, { granted: loans.map((each) => ({ ...each, until: '2026-03-01' })), received: [] })).toBe('accepted');
  });
});

it('DE-06 who lent takes back, once, and nobody else can', () => {
  const state = { granted: [loan], received: [] };
  expect(revoke(known(state), 'L1', '已返岗')).toMatchObject({
    outcome: 'accepted',
    state: NOTHING,
    events: [{ type: 'delegation.revoked.v1', data: { delegation: 'L1', reason: '已返岗' } }],
  });
  expect(revoke(known(NOTHING), 'L1', undefined)).toEqual({ outcome: 'absent' });
  expect(revoke(undefined, 'L1', undefined)).toEqual({ outcome: 'absent' });
});

describe('where it is used', () => {
  const lent: Delegation = {
    delegation: 'L1',
    division: '370103',
    person: 'p-chief',
    name: '科长',
    organisation: '101',
    roles: ['finance-section'],
    to: 'p-clerk',
    toOrganisation: '102',
    kinds: ['goals'],
    from: TODAY,
    until: '2026-03-31',
  };
  const clerk: Actor = { sub: 'clerk', name: '科员', division: '370103', organisation: '102', roles: ['finance-performance'] };
  const asked = { actor: clerk, person: 'p-clerk', kind: 'goals', today: TODAY };

  it('gives the roles and the place of who lent', () => {
    expect(mandateOf(lent, asked)).toMatchObject({
      ok: true,
      mandate: { organisation: '101', roles: ['finance-section'], person: 'p-chief' },
    });
  });

  it.each([
    ['nobody lent anything', undefined, {}],
    ['to somebody else', lent, { person: 'p-third' }],
    ['in another division', lent, { actor: { ...clerk, division: '370102' } }],
    ['in another organisation', lent, { actor: { ...clerk, organisation: '103' } }],
    ['taken back', { ...lent, revoked: true }, {}],
    ['not yet', lent, { today: '2026-03-01' }],
    ['over', lent, { today: '2026-04-01' }],
    ['for something else', lent, { kind: 'assessments' }],
  ])('not when %s', (_, delegation, change) => {
    expect(mandateOf(delegation, { ...asked, ...change })).toMatchObject({ ok: false });
  });
});
