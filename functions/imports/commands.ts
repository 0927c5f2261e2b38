import type { Event } from '../../events/index.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { eachOf } from '../../shared/values/lanes.ts';
import { type Mark, markWorkbook } from '../../shared/workbook/write.ts';
import { type ListedRows, openListing } from './listing.ts';
import type { ChunkEvent, Memory, Ports } from './ports.ts';
import { type Brought, chunksOf, keyOf, openPreview, type Preview, rowsIn } from './preview.ts';
import { confirm, hearAnswer, type ImportState, placeOf } from './rules/import.ts';
import type { Row } from './rules/row.ts';

type Answer = Event<'goals.rows-answered.v1' | 'monitoring.rows-answered.v1' | 'evaluation.rows-answered.v1'>;
export type Commands = ReturnType<typeof openCommands>;

const LANES = 4;
/** More notes than anybody reads; the list of rows has them all. */
const MARKS = 5_000;

export function openCommands(ports: Ports) {
  const { imports, chunks, memory, files, answers } = ports;
  const preview = openPreview(ports);
  const listing = openListing(ports);

  const visible = async (importId: string, actor: Actor): Promise<ImportState | undefined> => {
    const state = (await imports.read(keyOf(importId)))?.state;
    return state && sees(actor, placeOf(state)) ? state : undefined;
  };

  return {
    /** `POST /imports`. The same request gets the same import; another one under its `Idempotency-Key` is a conflict. */
    async receive(brought: Brought, { actor, time, request }: Circumstances): Promise<Preview | { readonly conflict: string }> {
      const at = Date.parse(time);
      const read = await preview(brought, actor, at);
      if (!read.readable) return read;
      const key = `request#${actor.sub}#${request?.key ?? ''}`;
      const noted = await recall(memory, key, { importId: read.importId, at });
      return noted !== undefined && noted.importId !== read.importId ? { conflict: '该 Idempotency-Key 已用于另一个请求' } : read;
    },

    view: visible,

    async rows(importId: string, actor: Actor, query: Parameters<typeof listing.list>[2]): Promise<ListedRows | undefined> {
      const state = await visible(importId, actor);
      return state && listing.list(importId, state, query);
    },

    /** The first rows of an import that the caller has just brought. */
    head: (importId: string, state: ImportState, limit: number) => listing.list(importId, state, { limit }),

    /** `POST …/confirmation`: from here on the rows are on their way, and each will be answered. */
    async confirm(importId: string, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      const state = await visible(importId, actor);
      if (!state) return { outcome: 'absent' };
      const sent = (await chunksOf(files, state)).filter(({ ready }) => ready > 0).length;
      const aggregate = { key: keyOf(importId), subject: importId, division: state.division, fiscalYear: state.fiscalYear };
      return imports.decide(aggregate, circumstances, (known) => confirm(known, importId, actor, { time, chunks: sent }));
    },

    /** The workbook as it came, with what is wrong painted and noted at its cell. */
    async marked(importId: string, actor: Actor): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
      const state = await visible(importId, actor);
      const bytes = state && (await files.workbook(state.division, state.digest));
      if (!state || !bytes) return undefined;
      const marks: Mark[] = [];
      for await (const rows of listing.shown(importId, state)) {
        for (const { findings } of rows) {
          for (const { sheet, cell, level = 'error', rule, says } of findings) {
            if (marks.length < MARKS) marks.push({ sheet, cell, level, says: `${rule} ${says}` });
          }
        }
      }
      return { name: state.name, bytes: await markWorkbook(bytes, marks) };
    },

    /** Its own word, heard again: sends the ready rows on, a chunk each. Broken off and begun again it sends what is still missing. */
    async hearConfirmed(event: Event<'import.confirmed.v1'>): Promise<void> {
      const importId = event.subject;
      const state = (await imports.read(keyOf(importId)))?.state;
      if (!state?.confirmed) throw new Error(`${importId} is confirmed, but its state doesn't say so yet`);
      const { actor } = state.confirmed;
      const cause = { id: event.id, hops: event.hops };
      const circumstances = { actor, time: event.time, correlation: event.correlationid, cause };
      const all = await chunksOf(files, state);
      await eachOf(all.entries(), LANES, async ([chunk, piece]) => {
        if (piece.ready === 0) return;
        const ready = (await rowsIn(files, piece)).filter((row) => row.state === 'ready');
        const key = `import-chunk#${importId}#${String(chunk).padStart(4, '0')}`;
        const aggregate = { key, subject: importId, division: state.division, fiscalYear: state.fiscalYear };
        await chunks.append(aggregate, circumstances, undefined, chunkEvent(state, { importId, chunk, actor }, ready));
      });
    },

    /** What became of a chunk's rows. Laid down before it is counted: what is counted can be shown. Rows of other stacks' batches are not ours. */
    async hearAnswer({ data: { importId, chunk, rows } }: Answer): Promise<void> {
      if (!(await imports.read(keyOf(importId)))) return;
      await answers.lay(importId, chunk, await files.keepText(JSON.stringify(rows)));
      await imports.absorb(
        keyOf(importId),
        (state) =>
          state &&
          hearAnswer(
            state,
            chunk,
            rows.map(({ outcome }) => outcome),
          ),
      );
    },
  };
}

/** Which function is meant follows from the form. The documents were made by the forms whose types the events have. */
function chunkEvent(
  { form }: ImportState,
  head: { readonly importId: string; readonly chunk: number; readonly actor: Actor },
  rows: readonly Row[],
): ChunkEvent {
  const about = ({ row, projectCode = '', fiscalYear }: Row) => ({ row, projectCode, fiscalYear });
  // They went through the vault as JSON; the events' schemas check them again where they are heard.
  const documentOf = <Document>(row: Row) => row.document as Document;
  switch (form) {
    case 'goals':
      return { type: 'import.goals-confirmed.v1', data: { ...head, rows: rows.map((row) => ({ ...about(row), form: documentOf(row) })) } };
    case 'monitoring':
    case 'readings': {
      const readings = rows.map((row) => ({ ...about(row), period: row.period ?? '', reading: documentOf<never>(row) }));
      return { type: 'import.readings-confirmed.v1', data: { ...head, rows: readings } };
    }
    case 'selfEvaluation':
    case 'departmentEvaluation':
      return {
        type: 'import.self-evaluations-confirmed.v1',
        data: { ...head, rows: rows.map((row) => ({ ...about(row), form: documentOf(row) })) },
      };
  }
}

/** Notes the key; what was noted before, if anything. */
async function recall(memory: Ports['memory'], key: string, note: Memory): Promise<Memory | undefined> {
  const found: { earlier: Memory | undefined } = { earlier: undefined };
  await memory.absorb(key, (known) => {
    found.earlier = known;
    return known ? undefined : note;
  });
  return found.earlier;
}
