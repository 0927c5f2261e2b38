import type { NewEvent } from '../../../events/index.ts';
import type { Decision, Known, Receipt } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { CONVENTION } from './articles.ts';
import type { Place } from './lines.ts';
import type { RowKind } from './message.ts';

/** A batch of rows that a sender sent. Rows stand in events, findings beside it; `file` is read a piece at a time. */
export interface BatchState {
  readonly sender: string;
  /** The sender's. */
  readonly name: string;
  readonly kind: RowKind;
  /** Of what was sent, so that something else under the same id is told from the same again. */
  readonly digest: string;
  readonly receivedAt: string;
  readonly file?: string;
  /** Pieces taken so far, and where the file has been read to. */
  readonly pieces: number;
  readonly place: Place;
  readonly ended: boolean;
  readonly rows: number;
  /** Rows that went on in chunks, and that couldn't be read. */
  readonly chunks: number;
  readonly unread: number;
  readonly answered: Answered;
  readonly receipted?: true;
}

/** Chunks answered: all below `upTo`, and those of `beyond`, a bit each in hex. They come nearly in order, so it stays short. */
export interface Answered {
  readonly upTo: number;
  readonly beyond: string;
  readonly recorded: number;
  readonly unchanged: number;
  readonly refused: number;
}

export type BatchEvent = NewEvent<'peer.submissions-received.v1' | 'peer.readings-received.v1' | 'peer.batch-answered.v1'>;
export interface RowFindings {
  readonly row: number;
  readonly findings: readonly Finding[];
}

/** What a piece came to: rows in so many chunks, rows that couldn't be read, and where the file stands now. */
export interface Piece {
  readonly rows: number;
  readonly chunks: number;
  readonly unread: number;
  readonly place: Place;
  readonly ended: boolean;
}

export const batchKey = (batch: string) => `batch#${batch}`;

export const START: Place = { offset: 0, line: 0, skipping: false };
const NONE: Answered = { upTo: 0, beyond: '', recorded: 0, unchanged: 0, refused: 0 };

export function opened(head: Pick<BatchState, 'sender' | 'name' | 'kind' | 'digest' | 'receivedAt' | 'file'>): BatchState {
  return { ...head, pieces: 0, place: START, ended: false, rows: 0, chunks: 0, unread: 0, answered: NONE };
}

/** EX-16: a piece is taken once, in its turn; who brings it again finds the batch further on. */
export function advanced(state: BatchState, number: number, piece: Piece): BatchState | undefined {
  if (state.ended || state.pieces !== number) return undefined;
  return {
    ...state,
    pieces: number + 1,
    place: piece.place,
    ended: piece.ended,
    rows: state.rows + piece.rows,
    chunks: state.chunks + piece.chunks,
    unread: state.unread + piece.unread,
  };
}

/** EX-15: a chunk's answers are counted once, however often they come; `undefined` when they were counted before. */
export function counted(
  state: BatchState,
  chunk: number,
  outcomes: readonly ('recorded' | 'unchanged' | 'refused')[],
): BatchState | undefined {
  const { answered } = state;
  const bit = chunk - answered.upTo;
  const beyond = BigInt(`0x0${answered.beyond}`);
  if (bit < 0 || (beyond >> BigInt(bit)) & 1n) return undefined;
  let seen = beyond | (1n << BigInt(bit));
  let { upTo } = answered;
  for (; seen & 1n; seen >>= 1n) upTo += 1;
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    ...state,
    answered: {
      upTo,
      beyond: seen === 0n ? '' : seen.toString(16),
      recorded: answered.recorded + count('recorded'),
      unchanged: answered.unchanged + count('unchanged'),
      refused: answered.refused + count('refused'),
    },
  };
}

/** EX-15: the receipt is due when the last row was read and every chunk is answered. */
export function isComplete({ ended, chunks, answered }: BatchState): boolean {
  return ended && answered.upTo === chunks;
}

/** EX-15: one receipt for a batch, with what was found in its rows. */
export function receipt(
  known: Known<BatchState> | undefined,
  batch: string,
  { findings, more }: { readonly findings: readonly RowFindings[]; readonly more: number },
): Decision<BatchState, BatchEvent> {
  const state = known?.state;
  if (!state) return { outcome: 'absent' };
  if (state.receipted || !isComplete(state)) return { outcome: 'unchanged', answer: { batch } };
  const { sender, kind, rows } = state;
  const { recorded, unchanged, refused } = progress(state);
  const found = findings.map((row) => ({ row: row.row, findings: [...row.findings] }));
  const data = { batch, sender, kind, rows, recorded, unchanged, refused, findings: found, more };
  return {
    outcome: 'accepted',
    state: { ...state, receipted: true },
    events: [{ type: 'peer.batch-answered.v1', data }],
    answer: { batch },
  };
}

/** EX-15: a row without an answer is waiting, never failed. `reading`: the file isn't at its end. */
export function progress({ ended, rows, unread, answered, receipted }: BatchState) {
  const refused = answered.refused + unread;
  return {
    status: !ended ? 'reading' : receipted ? 'answered' : 'waiting',
    rows,
    waiting: rows - answered.recorded - answered.unchanged - refused,
    recorded: answered.recorded,
    unchanged: answered.unchanged,
    refused,
  } as const;
}

export function shown(batch: string, state: BatchState): Receipt {
  const { sender, kind, receivedAt, pieces } = state;
  return { batch, sender, kind, receivedAt, ...progress(state), pieces };
}

/** EX-14: what can't be read is a finding of its row, and the others go on. */
export function unreadable(row: number, says: string): RowFindings {
  return { row, findings: [finding('EX-14', '', says, CONVENTION)] };
}
