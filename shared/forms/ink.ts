import type { Cell, Sheet } from '../workbook/sheet.ts';

/**
 * What kind of thing is wrong with a cell: `shape` the form isn't recognised · `project` no project code, or none that could be ·
 * `period` year, month or date · `amount` money or its unit · `level` 一级、二级指标 · `figure` a number, or one of few words ·
 * `length` too long · `required` empty · `formula` a broken formula, or a text that would become one.
 */
export type RemarkKind = 'shape' | 'project' | 'period' | 'amount' | 'level' | 'figure' | 'length' | 'required' | 'formula';

export interface Remark {
  readonly kind: RemarkKind;
  readonly level: 'error' | 'warning';
  /** JSON pointer into the document that is read. */
  readonly at: string;
  readonly cell: string;
  readonly says: string;
}

/** What was read of a document so far: where each field stands, and what is wrong with it. */
export class Ink {
  readonly sheet: Sheet;
  readonly remarks: Remark[] = [];
  readonly cells: Record<string, string> = {};

  constructor(sheet: Sheet) {
    this.sheet = sheet;
  }

  get failed(): boolean {
    return this.remarks.some(({ level }) => level === 'error');
  }

  /** Notes that a field stands in a cell; a cell that Excel itself can't show is an error, and so is a formula typed as text. */
  take(at: string, cell: Cell): string {
    this.cells[at] = cell.address;
    if (cell.injected) this.error('formula', at, cell, `“${cell.text.slice(0, 20)}”会被当作公式执行，请改填文字，确需保留的在前面加单引号`);
    if (!cell.broken) return cell.text;
    this.error('formula', at, cell, `单元格显示${cell.text}，公式已失效，请改填数值`);
    return '';
  }

  error(kind: RemarkKind, at: string, cell: Pick<Cell, 'address'>, says: string): undefined {
    this.remarks.push({ kind, level: 'error', at, cell: cell.address, says });
  }

  warn(kind: RemarkKind, at: string, cell: Pick<Cell, 'address'>, says: string): void {
    this.remarks.push({ kind, level: 'warning', at, cell: cell.address, says });
  }

  /** A text of at most so many characters; '' when empty. */
  text(at: string, cell: Cell, most: number): string {
    const text = this.take(at, cell);
    if (text.length > most) this.error('length', at, cell, `有${text.length}个字，超过${most}个字`);
    return text;
  }

  /** The same where it must be filled in. */
  required(at: string, cell: Cell, most: number, name: string): string {
    const text = this.text(at, cell, most);
    if (text === '' && !cell.broken) this.error('required', at, cell, `${name}没有填写`);
    return text;
  }

  /** A number of at most two places, as `8` or `8分`. */
  points(at: string, cell: Cell): number | undefined {
    const text = this.take(at, cell).normalize('NFKC');
    if (text === '' || /^[-—–/]+$/.test(text)) return undefined;
    const [, digits] = /^(\d{1,3}(?:\.\d{1,2}0*)?)\s*分?$/.exec(text) ?? [];
    return digits === undefined ? this.error('figure', at, cell, `“${text.slice(0, 20)}”不是分值，应为最多两位小数的数`) : Number(digits);
  }

  /** A value as it is measured: the number that the cell holds, or its text as printed. */
  value(at: string, cell: Cell, most = 200): number | string | undefined {
    const text = this.text(at, cell, most);
    if (cell.figure !== undefined) return cell.figure;
    return text === '' ? undefined : text;
  }
}
