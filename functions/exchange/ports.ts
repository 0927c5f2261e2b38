import type { DataOf, Envelope, Event, NewEvent } from '../../events/index.ts';
import type { PeerKey } from '../../events/peer.registered.v1.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import type { Aggregate, Circumstances, Ledger, Listener } from '../../shared/values/decision.ts';
import type { Finding } from '../../shared/values/finding.ts';
import type { BatchEvent, BatchState, RowFindings } from './rules/batch.ts';
import type { PeerEvent, PeerState } from './rules/peer.ts';

/** A row that could be read: as the events carry it. */
export type SubmissionRow = DataOf<'peer.submissions-received.v1'>['rows'][number];
export type ReadingRow = DataOf<'peer.readings-received.v1'>['rows'][number];

/** How often each thing happened to a sender's messages, and when last (RFC 3339). */
export type Tally = Readonly<Record<string, { readonly count: number; readonly last: string }>>;

/** Findings as they were laid down: of which rows, in which order of laying. */
export interface LaidFindings {
  readonly place: string;
  readonly rows: readonly RowFindings[];
}

/** What the commands need of the world. */
export interface Ports {
  /** The division that this stack serves. */
  readonly division: string;
  readonly peers: Ledger<PeerState, PeerEvent>;
  readonly received: {
    /** `false`: something lies there already. */
    append(
      aggregate: Aggregate,
      circumstances: Circumstances,
      previous: Envelope | undefined,
      event: NewEvent<'peer.event-received.v1'>,
    ): Promise<boolean>;
    latest(key: string, type: 'peer.event-received.v1'): Promise<Event<'peer.event-received.v1'> | undefined>;
  };
  readonly batches: Ledger<BatchState, BatchEvent> & Listener<BatchState>;
  readonly tallies: {
    count(sender: string, what: string, time: string): Promise<void>;
    of(senders: readonly string[]): Promise<ReadonlyMap<string, Tally>>;
  };
  readonly findings: {
    /** What was laid first at a place stays. */
    lay(batch: string, place: string, rows: readonly RowFindings[]): Promise<void>;
    /** In order of places, from one on. */
    of(batch: string, from?: string): AsyncIterable<LaidFindings>;
  };
  readonly files: {
    inspect(id: string): Promise<'sound' | 'missing' | 'different'>;
    slice(id: string, from: number, length: number): Promise<{ readonly bytes: Uint8Array; readonly total: number } | undefined>;
  };
  isSignedBy(jws: string, keys: readonly PeerKey[]): Promise<boolean>;
  /** This stack's own. */
  publicKeys(): Promise<readonly PeerKey[]>;
  /** Sends on what is left of a batch: to this very door, in the sender's group. */
  goOn(sender: string, batch: string, piece: number): Promise<void>;
}

/** A message in the order of its group. */
export interface Letter {
  readonly id: string;
  readonly group: string;
  readonly body: string;
}

/** What leaving needs; without `upstream` nothing leaves. */
export interface LeavingPorts {
  readonly division: string;
  readonly upstream: string | undefined;
  readonly cards: {
    find(projectCode: string): Promise<(ProjectDocument & { readonly withdrawn: boolean }) | undefined>;
    hear(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void>;
  };
  /** What happened to projects that nobody here has heard of yet, word for word. */
  readonly waiting: {
    lay(event: Event, kept: string): Promise<void>;
    /** In the order in which it happened. */
    of(projectCode: string): Promise<readonly string[]>;
  };
  /** The event word for word, its document fetched if it lies in the vault. */
  whole(kept: string): Promise<unknown>;
  sign(claims: unknown): Promise<string>;
  /** Throws when the stack above doesn't take it. */
  send(letter: Letter): Promise<void>;
  /** To the dead letters: no patience will make it fit. */
  setAside(letter: Letter, reason: string): Promise<void>;
  now(): number;
}

/** Reads a row as it came: a value of a message's own rows, or a line of a file. */
export interface RowReader {
  submission(raw: unknown, row: number): { readonly row: SubmissionRow } | { readonly findings: readonly Finding[] };
  reading(raw: unknown, row: number): { readonly row: ReadingRow } | { readonly findings: readonly Finding[] };
  /** JSON of a line, or why it is none. */
  line(bytes: Uint8Array): { readonly value: unknown } | { readonly says: string };
}
