import type { Actor } from './actor.ts';
import type { Finding } from './finding.ts';

/** What any JSON document may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The short receipt that a command answers with, remembered for a repeated request. Keep it under 300 bytes; `GET` gives the details. */
export type Receipt = { readonly [key: string]: Json | undefined };

/**
 * What a rule decides. A refusal is a value, a fault is an exception: rules never throw to refuse.
 *
 * - `accepted`: the new state and the events that changed it, at least one; committed in one transaction.
 * - `unchanged`: the same content was accepted before; nothing is written.
 * - `refused`: the law says no; each finding names its rule, place and article (HTTP 422).
 * - `conflict`: somebody else came first, or the state doesn't allow it any more (HTTP 409).
 * - `absent`: not there, or not visible to this actor (HTTP 404).
 * - `forbidden`: visible, but not this actor's to do (HTTP 403).
 */
export type Decision<State, Event> =
  | { readonly outcome: 'accepted'; readonly state: State; readonly events: readonly [Event, ...Event[]]; readonly answer: Receipt }
  | { readonly outcome: 'unchanged'; readonly answer: Receipt }
  | Rejection;

export type Rejection =
  | { readonly outcome: 'refused'; readonly findings: readonly Finding[] }
  | { readonly outcome: 'conflict'; readonly says: string }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'forbidden'; readonly says: string };

/** What became of a decision: as decided, or answered from memory, or overtaken (`stale`: the caller's `If-Match` is not the version any more). */
export type Outcome =
  | {
      readonly outcome: 'accepted' | 'unchanged' | 'repeated';
      readonly created: boolean;
      readonly version: number;
      readonly answer: Receipt;
    }
  | Rejection
  | { readonly outcome: 'stale'; readonly version: number };

/** The circumstances of one command: who, when, on whose request. The clock is read once, at the door. */
export interface Circumstances {
  readonly actor: Actor;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly correlation: string;
  /** Of a POST: its `Idempotency-Key` (scoped to the actor) and the digest of route and body. */
  readonly request?: { readonly key: string; readonly digest: string };
  /** The version that the caller saw (`If-Match`). */
  readonly ifMatch?: number;
  /** The event that led to this command, when no person did. */
  readonly cause?: { readonly id: string; readonly hops: number };
}

/** The identity of one hash chain: its partition key, and the subject, division and year that its events carry. */
export interface Aggregate {
  /** e.g. `assessment#370103-001#2023`. */
  readonly key: string;
  /** The project code; events of one subject are delivered in order. */
  readonly subject: string;
  readonly division: string;
  readonly fiscalYear?: number;
}

export interface Known<State> {
  readonly state: State;
  /** Accepted commands so far; the `ETag`. */
  readonly version: number;
  /** Events so far; the last one's number. */
  readonly sequence: number;
  /** Hash of the last event. */
  readonly head: string;
}

/** What a command may ask of its table: read one aggregate, and decide on it so that exactly one of two rivals wins. */
export interface Ledger<State, Event> {
  read(key: string): Promise<Known<State> | undefined>;
  /** Reads, decides, commits state and events in one transaction; a lost race is read and decided again, a bounded number of times. */
  decide(
    aggregate: Aggregate,
    circumstances: Circumstances,
    rule: (known: Known<State> | undefined) => Decision<State, Event> | Promise<Decision<State, Event>>,
  ): Promise<Outcome>;
}

/** What a consumer may ask of its table: apply a heard event once. `undefined` from the rule leaves the state as it is. */
export interface Listener<State> {
  /** Changes the state without an event of its own: the heard event is the record. The rule must be indifferent to order and repetition. */
  absorb(key: string, rule: (state: State | undefined) => State | undefined | Promise<State | undefined>): Promise<void>;
}
