import { type Cents, yuan } from '../values/money.ts';
import type { Box, Page } from '../workbook/write.ts';

/** What of a project is printed on each of its forms. */
export interface Titled {
  readonly projectCode: string;
  readonly projectName: string;
  readonly fiscalYear: number;
  readonly department?: { readonly code: string; readonly name: string } | undefined;
  readonly unit?: { readonly code: string; readonly name: string } | undefined;
}

type Value = string | number;

/** A form from top to bottom: labels and what is filled in, each over so many columns, then a table. */
export class Layout {
  private readonly name: string;
  private readonly widths: readonly number[];
  private readonly boxes: Box[] = [];
  private next = 0;

  constructor(name: string, widths: readonly number[]) {
    this.name = name;
    this.widths = widths;
  }

  /** Title, unit of money, and which project it is. */
  head(title: string, { projectCode, projectName, fiscalYear, department, unit }: Titled): void {
    const wide = this.widths.length;
    this.boxes.push({ row: this.next, column: 0, value: title, across: wide, look: 'title' });
    this.boxes.push({ row: this.next + 1, column: 0, value: '单位：元', across: wide });
    this.next += 2;
    this.row([
      ['项目代码', 2],
      [projectCode, 2],
      ['项目名称', 1],
      [projectName, wide - 5],
    ]);
    this.row([
      ['年度', 2],
      [`${fiscalYear}年度`, wide - 2],
    ]);
    const belongs = [department && (['主管部门', department] as const), unit && (['实施单位', unit] as const)];
    for (const each of belongs)
      if (each)
        this.row([
          [each[0], 2],
          [`${each[1].code}-${each[1].name}`, wide - 2],
        ]);
  }

  /** A line across the whole. */
  note(value: string): void {
    this.boxes.push({ row: this.next, column: 0, value, across: this.widths.length });
    this.next += 1;
  }

  /** Label, value, label, value, …, each over so many columns. */
  row(parts: readonly (readonly [Value, number])[]): void {
    let column = 0;
    for (const [index, [value, across]] of parts.entries()) {
      this.boxes.push({ row: this.next, column, value, across, ...(index % 2 === 0 ? { look: 'label' as const } : {}) });
      column += across;
    }
    this.next += 1;
  }

  table(head: readonly string[], lines: readonly (readonly Value[])[]): void {
    for (const [column, value] of head.entries()) this.boxes.push({ row: this.next, column, value, look: 'label' });
    this.next += 1;
    for (const line of lines) {
      for (const [column, value] of line.entries()) this.boxes.push({ row: this.next, column, value });
      this.next += 1;
    }
  }

  page(): Page {
    return { name: this.name, widths: this.widths, boxes: this.boxes };
  }
}

/** Money as a form shows it, in 元. Text, so that no program rounds it. */
export function amount(cents: Cents | undefined): string {
  return cents === undefined ? '' : yuan(cents);
}
