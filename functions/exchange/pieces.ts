import type { Actor } from '../../shared/values/actor.ts';
import type { Ports, ReadingRow, RowReader, SubmissionRow } from './ports.ts';
import { type BatchEvent, type BatchState, type Piece, type RowFindings, START, unreadable } from './rules/batch.ts';
import { linesIn, type Place } from './rules/lines.ts';
import { MOST_ROWS, strangerIn } from './rules/message.ts';

/** A row as it came, or why it is none. */
type Came = { readonly row: number } & ({ readonly value: unknown } | { readonly says: string });

/** What was read at once, and where that leaves the file. */
export interface Read {
  readonly came: readonly Came[];
  readonly place: Place;
  readonly ended: boolean;
}

/** A piece, ready to be committed: the events of the rows that could be read, and what is said of the others. */
export interface Sorted {
  readonly piece: Piece;
  readonly events: readonly BatchEvent[];
  readonly unread: readonly RowFindings[];
}

/** One look into a file, and how much of it a piece looks at at most, whatever stands there. */
const WINDOW = 256 * 1024;
const PIECE_BYTES = 2 * 1024 * 1024;
/** Rows of an event: few enough that ten such events are filed before their function's time is up. */
const CHUNK_ROWS = 250;

export function openPieces(files: Pick<Ports['files'], 'slice'>, reader: RowReader) {
  return {
    /** The rows that a message holds itself. */
    within: (rows: readonly unknown[]): Read => ({ came: rows.map((value, row) => ({ row, value })), place: START, ended: true }),

    /** The next rows of a file, at most 500. */
    async next(file: string, from: Place): Promise<Read> {
      const came: Came[] = [];
      let place = from;
      let ended = false;
      while (!ended && came.length < MOST_ROWS && place.offset - from.offset < PIECE_BYTES) {
        const slice = await files.slice(file, place.offset, WINDOW);
        if (!slice) throw new Error(`the vault lost ${file}`);
        const last = place.offset + slice.bytes.length >= slice.total;
        const { lines, ...reached } = linesIn(slice.bytes, place, { last, most: MOST_ROWS - came.length });
        for (const { line, bytes } of lines) {
          came.push({ row: line, ...(bytes === 'too long' ? { says: '这一行超过64 KB' } : reader.line(bytes)) });
        }
        place = reached;
        ended = last && place.offset >= slice.total;
      }
      return { came, place, ended };
    },

    sorted(batch: string, state: BatchState, { came, place, ended }: Read): Sorted {
      const unread: RowFindings[] = [];
      const each = <Row>(read: (raw: unknown, row: number) => { readonly row: Row } | { readonly findings: RowFindings['findings'] }) =>
        came.flatMap((one): readonly Row[] => {
          const seen =
            'says' in one
              ? unreadable(one.row, one.says)
              : strangerIn(one.value, state.sender)
                ? unreadable(one.row, '这一行的区划不属于发送方')
                : read(one.value, one.row);
          if (!('findings' in seen)) return [seen.row];
          unread.push({ row: one.row, findings: seen.findings });
          return [];
        });
      const events =
        state.kind === 'readings' ? readings(batch, state, each(reader.reading)) : submissions(batch, state, each(reader.submission));
      if (ended && state.rows + came.length === 0) unread.push(unreadable(0, '没有一行内容'));
      const rows = came.length;
      return { piece: { rows, chunks: events.length, unread: rows === 0 ? 0 : unread.length, place, ended }, events, unread };
    },
  };
}

/** Chunks are numbered through the batch. */
function readings(importId: string, { sender, name, chunks }: BatchState, rows: readonly ReadingRow[]): readonly BatchEvent[] {
  const actor = actorOf(sender, name);
  return chunked(rows).map((some, at) => ({
    type: 'peer.readings-received.v1',
    data: { importId, chunk: chunks + at, actor, rows: some },
  }));
}

function submissions(importId: string, { sender, chunks }: BatchState, rows: readonly SubmissionRow[]): readonly BatchEvent[] {
  return chunked(rows).map((some, at) => ({
    type: 'peer.submissions-received.v1',
    data: { importId, chunk: chunks + at, sender, rows: some },
  }));
}

function chunked<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK_ROWS) }, (_, at) => rows.slice(at * CHUNK_ROWS, (at + 1) * CHUNK_ROWS));
}

/** In whose name rows are filed: the sender's finance, wherever it lies. */
export function actorOf(sender: string, name: string): Actor {
  return { sub: `peer:${sender}`, name, division: sender, organisation: sender, roles: ['finance-performance'] };
}
