import { digestOf } from '../../events/chain.ts';
import type { MoneyUnit } from '../../shared/forms/amounts.ts';
import { readGoals } from '../../shared/forms/goals-form.ts';
import type { Given } from '../../shared/forms/head.ts';
import { readMonitoring } from '../../shared/forms/monitoring-form.ts';
import type { Read } from '../../shared/forms/reading.ts';
import { readReadings } from '../../shared/forms/readings-list.ts';
import { readSelfEvaluation } from '../../shared/forms/self-evaluation-form.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Finding } from '../../shared/values/finding.ts';
import { eachOf } from '../../shared/values/lanes.ts';
import { scan } from '../../shared/workbook/scan.ts';
import { readSheets, type Sheet } from '../../shared/workbook/sheet.ts';
import type { Ports } from './ports.ts';
import type { FormName, ImportState } from './rules/import.ts';
import { refusedFile } from './rules/refusal.ts';
import { type Row, rowsOf } from './rules/row.ts';

/** What somebody brings: a workbook, and what it doesn't say itself. */
export interface Brought {
  readonly form: FormName;
  readonly fiscalYear: number;
  readonly moneyUnit?: MoneyUnit | undefined;
  readonly projectCode?: string | undefined;
  readonly name: string;
  readonly bytes: Buffer;
  /** Where the request names the file. */
  readonly at: string;
}

/** One piece of an import: how many rows lie under its vault key, and how many of them are ready. */
export interface Chunk {
  readonly key: string;
  readonly rows: number;
  readonly ready: number;
}

export type Preview =
  | { readonly readable: false; readonly findings: readonly Finding[] }
  | { readonly readable: true; readonly importId: string; readonly created: boolean; readonly state: ImportState };

/** Rows in a chunk: so many readings, or forms with all their indicators, are filed well within an inbox's minute. */
const LINES = 100;
const FORMS = 20;
const LANES = 6;

/** Reads a workbook into rows and keeps them. The same workbook of the same organisation is the same import; nothing is filed. */
export function openPreview({ imports, files }: Pick<Ports, 'imports' | 'files'>) {
  return async (brought: Brought, actor: Actor, at: number): Promise<Preview> => {
    const found = scan(brought.bytes);
    if (!found.sound) return { readable: false, findings: [refusedFile(found.refusal, brought.at, found.says)] };
    const sheets = await sheetsOf(brought.bytes);
    if (!sheets) return { readable: false, findings: [refusedFile('damaged', brought.at, '工作簿的内容残缺，无法读取')] };
    const { form, fiscalYear, moneyUnit, projectCode, name } = brought;
    const digest = digestOf(brought.bytes);
    const importId = idOf(actor, digest, [form, fiscalYear, moneyUnit ?? null, projectCode ?? null]);
    const known = await imports.read(keyOf(importId));
    if (known) return { readable: true, importId, created: false, state: known.state };
    const rows = rowsOf(form, readsOf(form, sheets, { fiscalYear, moneyUnit, projectCode }));
    await files.keepWorkbook(actor.division, brought.bytes);
    const manifest = await keep(files, rows, form === 'readings' ? LINES : FORMS);
    const count = (state: Row['state']) => rows.filter((row) => row.state === state).length;
    const state: ImportState = {
      division: actor.division,
      organisation: actor.organisation,
      form,
      fiscalYear,
      name,
      digest,
      manifest,
      rows: rows.length,
      ready: count('ready'),
      refused: count('refused'),
      receivedAt: at,
    };
    // Whoever comes at the same time with the same workbook brings the same state.
    await imports.absorb(keyOf(importId), (before) => (before ? undefined : state));
    return { readable: true, importId, created: true, state };
  };
}

export const keyOf = (importId: string) => `import#${importId}`;

/** The chunks in order; chunk 0 is the first. */
export async function chunksOf(files: Ports['files'], { manifest }: Pick<ImportState, 'manifest'>): Promise<readonly Chunk[]> {
  return JSON.parse(await files.text(manifest));
}

export async function rowsIn(files: Ports['files'], { key }: Pick<Chunk, 'key'>): Promise<readonly Row[]> {
  const lines = (await files.text(key)).split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** The same workbook, asked for in the same way by the same organisation, has the same id. */
function idOf({ division, organisation }: Actor, digest: string, given: readonly unknown[]): string {
  return `${division}-${digestOf(JSON.stringify([organisation, digest, ...given])).slice(7, 31)}`;
}

async function sheetsOf(bytes: Buffer): Promise<readonly Sheet[] | undefined> {
  try {
    return await readSheets(bytes);
  } catch {
    // The library's word for whatever it can't parse is an exception; there is nobody to blame but the file.
    return undefined;
  }
}

/** Each sheet is a form of its own; the sheets of a list follow each other. */
function* readsOf(form: FormName, sheets: readonly Sheet[], given: Given): Generator<Read<object>> {
  const filledIn = sheets.filter(({ height }) => height > 0);
  for (const sheet of filledIn) {
    if (form === 'goals') yield readGoals(sheet, given);
    else if (form === 'monitoring') yield readMonitoring(sheet, given);
    else if (form === 'readings') yield* readReadings(sheet, given);
    else yield readSelfEvaluation(sheet, given);
  }
}

async function keep(files: Ports['files'], rows: readonly Row[], most: number): Promise<string> {
  const pieces = Array.from({ length: Math.ceil(rows.length / most) }, (_, at) => rows.slice(at * most, (at + 1) * most));
  const chunks: Chunk[] = [];
  await eachOf(pieces.entries(), LANES, async ([at, mine]) => {
    const key = await files.keepText(mine.map((row) => JSON.stringify(row)).join('\n'));
    chunks[at] = { key, rows: mine.length, ready: mine.filter(({ state }) => state === 'ready').length };
  });
  return files.keepText(JSON.stringify(chunks));
}
