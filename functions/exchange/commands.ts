import { type Actor, seesMarker } from '../../shared/values/actor.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { openListing } from './listing.ts';
import type { Ports, Tally } from './ports.ts';
import { batchKey, shown } from './rules/batch.ts';
import { REASONS, type Reason, UNKNOWN } from './rules/message.ts';
import { type PeerState, peerKey, type Registration, register } from './rules/peer.ts';

export type Commands = ReturnType<typeof openCommands>;

/** What people do with the exchange: register who may send, look at what came. */
export function openCommands(ports: Pick<Ports, 'division' | 'peers' | 'batches' | 'tallies' | 'findings' | 'publicKeys'>) {
  const { division, peers, batches, tallies, publicKeys } = ports;
  const listing = openListing(ports);
  const seen = (actor: Actor, sender: string) => seesMarker(actor, { division: sender, departmentCode: '', unitCode: '' });
  /** Whose stack this is: its own government, and whoever stands above it. */
  const isHome = (actor: Actor) => liesUnder(division, actor.division);
  const batchOf = async (batch: string, actor: Actor) =>
    seen(actor, batch.slice(0, 6)) ? (await batches.read(batchKey(batch)))?.state : undefined;

  return {
    async register(peer: string, form: Registration, circumstances: Circumstances): Promise<Outcome> {
      if (!isHome(circumstances.actor)) return { outcome: 'absent' };
      const aggregate = { key: peerKey(peer), subject: peer, division: peer };
      return peers.decide(aggregate, circumstances, (known) => register(known, peer, form, { division, time: circumstances.time }));
    },

    async keys(actor: Actor) {
      return isHome(actor) ? { division, keys: await publicKeys() } : undefined;
    },

    async peer(peer: string, actor: Actor) {
      const state = seen(actor, peer) ? (await peers.read(peerKey(peer)))?.state : undefined;
      return state && { ...told(peer, state), ...counts((await tallies.of([peer])).get(peer)) };
    },

    /** Counts beside each row of a list, and those of nobody's messages. */
    async counted(rows: readonly object[]) {
      const senders = rows.map((row) => String(Object(row).division));
      const found = await tallies.of([...senders, UNKNOWN]);
      return {
        items: rows.map((row, at) => ({ ...row, ...counts(found.get(senders[at] ?? '')) })),
        unknown: counts(found.get(UNKNOWN)),
      };
    },

    async batch(batch: string, actor: Actor) {
      const state = await batchOf(batch, actor);
      if (!state) return undefined;
      const first = await listing.rows(batch, { limit: 100 });
      const findings = first.ok ? { findings: first.items, ...(first.next === undefined ? {} : { next: first.next }) } : { findings: [] };
      return { ...shown(batch, state), ...findings };
    },

    async rows(batch: string, actor: Actor, query: { readonly limit: number; readonly cursor?: string | undefined }) {
      return (await batchOf(batch, actor)) && listing.rows(batch, query);
    },
  };
}

function told(peer: string, { name, kinds, keys, registeredAt }: PeerState) {
  return { division: peer, name, kinds, keys: keys.map(({ kid }) => kid), registeredAt };
}

function counts(tally: Tally = {}) {
  const refused = Object.entries(REASONS).flatMap(([reason, { rule, says }]) => {
    const { count = 0, last = '' } = tally[reason as Reason] ?? {};
    return count > 0 ? [{ rule, reason, says, count, last }] : [];
  });
  const lastRefused = refused
    .map(({ last }) => last)
    .toSorted()
    .at(-1);
  const lastReceived = tally.received?.last;
  return {
    received: tally.received?.count ?? 0,
    repeated: tally.repeated?.count ?? 0,
    refused,
    ...(lastReceived === undefined ? {} : { lastReceived }),
    ...(lastRefused === undefined ? {} : { lastRefused }),
  };
}
