import type { Brought, Imported } from './imports.ts';
import { fixed, mark, textTable, whole } from './text-table.ts';

const MB = 1024 * 1024;

export function broughtTable({ brought }: Imported): string {
  return textTable(
    ['brought', 'KB', 'preview s', 'filing s', 'rows/s', 'rows', 'recorded', 'unchanged', 'refused', 'steps seen', 'events added', ''],
    brought.map(({ name, bytes, previewMs, filingMs, counts, steps, events: [before, after] }, at) => [
      name,
      whole(bytes / 1024),
      fixed(previewMs / 1000, 1),
      fixed(filingMs / 1000, 1),
      whole((counts.rows / filingMs) * 1000),
      whole(counts.rows),
      whole(counts.recorded),
      whole(counts.unchanged),
      whole(counts.refused),
      whole(steps),
      whole(after - before),
      mark(after - before > (at === 0 ? counts.rows : 0)),
    ]),
  );
}

export function memoryTable({ brought, peakRss }: Imported): string {
  const names = [...new Set(brought.flatMap(({ memory }) => Object.keys(memory)))];
  const most = (of: (each: Brought) => number | undefined) => Math.max(0, ...brought.map((each) => of(each) ?? 0));
  return textTable(
    ['peak memory', 'MB'],
    [...names.map((name) => [name, whole(most(({ memory }) => memory[name]) / MB)]), ["the region's whole process", whole(peakRss / MB)]],
  );
}
