import { canonical, seal } from '../../events/chain.ts';
import type { NewEvent, Publisher } from '../../events/index.ts';
import type { Aggregate, Circumstances } from '../values/decision.ts';
import { carried } from './claims.ts';
import { eventKey, type Item } from './items.ts';
import type { Vault } from './vault.ts';

/** The end of an aggregate's hash chain: how many events, and the last one's hash. */
export interface Link {
  readonly sequence: number;
  readonly head: string;
}

interface Author {
  readonly aggregate: Aggregate;
  readonly circumstances: Circumstances;
  /** The function that publishes. */
  readonly source: Publisher;
  readonly vault: Vault | undefined;
}

/** The next link of a chain: the event in its envelope, sealed, as the item that keeps it. */
export async function nextLink(event: NewEvent, author: Author, after: Link): Promise<Link & { readonly item: Item }> {
  const { aggregate, circumstances, source, vault } = author;
  const { actor, time, correlation, cause } = circumstances;
  const sequence = after.sequence + 1;
  const sealed = seal({
    specversion: '1.0',
    id: `${aggregate.key}/${sequence}`,
    source: `/${source}`,
    type: event.type,
    time,
    subject: aggregate.subject,
    datacontenttype: 'application/json',
    division: aggregate.division,
    ...(aggregate.fiscalYear === undefined ? {} : { fiscalyear: aggregate.fiscalYear }),
    aggregate: aggregate.key,
    sequence,
    previoushash: after.head,
    hops: cause ? cause.hops + 1 : 0,
    correlationid: correlation,
    ...(cause ? { causationid: cause.id } : {}),
    actor: actor.sub,
    actorname: actor.name,
    organisation: actor.organisation,
    ...(await carried(event.data, `events/${aggregate.division}`, vault)),
  });
  const item = { ...eventKey(aggregate.key, sequence), type: { S: event.type }, event: { S: canonical(sealed) } };
  return { item, sequence, head: sealed.hash };
}
