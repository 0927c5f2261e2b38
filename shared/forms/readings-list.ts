import type { ImportedReading } from '../../events/import.readings-confirmed.v1.ts';
import { monthEnd } from '../values/calendar.ts';
import type { Cell, Sheet } from '../workbook/sheet.ts';
import type { Page } from '../workbook/write.ts';
import { type MoneyUnit, money, unitOf } from './amounts.ts';
import { dayOf, LIKELIHOODS, monthOf, nameOf, oneOf } from './answers.ts';
import { columnOf, type Table, tableWith } from './grid.ts';
import type { Given } from './head.ts';
import { Ink } from './ink.ts';
import { amount, Layout } from './layout.ts';
import type { Read } from './reading.ts';
import { plain, projectAndName } from './text.ts';

type Reading = ImportedReading['reading'];
type Indicator = Reading['indicators'][number];

const PROJECT = /^项目(?:代码|编码|编号)$/;
const CODE = /^[A-Z0-9-]{1,40}$/;
const CAUSES = { funding: /^经费保障$/, regulation: /^制度保障$/, staffing: /^人员保障$/, hardware: /^硬件条件保障$/, other: /^其他$/ };

/**
 * 监控数据汇总表: a line for each project and month, or a line for each indicator with project and month merged, printed once, or
 * repeated. Yields one record after the other, so that a long list is never held twice.
 */
export function* readReadings(sheet: Sheet, given: Given): Generator<Read<Reading>> {
  const table = tableWith(sheet, PROJECT);
  const column = table && columnOf(table, PROJECT);
  if (!table || column === undefined) {
    const ink = new Ink(sheet);
    ink.error('shape', '', sheet.at(0, 0), '没有找到“项目代码”一栏');
    yield {
      sheet: sheet.name,
      line: 1,
      projectCode: undefined,
      fiscalYear: given.fiscalYear,
      document: undefined,
      remarks: ink.remarks,
      cells: ink.cells,
    };
    return;
  }
  const unit = given.moneyUnit ?? unitOf(sheet);
  const month = columnOf(table, MONTH);
  let rows: number[] = [];
  let about = '';
  for (let row = table.body; row < sheet.height; row += 1) {
    const code = sheet.at(row, column).text;
    const key = `${code}\n${month === undefined ? '' : sheet.at(row, month).text}`;
    const blank = code === '' || sheet.at(row, column).row !== row;
    if (isEmpty(sheet, row) || /^(?:合计|总计|说明|注|备注|填表)/.test(plain(code))) continue;
    // Project and month stand on a record's first line; whoever repeats them on every line means the same record.
    if (rows.length > 0 && (blank || (key === about && continues(sheet, table, rows, row)))) {
      rows.push(row);
      continue;
    }
    if (rows.length > 0) yield recordOf(sheet, table, rows, given, unit);
    rows = [row];
    about = key;
  }
  if (rows.length > 0) yield recordOf(sheet, table, rows, given, unit);
}

const MONTH = /^(?:监控|报告)?(?:月份|期间|月)$/;
const INDICATOR = /^指标(?:编号|代码|编码|名称)$|^三级指标$/;

/** A further line of the same record names another indicator; two whole lines about one month are two records, and contradict each other perhaps. */
function continues(sheet: Sheet, table: Table, rows: readonly number[], row: number): boolean {
  const column = columnOf(table, INDICATOR);
  if (column === undefined) return false;
  const indicator = sheet.at(row, column).text;
  return indicator !== '' && rows.every((before) => sheet.at(before, column).text !== indicator);
}

function isEmpty(sheet: Sheet, row: number): boolean {
  for (let column = 0; column < sheet.width; column += 1) if (sheet.at(row, column).text !== '') return false;
  return true;
}

function recordOf(sheet: Sheet, table: Table, rows: readonly number[], given: Given, unit: MoneyUnit | undefined): Read<Reading> {
  const ink = new Ink(sheet);
  const [first = 0] = rows;
  const cellOf = (label: RegExp, not?: RegExp, row = first): Cell | undefined => {
    const column = columnOf(table, label, not);
    return column === undefined ? undefined : sheet.at(row, column);
  };
  const projectCode = codeOf(ink, cellOf(PROJECT));
  const fiscalYear = yearOf(ink, cellOf(/^(?:预算)?年度$/), given.fiscalYear);
  const period = periodOf(ink, cellOf(MONTH), sheet.at(first, 0));
  const asOf = asOfOf(ink, cellOf(/截止/), fiscalYear, period);
  const paidCell = cellOf(/执行数|支付/, /预计/);
  const paid = paidCell && money(ink, '/paid', paidCell, unit);
  if (!paidCell || (paid === undefined && paidCell.text === ''))
    ink.error('required', '/paid', paidCell ?? sheet.at(first, 0), '累计支付数没有填写');
  const issuedCell = cellOf(/下达/);
  const expectedCell = cellOf(/预计.*(?:执行|支付)/);
  const issued = issuedCell && money(ink, '/issued', issuedCell, unit);
  const expected = expectedCell && money(ink, '/expected', expectedCell, unit);
  const indicators: Indicator[] = [];
  for (const row of rows) {
    const indicator = indicatorOf(ink, (label, not) => cellOf(label, not, row), indicators.length);
    if (indicator) indicators.push(indicator);
  }
  const document =
    ink.failed || paid === undefined || asOf === undefined
      ? undefined
      : { asOf, paid, ...(issued === undefined ? {} : { issued }), ...(expected === undefined ? {} : { expected }), indicators };
  return { sheet: sheet.name, line: first + 1, projectCode, fiscalYear, period, document, remarks: ink.remarks, cells: ink.cells };
}

