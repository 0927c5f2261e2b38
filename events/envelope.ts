import * as z from 'zod';

/**
 * CloudEvents 1.0 with our extensions (attribute names are lower case there). Every event is at once the audit record, the outbox
 * message and a link in its aggregate's hash chain.
 *
 * - `subject`: the project code; events of one subject travel in order.
 * - `aggregate`, `sequence`: which chain and which link, from 1. `id` = `<aggregate>/<sequence>`.
 * - `hash` = digest over `previoushash` + the canonical JSON (RFC 8785) of the event without `hash`, prefixed by its algorithm.
 * - `hops`: how many consumers stand between this event and the first request; the guard against loops.
 * - `causationid`: the event that led to this one. `correlationid`: the request that began it all.
 */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string(),
  subject: z.string(),
  datacontenttype: z.literal('application/json'),
  division: z.string(),
  fiscalyear: z.number().int().optional(),
  aggregate: z.string(),
  sequence: z.number().int().min(1),
  previoushash: z.string(),
  hash: z.string(),
  hops: z.number().int().min(0),
  correlationid: z.string(),
  causationid: z.string().optional(),
  /** Person id; the name stands beside it because responsibility outlasts the register of persons (终身责任). */
  actor: z.string(),
  actorname: z.string(),
  organisation: z.string(),
});
export type Envelope = z.infer<typeof Envelope>;

/** The chain's first link points here. */
export const GENESIS = 'genesis';

/** More hops than any honest loop of ours needs. */
export const MAX_HOPS = 12;

/** One event type: its frozen name and the shape of its data. Released shapes never change but by optional fields; anything else is a new version. */
export interface EventDefinition<Type extends string, Data extends z.ZodType> {
  readonly type: Type;
  readonly data: Data;
}

export function defineEvent<const Type extends string, Data extends z.ZodType>(type: Type, data: Data): EventDefinition<Type, Data> {
  return { type, data };
}
