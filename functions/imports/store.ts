import { digestOf } from '../../events/chain.ts';
import { XLSX } from '../../shared/io/route.ts';
import { openShelf } from '../../shared/io/shelf.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import type { ChunkEvent, Memory, Ports } from './ports.ts';
import type { ImportEvent, ImportState } from './rules/import.ts';

const DAY_MS = 24 * 3600 * 1000;
/** How long a preview waits for somebody to confirm it, and a request is remembered. */
const PREVIEW_MS = 7 * DAY_MS;
const REMEMBER_MS = 30 * DAY_MS;
const FOLDER = 'imports';

/** The imports' table, and what lies in the vault: workbooks by division, and rows. */
export function openImports({ client, name, vault }: Opened): Ports {
  const options = { client, name, vault, source: 'imports' } as const;
  const shelf = openShelf({ client, name });
  return {
    imports: new Table<ImportState, ImportEvent>({
      ...options,
      expiry: ({ confirmed, receivedAt }) => (confirmed ? undefined : receivedAt + PREVIEW_MS),
    }),
    chunks: new Table<null, ChunkEvent>(options),
    memory: new Table<Memory, never>({ ...options, expiry: ({ at }) => at + REMEMBER_MS }),
    files: {
      async keepWorkbook(division, bytes) {
        await vault.keep(`${FOLDER}/${division}`, bytes, digestOf(bytes), XLSX);
      },
      workbook: (division, digest) => vault.fetch(vault.keyOf(`${FOLDER}/${division}`, digest)),
      async keepText(text) {
        const key = await vault.keep(`${FOLDER}/rows`, text, digestOf(text));
        return key.slice(FOLDER.length + '/rows/'.length);
      },
      async text(key) {
        const bytes = await vault.fetch(`${FOLDER}/rows/${key}`);
        if (!bytes) throw new Error(`the vault lost ${FOLDER}/rows/${key}`);
        return new TextDecoder().decode(bytes);
      },
    },
    answers: {
      lay: (importId, chunk, text) => shelf.lay(`import#${importId}`, { place: `answer#${String(chunk).padStart(4, '0')}`, text }),
      async of(importId) {
        const laid = await shelf.take(`import#${importId}`, 'answer#');
        return new Map(laid.map(({ place, text }) => [Number(place.slice('answer#'.length)), text]));
      },
    },
  };
}
