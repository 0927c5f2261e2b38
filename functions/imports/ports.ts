import type { Envelope, NewEvent } from '../../events/index.ts';
import type { Aggregate, Circumstances, Known, Ledger, Listener } from '../../shared/values/decision.ts';
import type { ImportEvent, ImportState } from './rules/import.ts';

export type ChunkEvent = NewEvent<'import.goals-confirmed.v1' | 'import.readings-confirmed.v1' | 'import.self-evaluations-confirmed.v1'>;

/** A request that was answered before: which import it led to. `at` in milliseconds since 1970. */
export interface Memory {
  readonly importId: string;
  readonly at: number;
}

/** What the commands need of the world. */
export interface Ports {
  readonly imports: Ledger<ImportState, ImportEvent> & Listener<ImportState>;
  readonly chunks: {
    /** `false`: it was said before. */
    append(aggregate: Aggregate, circumstances: Circumstances, previous: Envelope | undefined, event: ChunkEvent): Promise<boolean>;
  };
  readonly memory: Listener<Memory> & { read(key: string): Promise<Known<Memory> | undefined> };
  readonly files: {
    /** Keeps a workbook where an uploaded one would lie. */
    keepWorkbook(division: string, bytes: Uint8Array): Promise<void>;
    /** By `sha256:<hex>` of its bytes. */
    workbook(division: string, digest: string): Promise<Uint8Array | undefined>;
    /** Answers the key under which `text` finds it again. */
    keepText(text: string): Promise<string>;
    text(key: string): Promise<string>;
  };
  /** The answers to an import's chunks, each laid down once. */
  readonly answers: {
    lay(importId: string, chunk: number, text: string): Promise<void>;
    of(importId: string): Promise<ReadonlyMap<number, string>>;
  };
}
