import type { Cell as RawCell, Sheet as RawSheet } from 'hucre/xlsx';
import { exact } from '../values/exact.ts';
import { COLUMNS, ROWS } from './scan.ts';

/** A cell as it is seen on the screen. `address` is that of the first cell where cells are merged. */
export interface Cell {
  readonly address: string;
  /** 0-based, as `address`. */
  readonly row: number;
  readonly column: number;
  /** Trimmed; '' where there is nothing. Percentages as shown: `86.19%`. Dates as `YYYY-MM-DD`. */
  readonly text: string;
  /** The number itself, where the cell holds one and doesn't show it as a percentage. */
  readonly figure?: number;
  /** What Excel shows instead of a value: `#REF!`, `#DIV/0!`. */
  readonly broken?: true;
  /** The text would work something out, or fetch it, as soon as its cell is edited or the sheet is saved as CSV. */
  readonly injected?: true;
}

/** One visible sheet. Rows and columns count from 0. */
export interface Sheet {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  at(row: number, column: number): Cell;
}

/** The visible sheets of a workbook that `scan` found sound. Formulas are never worked out: what Excel saved as their value counts. */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const { readXlsx } = await import('hucre/xlsx');
  const { sheets } = await readXlsx(bytes, { readStyles: true, range: `A1:${addressOf(ROWS - 1, COLUMNS - 1)}` });
  return sheets.filter(({ hidden, veryHidden }) => !hidden && !veryHidden).map(sheetOf);
}

/** `F12` of row 11 and column 5. */
export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** Row and column of `F12`, from 0. */
export function placeOf(address: string): { readonly row: number; readonly column: number } {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits) - 1, column: column - 1 };
}

function sheetOf({ name, rows, cells, merges = [] }: RawSheet): Sheet {
  const masters = new Map<string, readonly [number, number]>();
  const height = Math.min(rows.length, ROWS);
  const width = Math.min(
    rows.reduce((most, row) => Math.max(most, row.length), 0),
    COLUMNS,
  );
  for (const { startRow, startCol, endRow, endCol } of merges) {
    for (let row = startRow; row <= Math.min(endRow, height - 1); row += 1) {
      for (let column = startCol; column <= Math.min(endCol, width - 1); column += 1) masters.set(`${row},${column}`, [startRow, startCol]);
    }
  }
  return {
    name,
    height,
    width,
    at(row, column) {
      const [top, left] = masters.get(`${row},${column}`) ?? [row, column];
      return { address: addressOf(top, left), row: top, column: left, ...contentOf(rows[top]?.[left], cells?.get(`${top},${left}`)) };
    },
  };
}

function contentOf(value: RawCell['value'] | undefined, cell: RawCell | undefined): Pick<Cell, 'text' | 'figure' | 'broken' | 'injected'> {
  if (cell?.type === 'error') return { text: String(value ?? '').trim(), broken: true };
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string')
    return /^#(?:REF|DIV\/0|VALUE|NAME|N\/A|NUM|NULL)[!?]?$/.test(value)
      ? { text: value, broken: true }
      : { text: unguarded(value.trim()), ...(isInjection(value.trim()) ? { injected: true } : {}) };
  if (typeof value === 'number') return numberOf(value, cell?.style?.numFmt ?? '');
  if (value instanceof Date) return { text: Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10) };
  return { text: value ? '是' : '否' };
}

/** Excel shows 15 digits; the rest is binary noise. */
function numberOf(value: number, format: string): Pick<Cell, 'text' | 'figure'> {
  if (!Number.isFinite(value)) return { text: '' };
  const figure = Number(value.toPrecision(15));
  if (/^[^"]*%/.test(format)) return { text: `${exact(figure).mul(100).toString(12)}%` };
  return { text: /e/.test(String(figure)) ? exact(figure).toString(12) : String(figure), figure };
}

const FORMULA = /^['＇]*[=+\-@\t\r]/;
/** An operator or sign before a printed figure: `=100%`, `-3.5`. As a formula it would be that figure again. */
const PRINTED = /^[=+-] ?\d[\d,.]*[%‰]?\p{Script=Han}{0,8}$/u;

/** Whether a text would be a formula as soon as somebody edits its cell, or saves the sheet as CSV. */
export function isFormulaLike(text: string): boolean {
  return FORMULA.test(text) && !PRINTED.test(text);
}

/**
 * A call (`=HYPERLINK(…)`), another program (`=cmd|…!A0`), another cell (`+A1`) or a sum (`=1+1`) that is typed as text. What forms print
 * (`=100%`, `=2025年12月`, `-—`) is none, nor is what has an apostrophe in front already.
 */
function isInjection(text: string): boolean {
  return /^[=+\-@]\s*(?:.*[A-Za-z][\w.]*\s*\(|.*\|.*!|\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w-])|[\d.]+\s*[-+*/^&]\s*[\d.A-Za-z(])/su.test(text);
}

/** A text as it may stand in a cell: one that could become a formula gets an apostrophe in front, as Excel itself does it. */
export function guarded(text: string): string {
  return isFormulaLike(text) ? `'${text}` : text;
}

/** The text that `guarded` was given. */
export function unguarded(text: string): string {
  return text.startsWith("'") && isFormulaLike(text.slice(1)) ? text.slice(1) : text;
}
