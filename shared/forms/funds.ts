import type { Cents } from '../values/money.ts';
import type { Cell } from '../workbook/sheet.ts';
import { type MoneyUnit, money } from './amounts.ts';
import { labelled, type Table, tableAt } from './grid.ts';
import type { Ink } from './ink.ts';
import { plain } from './text.ts';

/** The row of the whole in the table of money; those under it say where it comes from. */
const TOTAL = /资金总额|^总额|^合计|^总计/;

export interface Funds {
  /** Money in 分 under a head, and its cell. */
  amount(at: string, label: RegExp, not?: RegExp): { readonly cents: Cents | undefined; readonly cell: Cell } | undefined;
}

/** 项目资金: the table whose head names the year's budget and what was spent. */
export function fundsOf(ink: Ink, unit: MoneyUnit | undefined): Funds | undefined {
  const { sheet } = ink;
  const key = labelled(
    sheet,
    /^(?:年初预算数?|全年预算数?|调整后预算数?|全年执行数|预算执行数|.*月执行数|已执行数|已支付(?:数|金额)?|累计支付(?:数|金额)?)$/,
  );
  if (!key) return undefined;
  const table = tableAt(sheet, key.row);
  const row = totalRow(ink, table);
  return {
    amount(at, label, not) {
      const column = table.columns.find((each) => label.test(each.label) && !not?.test(each.label))?.index;
      if (column === undefined) return undefined;
      const cell = sheet.at(row, column);
      return { cents: money(ink, at, cell, unit), cell };
    },
  };
}

function totalRow({ sheet }: Ink, { body, columns }: Table): number {
  const first = columns.find(({ label }) => /预算|执行|支付/.test(label))?.index ?? 1;
  for (let row = body; row < Math.min(body + 12, sheet.height); row += 1) {
    for (let column = 0; column < first; column += 1) if (TOTAL.test(plain(sheet.at(row, column).text))) return row;
  }
  return body;
}
