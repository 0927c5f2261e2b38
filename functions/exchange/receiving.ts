import { canonical, digestOf } from '../../events/chain.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { openBatches } from './bulk.ts';
import { actorOf } from './pieces.ts';
import type { Ports, RowReader } from './ports.ts';
import {
  admit,
  again,
  type BatchClaims,
  type Claims,
  type EventClaims,
  heard,
  isRefusal,
  type Refusal,
  refusal,
  UNKNOWN,
} from './rules/message.ts';
import { peerKey } from './rules/peer.ts';

/** What became of a message: taken, come again, or refused for good. Whatever else happens is a fault, and it comes again. */
export type Verdict = 'received' | 'repeated' | Refusal;

/** The way in for other stacks' messages: who they are, what they may say, and each thing once. */
export function openReceiving(ports: Ports, reader: RowReader) {
  const { division, peers, received, tallies, isSignedBy } = ports;
  const batches = openBatches(ports, reader);

  async function takeEvent(claims: EventClaims, circumstances: Circumstances): Promise<Verdict> {
    const event = heard(claims);
    if (isRefusal(event)) return event;
    const { id, subject, fiscalyear, hash, hops, correlationid } = event;
    const key = `peer-event#${claims.iss}#${id}`;
    const aggregate = { key, subject, division: event.division, ...(fiscalyear === undefined ? {} : { fiscalYear: fiscalyear }) };
    const because = { ...circumstances, correlation: correlationid, cause: { id, hops } };
    // Its being there is the deduplication: one conditional put.
    const data = { sender: claims.iss, event: { ...claims.event } };
    if (await received.append(aggregate, because, undefined, { type: 'peer.event-received.v1', data })) return 'received';
    const before = await received.latest(key, 'peer.event-received.v1');
    return again(String(before?.data.event.hash), hash, id);
  }

  function takeBatch(claims: BatchClaims, circumstances: Circumstances): Promise<Verdict> {
    const { iss, jti, kind } = claims;
    const content = 'claim' in claims ? { claim: claims.claim } : { rows: claims.rows };
    const digest = digestOf(canonical({ kind, ...content })).slice(7, 39);
    return batches.take({ id: `${iss}.${jti}`, sender: iss, name: circumstances.actor.name, kind, digest, ...content }, circumstances);
  }

  return {
    /** A signed message; `time` in RFC 3339. */
    async receive(jws: string, claims: Claims, time: string): Promise<Verdict> {
      const { iss, jti } = claims;
      const known = (await peers.read(peerKey(iss)))?.state;
      if (!known || known.keys.length === 0) return refusal('unknown', known ? 'no keys' : 'not registered');
      if (!(await isSignedBy(jws, known.keys))) return refusal('forged', 'no registered key made this signature');
      const refused = admit(claims, known, { division, now: Date.parse(time) });
      if (refused) return refused;
      const circumstances = { actor: actorOf(iss, known.name), time, correlation: `${iss}.${jti}` };
      return claims.kind === 'event' ? takeEvent(claims, circumstances) : takeBatch(claims, circumstances);
    },

    goOn: batches.goOn,
    hearAnswer: batches.hearAnswer,

    /** Counted under its sender; those whose sender nobody knows or can read, together. */
    async count(sender: string, verdict: Verdict, time: string): Promise<void> {
      const what = isRefusal(verdict) ? verdict.reason : verdict;
      await tallies.count(what === 'unreadable' || what === 'unknown' ? UNKNOWN : sender, what, time);
    },
  };
}

export type Receiving = ReturnType<typeof openReceiving>;