function codeOf(ink: Ink, cell: Cell | undefined): string | undefined {
  if (!cell) return undefined;
  const text = ink.take('/projectCode', cell);
  const code = CODE.test(text) ? text : projectAndName(text).code;
  return (
    code ??
    ink.error(
      'project',
      '/projectCode',
      cell,
      text === '' ? '项目代码没有填写' : `“${text.slice(0, 40)}”不是项目代码，应为1至40位大写字母、数字或连字符`,
    )
  );
}

function yearOf(ink: Ink, cell: Cell | undefined, year: number): number {
  const text = cell ? ink.take('/fiscalYear', cell) : '';
  const [, digits] = /^(20\d\d)(?:年度?)?$/.exec(text.normalize('NFKC')) ?? [];
  if (cell && text !== '' && Number(digits) !== year)
    ink.error('period', '/fiscalYear', cell, `年度“${text.slice(0, 10)}”与填报的${year}年度不一致`);
  return year;
}

function periodOf(ink: Ink, cell: Cell | undefined, row: Cell): string | undefined {
  if (!cell) return ink.error('period', '/period', row, '没有“月份”一栏');
  return monthOf(ink.take('/period', cell)) ?? ink.error('period', '/period', cell, `“${cell.text.slice(0, 20)}”不是月份`);
}

function asOfOf(ink: Ink, cell: Cell | undefined, year: number, period: string | undefined): string | undefined {
  if (!cell || cell.text === '') return period && monthEnd(year, period);
  return dayOf(ink.take('/asOf', cell)) ?? ink.error('period', '/asOf', cell, `“${cell.text.slice(0, 20)}”不是日期`);
}

function indicatorOf(ink: Ink, cellOf: (label: RegExp, not?: RegExp) => Cell | undefined, index: number): Indicator | undefined {
  const at = `/indicators/${index}`;
  const text = (field: string, label: RegExp, most: number) => {
    const cell = cellOf(label);
    return (cell && ink.text(`${at}/${field}`, cell, most)) || undefined;
  };
  const id = text('id', /^指标(?:编号|代码|编码)$/, 40);
  const name = text('name', /^(?:指标名称|三级指标)$/, 200);
  const actualCell = cellOf(/(?:执行情况|完成情况|完成值|实际值)$/, /预计/);
  const actual = actualCell && ink.value(`${at}/actual`, actualCell);
  if (id === undefined && name === undefined) {
    if (actual !== undefined && actualCell) ink.error('required', `${at}/id`, actualCell, '有完成值，但没有写明是哪项指标');
    return undefined;
  }
  if (actual === undefined) return undefined;
  const expectedCell = cellOf(/预计.*完成/);
  const expected = expectedCell && ink.value(`${at}/expected`, expectedCell);
  const likelihood = oneOf(ink, `${at}/likelihood`, cellOf(/可能性$/), LIKELIHOODS);
  const causes = Object.entries(CAUSES).flatMap(([cause, label]) => {
    const said = text(`causes/${cause}`, label, 500);
    return said === undefined ? [] : [[cause, said] as const];
  });
  const explanation = text('explanation', /^(?:原因说明|偏差原因|偏差原因分析|说明)$/, 500);
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    actual,
    ...(expected === undefined ? {} : { expected }),
    ...(likelihood && { likelihood }),
    ...(causes.length > 0 && { causes: Object.fromEntries(causes) }),
    ...(explanation && { explanation }),
  };
}

const HEAD = [
  '项目代码',
  '年度',
  '月份',
  '数据截止日期',
  '已下达数',
  '累计支付数',
  '全年预计执行数',
  '指标编号',
  '实际完成值',
  '全年预计完成情况',
  '完成目标可能性',
  '原因说明',
];

/** A list as a county sends it: one line for each indicator, the figures of money on the first. */
export function writeReadings(
  records: readonly { readonly projectCode: string; readonly fiscalYear: number; readonly period: string; readonly reading: Reading }[],
): Page {
  const layout = new Layout('监控数据汇总表', [24, 8, 8, 14, 16, 16, 16, 12, 14, 14, 14, 30]);
  layout.note('单位：元');
  layout.table(
    HEAD,
    records.flatMap(({ projectCode, fiscalYear, period, reading }) => {
      const { asOf, issued, paid, expected, indicators } = reading;
      const [first, ...others] = indicators.length > 0 ? indicators : [undefined];
      const head = [
        projectCode,
        fiscalYear,
        `${Number(period)}月`,
        asOf,
        amount(issued),
        amount(paid),
        amount(expected),
        ...figures(first),
      ];
      return [head, ...others.map((other) => ['', '', '', '', '', '', '', ...figures(other)])];
    }),
  );
  return layout.page();
}

function figures(row: Indicator | undefined): (string | number)[] {
  if (!row) return ['', '', '', '', ''];
  return [row.id ?? '', row.actual, row.expected ?? '', nameOf(LIKELIHOODS, row.likelihood), row.explanation ?? ''];
}
