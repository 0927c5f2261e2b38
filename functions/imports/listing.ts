import { digestOf } from '../../events/chain.ts';
import type { RowsAnswered } from '../../events/goals.rows-answered.v1.ts';
import type { Ports } from './ports.ts';
import { chunksOf, rowsIn } from './preview.ts';
import { type ImportState, isAnswered } from './rules/import.ts';
import { type CellFinding, located, type Row } from './rules/row.ts';

/** A row as it is shown: what was read of it, and what became of it since. */
export interface ShownRow extends Omit<Row, 'state' | 'cells' | 'document'> {
  readonly state: 'ready' | 'refused' | 'unchanged' | 'waiting' | 'recorded';
}

export type ListedRows =
  | { readonly ok: true; readonly items: readonly ShownRow[]; readonly next?: string }
  | { readonly ok: false; readonly says: string };

/** So many chunks are read to fill one page at most; the cursor goes on from there. */
const CHUNKS = 12;

export function openListing({ files, answers }: Pick<Ports, 'files' | 'answers'>) {
  /** All rows in order, a chunk at a time, each as it stands now. */
  async function* shown(importId: string, state: ImportState, from = 0): AsyncGenerator<readonly ShownRow[]> {
    const chunks = await chunksOf(files, state);
    const said = state.answered ? await answers.of(importId) : new Map<number, string>();
    for (const [index, chunk] of chunks.entries()) {
      if (index < from) continue;
      const key = isAnswered(state, index) ? said.get(index) : undefined;
      const answered: RowsAnswered['rows'] = key === undefined ? [] : JSON.parse(await files.text(key));
      const byRow = new Map(answered.map((answer) => [answer.row, answer]));
      yield (await rowsIn(files, chunk)).map((row) => shownRow(row, byRow.get(row.row), state.confirmed !== undefined));
    }
  }

  /** One page of rows, of one state when asked for. A cursor belongs to the query that it came from. */
  async function list(
    importId: string,
    state: ImportState,
    query: { readonly status?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<ListedRows> {
    const binding = `${importId}\n${query.status ?? ''}`;
    const after = query.cursor === undefined ? 0 : readCursor(query.cursor, binding);
    if (after === undefined) return { ok: false, says: '翻页标记无效，或者不属于这次查询' };
    const chunks = await chunksOf(files, state);
    let passed = 0;
    let first = 0;
    while (first < chunks.length && passed + (chunks[first]?.rows ?? 0) <= after) passed += chunks[first++]?.rows ?? 0;
    const items: ShownRow[] = [];
    let seen = 0;
    for await (const rows of shown(importId, state, first)) {
      for (const row of rows) {
        if (row.row <= after || (query.status !== undefined && row.state !== query.status)) continue;
        if (items.length === query.limit) return { ok: true, items, next: cursorAt(items.at(-1)?.row ?? 0, binding) };
        items.push(row);
      }
      seen += 1;
      const last = rows.at(-1)?.row ?? state.rows;
      if (seen === CHUNKS && last < state.rows) return { ok: true, items, next: cursorAt(last, binding) };
    }
    return { ok: true, items };
  }

  return { shown, list };
}

/** IM-18: what was sent and isn't answered yet is waiting. */
function shownRow({ cells, document, state, ...row }: Row, answer: RowsAnswered['rows'][number] | undefined, confirmed: boolean): ShownRow {
  if (state !== 'ready' || !confirmed) return { ...row, state };
  if (!answer) return { ...row, state: 'waiting' };
  const place = { cells, sheet: row.sheet, line: row.line };
  const findings: CellFinding[] = (answer.findings ?? []).map((found) => located(place, found));
  return { ...row, state: answer.outcome, findings: [...row.findings, ...findings] };
}

/** Not a secret, a check: a cursor that was cut or brought from another query isn't taken. */
function cursorAt(row: number, binding: string): string {
  return Buffer.from(`${row}.${digestOf(`${binding}\n${row}`).slice(7, 23)}`).toString('base64url');
}

function readCursor(text: string, binding: string): number | undefined {
  const [, row = ''] = /^(\d{1,6})\.[0-9a-f]{16}$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return row !== '' && cursorAt(Number(row), binding) === text ? Number(row) : undefined;
}
