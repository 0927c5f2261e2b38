import { canonical } from '../../../events/chain.ts';
import type { Remark, RemarkKind } from '../../../shared/forms/ink.ts';
import type { Read } from '../../../shared/forms/reading.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { CONVENTION, FORMS } from './articles.ts';
import type { FormName } from './import.ts';

/** A finding with its cell, as `F12`. */
export type CellFinding = Finding & { readonly sheet: string; readonly cell: string };

/** A record of the workbook, which the preview and the answers are about. `row` counts records from 1, `line` the sheet's lines. */
export interface Row {
  readonly row: number;
  readonly sheet: string;
  readonly line: number;
  /** What it is about; the same in every workbook, so that coming again has no second effect. */
  readonly key?: string;
  readonly projectCode?: string;
  readonly fiscalYear: number;
  readonly period?: string;
  readonly state: 'ready' | 'refused' | 'unchanged';
  readonly findings: readonly CellFinding[];
  /** JSON pointer into the document → cell. */
  readonly cells: Readonly<Record<string, string>>;
  readonly document?: unknown;
}

/**
 * IM-06 the form is recognised · IM-07 each row names its project · IM-08 and its year, month and date · IM-09 money can be read and
 * has a unit · IM-10 一级、二级指标 are those of the frame · IM-11 numbers are numbers, and words of a list stand in it · IM-12 no cell
 * is too long · IM-13 what must be filled in is · IM-14 each record once (below) · IM-15 no cell shows a broken formula.
 */
const RULES: Readonly<Record<RemarkKind, string>> = {
  shape: 'IM-06',
  project: 'IM-07',
  period: 'IM-08',
  amount: 'IM-09',
  level: 'IM-10',
  figure: 'IM-11',
  length: 'IM-12',
  required: 'IM-13',
  formula: 'IM-15',
};
/** A form with more to say about is not that form. */
const MOST = 30;

/** What was read, as rows: each ready, refused with its findings, or the same as one before it. */
export function rowsOf(form: FormName, reads: Iterable<Read<object>>): readonly Row[] {
  const rows = [...reads].map((read, index) => rowOf(form, read, index + 1));
  return settled(rows);
}

function rowOf(form: FormName, read: Read<object>, row: number): Row {
  const { sheet, line, projectCode, fiscalYear, period, document, remarks, cells } = read;
  const findings = remarks.slice(0, MOST).map((remark) => told(form, sheet, remark));
  return {
    row,
    sheet,
    line,
    ...(projectCode === undefined ? {} : { projectCode, key: keyOf(form, projectCode, fiscalYear, period) }),
    fiscalYear,
    ...(period === undefined ? {} : { period }),
    state: document === undefined || projectCode === undefined ? 'refused' : 'ready',
    findings,
    cells,
    ...(document === undefined ? {} : { document }),
  };
}

/** A form of monitoring and a line of a list say the same thing about the same month. */
function keyOf(form: FormName, projectCode: string, fiscalYear: number, period: string | undefined): string {
  if (form === 'goals') return `goals/${projectCode}/${fiscalYear}`;
  return period === undefined ? `self/${projectCode}/${fiscalYear}` : `reading/${projectCode}/${fiscalYear}/${period}`;
}

function told(form: FormName, sheet: string, { kind, level, at, says, cell }: Remark): CellFinding {
  return { ...finding(RULES[kind], at, says, FORMS[form], level), sheet, cell };
}

/** IM-14: rows about the same thing that say the same count once; where they differ none is taken, since only the sender knows which is right. */
function settled(rows: readonly Row[]): readonly Row[] {
  const alike = Map.groupBy(
    rows.filter(({ state }) => state === 'ready'),
    ({ key = '' }) => key,
  );
  const again = new Map<number, Row>();
  for (const [, group] of alike) {
    const [first] = group;
    if (!first || group.length === 1) continue;
    const agree = new Set(group.map(({ document }) => canonical(document))).size === 1;
    for (const row of agree ? group.slice(1) : group) {
      const others = group.filter((each) => each !== row).map((each) => each.row);
      const says = agree
        ? `与第${first.row}行相同，只采用一次`
        : `与第${others.slice(0, 5).join('、')}行填报的是同一事项，内容不同，均不采用`;
      const found = finding('IM-14', '', says, CONVENTION, agree ? 'warning' : 'error');
      const cell = row.cells['/projectCode'] ?? `A${row.line}`;
      again.set(row.row, {
        ...row,
        state: agree ? 'unchanged' : 'refused',
        findings: [...row.findings, { ...found, sheet: row.sheet, cell }],
      });
    }
  }
  return rows.map((row) => again.get(row.row) ?? row);
}

/** A finding about a document at the cell that it points into: the field's own, or that of what holds it. */
export function located(row: Pick<Row, 'cells' | 'sheet' | 'line'>, found: Finding): CellFinding {
  for (let at = found.at; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const cell = row.cells[at];
    if (cell !== undefined) return { ...found, sheet: row.sheet, cell };
  }
  return { ...found, sheet: row.sheet, cell: row.cells['/projectCode'] ?? `A${row.line}` };
}
