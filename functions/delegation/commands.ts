import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Ledger, Listener, Outcome } from '../../shared/values/decision.ts';
import {
  type DelegationEvent,
  type Grant,
  grant,
  lendsDuring,
  NOTHING,
  type PersonState,
  paperFindings,
  release,
  reserve,
  revoke,
} from './rules/delegation.ts';

/** What the commands need of the world. */
export interface Ports {
  readonly persons: Ledger<PersonState, DelegationEvent> & Listener<PersonState> & { history(key: string): Promise<readonly Event[]> };
}

export const personKey = (division: string, person: string) => `delegations#${division}#${person}`;

export function openCommands({ persons }: Ports) {
  const aggregate = ({ division }: Actor, person: string) => ({
    key: personKey(division, person),
    subject: `delegations-${division}-${person}`,
    division,
  });

  return {
    async grant(given: Omit<Grant, 'id'>, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time, request } = circumstances;
      const [person, today] = [short(actor.sub), shanghaiDate(time)];
      // The same request is the same delegation, however often it comes.
      const id = `${actor.division}-${digestOf(canonical([actor.sub, request?.key ?? time])).slice(7, 23)}`;
      const loan: Grant = { ...given, id, to: /^[0-9a-f]{16}$/.test(given.to) ? given.to : short(given.to) };
      const setting = { person, today, policy: policyFor(actor.division, fiscalYearOf(today)) };
      const sound = paperFindings(loan, setting).length === 0;
      const delegate = personKey(actor.division, loan.to);
      const reserved = !sound || (await note(delegate, loan, person, today));
      const outcome = await persons.decide(aggregate(actor, person), circumstances, (known) =>
        grant(known, actor, loan, { ...setting, reserved }),
      );
      if (sound && (outcome.outcome === 'refused' || outcome.outcome === 'forbidden'))
        await persons.absorb(delegate, (state) => release(state, id));
      return outcome;
    },

    async revoke(id: string, reason: string | undefined, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const person = short(actor.sub);
      const before = (await persons.read(personKey(actor.division, person)))?.state.granted.find((each) => each.id === id);
      const outcome = await persons.decide(aggregate(actor, person), circumstances, (known) => revoke(known, id, reason));
      if (before && outcome.outcome === 'accepted')
        await persons.absorb(personKey(actor.division, before.other), (state) => release(state, id));
      return outcome;
    },

    /** What the person has lent, all of it, and what is lent to them now. */
    async list({ division, sub }: Actor) {
      const key = personKey(division, short(sub));
      const [known, history] = await Promise.all([persons.read(key), persons.history(key)]);
      const revoked = new Set(history.flatMap((event) => (event.type === 'delegation.revoked.v1' ? [event.data.delegation] : [])));
      const granted = history.flatMap((event) => {
        if (event.type !== 'delegation.granted.v1') return [];
        const { delegation: delegationId, to, toOrganisation: organisation, kinds, roles, from, until, reason } = event.data;
        return [{ delegationId, to, organisation, kinds, roles, from, until, reason, revoked: revoked.has(delegationId) }];
      });
      const received = (known?.state ?? NOTHING).received.map(({ id: delegationId, other, from, until }) => ({
        delegationId,
        person: other,
        from,
        until,
      }));
      return { granted, received };
    },
  };

  /** Notes the loan with the delegate; `false` when they have lent for those days themselves. */
  async function note(key: string, { id, from, until }: Grant, person: string, today: string): Promise<boolean> {
    const loan = { id, other: person, from, until };
    let free = true;
    await persons.absorb(key, (state) => {
      free = !state || !lendsDuring(state, loan);
      return reserve(state, loan, today);
    });
    return free;
  }
}

export type Commands = ReturnType<typeof openCommands>;

/** Enough to tell two apart, and no name. */
function short(text: string): string {
  return digestOf(text).slice(7, 23);
}
