import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import { guarded, placeOf } from './sheet.ts';

/** What stands in one cell, or in several that are merged. Numbers stay numbers; every text is guarded against becoming a formula. */
export interface Box {
  /** From 0. */
  readonly row: number;
  readonly column: number;
  readonly value: string | number;
  /** How many rows and columns it takes; 1 unless given. */
  readonly down?: number;
  readonly across?: number;
  readonly look?: 'title' | 'label';
}

export interface Page {
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  readonly boxes: readonly Box[];
}

/** What a reader of the marked workbook is told, where. */
export interface Mark {
  readonly sheet: string;
  readonly cell: string;
  readonly level: 'error' | 'warning';
  readonly says: string;
}

const thin = { style: 'thin', color: { rgb: '808080' } } as const;
const framed: CellStyle = {
  border: { top: thin, bottom: thin, left: thin, right: thin },
  alignment: { wrapText: true, vertical: 'center' },
};
const LOOKS: Readonly<Record<NonNullable<Box['look']>, CellStyle>> = {
  title: { font: { bold: true, size: 14 }, alignment: { horizontal: 'center', vertical: 'center' } },
  label: { ...framed, font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } } },
};
const PAINT = { error: 'FFC7CE', warning: 'FFEB9C' } as const;

/** The same pages are the same bytes, whenever they are written: a workbook is known by its digest. */
const UNDATED = new Date('2000-01-01T00:00:00.000Z');

export async function writePages(pages: readonly Page[]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({ sheets: pages.map(sheetOf), properties: { created: UNDATED, modified: UNDATED } });
}

/** The same workbook with the cells painted, each with a note that says why; where there are several, they stand in one note. */
export async function markWorkbook(bytes: Uint8Array, marks: readonly Mark[]): Promise<Uint8Array> {
  const { openXlsx, saveXlsx } = await import('hucre/xlsx');
  const workbook = await openXlsx(bytes, { readStyles: true });
  for (const sheet of workbook.sheets) {
    const own = marks.filter((mark) => mark.sheet === sheet.name);
    if (own.length === 0) continue;
    sheet.cells ??= new Map();
    for (const [address, mine] of Map.groupBy(own, ({ cell }) => cell)) {
      const { row, column } = placeOf(address);
      const key = `${row},${column}`;
      const value = sheet.rows[row]?.[column] ?? null;
      const before = sheet.cells.get(key) ?? { value, type: typeOf(value) };
      const level = mine.some((mark) => mark.level === 'error') ? 'error' : 'warning';
      sheet.cells.set(key, {
        ...before,
        style: { ...before.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: PAINT[level] } } },
        comment: { author: '导入检查', text: mine.map(({ says }) => says).join('\n') },
      });
    }
  }
  return saveXlsx(workbook);
}

function sheetOf({ name, widths, boxes }: Page): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const height = boxes.reduce((most, { row, down = 1 }) => Math.max(most, row + down), 0);
  const rows: CellValue[][] = Array.from({ length: height }, () => widths.map(() => null));
  for (const { row, column, value, down = 1, across = 1, look } of boxes) {
    const content = typeof value === 'number' ? value : guarded(value);
    for (let at = row; at < row + down; at += 1) {
      for (let beside = column; beside < column + across; beside += 1)
        cells.set(`${at},${beside}`, { value: null, type: 'empty', style: look ? LOOKS[look] : framed });
    }
    cells.set(`${row},${column}`, { value: content, type: typeOf(content), style: look ? LOOKS[look] : framed });
    const line = rows[row];
    if (line) line[column] = content;
  }
  return {
    name,
    rows,
    cells,
    columns: widths.map((width) => ({ width })),
    merges: boxes.flatMap(({ row, column, down = 1, across = 1 }) =>
      down * across > 1 ? [{ startRow: row, startCol: column, endRow: row + down - 1, endCol: column + across - 1 }] : [],
    ),
  };
}

function typeOf(value: CellValue): 'string' | 'number' | 'boolean' | 'date' | 'empty' {
  if (value === null) return 'empty';
  if (value instanceof Date) return 'date';
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';
}
