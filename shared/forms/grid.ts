import type { Cell, Sheet } from '../workbook/sheet.ts';
import { plain } from './text.ts';

/** Labels are looked for in so many rows at most: what is filled in below a form is notes. */
const DEEP = 400;

/** The first cell whose label fits, row by row; merged cells count once. */
export function labelled(sheet: Sheet, label: RegExp, from = 0): Cell | undefined {
  for (let row = from; row < Math.min(sheet.height, DEEP); row += 1) {
    const found = inRow(sheet, row, label);
    if (found) return found;
  }
  return undefined;
}

export function inRow(sheet: Sheet, row: number, label: RegExp): Cell | undefined {
  for (let column = 0; column < sheet.width; column += 1) {
    const cell = sheet.at(row, column);
    if (cell.row === row && cell.text !== '' && label.test(plain(cell.text))) return cell;
  }
  return undefined;
}

/** The neighbour to the right, past what is merged with the cell. */
export function rightOf(sheet: Sheet, { row, column, address }: Cell): Cell {
  let beside = column + 1;
  while (beside < sheet.width && sheet.at(row, beside).address === address) beside += 1;
  return sheet.at(row, beside);
}

export function below(sheet: Sheet, { row, column, address }: Cell): Cell {
  let under = row + 1;
  while (under < sheet.height && sheet.at(under, column).address === address) under += 1;
  return sheet.at(under, column);
}

/** What is filled in for a label: beside it, or under it where labels stand beside each other. */
export function filled(sheet: Sheet, label: Cell, isLabel: RegExp): Cell {
  const beside = rightOf(sheet, label);
  const under = below(sheet, label);
  const headed = beside.column >= sheet.width || (beside.text !== '' && isLabel.test(plain(beside.text)));
  return headed || (beside.text === '' && under.text !== '' && !isLabel.test(plain(under.text))) ? under : beside;
}

/** A column of a table with the labels above it, outermost first. */
export interface Column {
  readonly index: number;
  readonly label: string;
  /** Of a column in a group, as 经费保障 under 偏差原因分析. */
  readonly under?: string;
}

export interface Table {
  /** The first row under the head. */
  readonly body: number;
  readonly columns: readonly Column[];
}

/** A table by one of its columns: its head takes one row, or two where some columns are grouped. */
export function tableWith(sheet: Sheet, label: RegExp, from = 0): Table | undefined {
  const key = labelled(sheet, label, from);
  return key && tableAt(sheet, key.row);
}

export function tableAt(sheet: Sheet, row: number): Table {
  const tops = Array.from({ length: sheet.width }, (_, column) => sheet.at(row, column));
  const seconds = tops.map((top, column) => (row + 1 < sheet.height ? sheet.at(row + 1, column) : top));
  // Grouped: some head reaches across, while others reach down into the second row.
  const grouped =
    tops.some((top, column) => top.text !== '' && top.address === seconds[column]?.address) &&
    tops.some((top, column) => top.address === tops[column + 1]?.address && seconds[column]?.address !== seconds[column + 1]?.address);
  const columns = tops.flatMap((top, index): Column[] => {
    if (top.text === '' || (top.column !== index && !grouped)) return [];
    const second = grouped ? seconds[index] : top;
    if (!second || second.address === top.address) return top.column === index ? [{ index, label: plain(top.text) }] : [];
    return second.text === '' ? [] : [{ index, label: plain(second.text), under: plain(top.text) }];
  });
  return { body: row + (grouped ? 2 : 1), columns };
}

export function columnOf({ columns }: Table, label: RegExp, not?: RegExp): number | undefined {
  return columns.find((column) => label.test(column.label) && !not?.test(column.label))?.index;
}
