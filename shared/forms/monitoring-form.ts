import type { IndicatorDocument } from '../../events/goals.submitted.v1.ts';
import type { ImportedReading } from '../../events/import.readings-confirmed.v1.ts';
import { monthEnd } from '../values/calendar.ts';
import { operatorSign } from '../values/indicator.ts';
import type { Sheet } from '../workbook/sheet.ts';
import type { Page } from '../workbook/write.ts';
import { unitOf } from './amounts.ts';
import { beside, dayOf, isTicked, LIKELIHOODS, type Likelihood, nameOf, oneOf, periodOf } from './answers.ts';
import { fundsOf } from './funds.ts';
import { type Given, headOf } from './head.ts';
import { type Line, linesOf } from './indicator-table.ts';
import { Ink } from './ink.ts';
import { amount, Layout, type Titled } from './layout.ts';
import type { Read } from './reading.ts';

export type Reading = ImportedReading['reading'];
type Indicator = Reading['indicators'][number];

/** 1—7月执行情况. */
const ACTUAL = { label: /(?:执行情况|完成情况|完成值|实际值)$/, not: /预计/ } as const;
/** 偏差原因分析 of 财预〔2019〕136号, in its five columns. */
const CAUSES = { funding: '经费保障', regulation: '制度保障', staffing: '人员保障', hardware: '硬件条件保障', other: '其他' } as const;

/** 绩效目标执行监控表 (财预〔2019〕136号) of one project and month. */
export function readMonitoring(sheet: Sheet, given: Given): Read<Reading> {
  const ink = new Ink(sheet);
  const head = headOf(ink, given);
  const period = periodOf(ink);
  const asOf = asOfOf(ink, head.fiscalYear, period);
  const funds = fundsOf(ink, given.moneyUnit ?? unitOf(sheet));
  const paid = funds?.amount('/paid', /执行数|支付/, /预计/);
  if (!funds || !paid) ink.error('shape', '/paid', sheet.at(0, 0), '没有找到“执行数”一栏');
  else if (paid.cents === undefined && paid.cell.text === '') ink.error('required', '/paid', paid.cell, '执行数没有填写');
  const issued = funds?.amount('/issued', /下达/)?.cents;
  const expected = funds?.amount('/expected', /预计/)?.cents;
  const table = linesOf(ink, ACTUAL);
  if (!table) ink.error('shape', '/indicators', sheet.at(0, 0), '没有找到绩效指标：表头应有“三级指标”（或“指标名称”）一栏');
  const indicators = (table?.lines ?? []).flatMap((line) => reportedOn(ink, line) ?? []);
  const document =
    ink.failed || paid?.cents === undefined || asOf === undefined
      ? undefined
      : {
          asOf,
          paid: paid.cents,
          ...(issued === undefined ? {} : { issued }),
          ...(expected === undefined ? {} : { expected }),
          indicators,
        };
  return { sheet: sheet.name, line: 1, ...head, period, document, remarks: ink.remarks, cells: ink.cells };
}

/** 数据截止日期; without one the month's last day. */
function asOfOf(ink: Ink, year: number, period: string | undefined): string | undefined {
  const cell = beside(ink.sheet, /^(?:数据)?截止(?:日期|时间|日)$/);
  if (!cell || cell.text === '') return period && monthEnd(year, period);
  return dayOf(ink.take('/asOf', cell)) ?? ink.error('period', '/asOf', cell, `“${cell.text.slice(0, 20)}”不是日期`);
}

/** What a line reports; a line on which nothing is filled in reports nothing. */
function reportedOn(ink: Ink, line: Line): Indicator | undefined {
  const { at, id, name } = line;
  const actual = measured(ink, line, 'actual', ACTUAL.label, ACTUAL.not);
  if (actual === undefined) return undefined;
  const expected = measured(ink, line, 'expected', /预计/);
  const likelihood = likelihoodOf(ink, line);
  const causes = Object.entries(CAUSES).flatMap(([cause, label]) => {
    const cell = line.cell(new RegExp(`^${label}$`));
    const text = cell && ink.text(`${at}/causes/${cause}`, cell, 500);
    return text ? [[cause, text] as const] : [];
  });
  const reason = line.cell(/^(?:原因说明|偏差原因|偏差原因分析|说明)$/);
  const explanation = reason && ink.text(`${at}/explanation`, reason, 500);
  return {
    ...(id === undefined ? {} : { id }),
    name,
    actual,
    ...(expected === undefined ? {} : { expected }),
    ...(likelihood && { likelihood }),
    ...(causes.length > 0 && { causes: Object.fromEntries(causes) }),
    ...(explanation && { explanation }),
  };
}

/** In one cell, or a tick under one of three heads. */
function likelihoodOf(ink: Ink, line: Line): Likelihood | undefined {
  const at = `${line.at}/likelihood`;
  const ticked = Object.entries(LIKELIHOODS).find(([name]) => {
    const cell = line.cell(new RegExp(`^${name}$`));
    return cell && isTicked(cell);
  });
  return ticked?.[1] ?? oneOf(ink, at, line.cell(/可能性$/), LIKELIHOODS);
}

function measured(ink: Ink, line: Line, field: string, label: RegExp, not?: RegExp): number | string | undefined {
  const cell = line.cell(label, not);
  return cell && ink.value(`${line.at}/${field}`, cell);
}

const HEAD = ['三级指标', '指标值', '执行情况', '全年预计完成情况', ...Object.values(CAUSES), '原因说明', '完成目标可能性', '指标编号'];

/** The form of a reading on record, its goals' targets beside it; `readMonitoring` reads the very same reading from it. */
export function writeMonitoring(
  titled: Titled,
  {
    period,
    budget,
    goals,
  }: {
    readonly period: string;
    readonly budget: number | undefined;
    readonly goals: readonly Pick<IndicatorDocument, 'id' | 'name' | 'operator' | 'target' | 'unit'>[];
  },
  { asOf, paid, issued, expected, indicators }: Reading,
): Page {
  const layout = new Layout('绩效运行监控表', [28, 14, 14, 14, 12, 12, 12, 12, 12, 20, 14, 12]);
  layout.head(`项目支出绩效目标执行监控表（${titled.fiscalYear}年度）`, titled);
  layout.row([
    ['监控期间', 2],
    [`1-${Number(period)}月`, 2],
    ['数据截止日期', 1],
    [asOf, 7],
  ]);
  layout.table(
    ['资金来源', '年初预算数', '已下达数', '已执行数', '全年预计执行数'],
    [['年度资金总额', amount(budget), amount(issued), amount(paid), amount(expected)]],
  );
  layout.table(
    HEAD,
    indicators.map((row) => {
      const goal = goals.find(({ id }) => id === row.id);
      return [
        row.name ?? goal?.name ?? row.id ?? '',
        goal ? `${goal.operator === 'qualitative' ? '' : operatorSign(goal.operator)}${goal.target}${goal.unit ?? ''}` : '',
        row.actual,
        row.expected ?? '',
        ...Object.keys(CAUSES).map((cause) => row.causes?.[cause] ?? ''),
        row.explanation ?? '',
        nameOf(LIKELIHOODS, row.likelihood),
        row.id ?? '',
      ];
    }),
  );
  return layout.page();
}
