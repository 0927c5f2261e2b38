import type { Remark } from './ink.ts';

/** One record as a form or a list has it: where it stands, which it is, and what was read of it. */
export interface Read<Document> {
  readonly sheet: string;
  /** The record's first line on the sheet, counted from 1 as Excel does. */
  readonly line: number;
  readonly projectCode: string | undefined;
  readonly fiscalYear: number;
  /** Of a reading: the month, `01`–`12`. */
  readonly period?: string | undefined;
  /** None where something is wrong that nobody may guess. */
  readonly document: Document | undefined;
  readonly remarks: readonly Remark[];
  /** JSON pointer into the document → cell. */
  readonly cells: Readonly<Record<string, string>>;
}
