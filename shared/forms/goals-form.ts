import type { ImportedGoals } from '../../events/import.goals-confirmed.v1.ts';
import { level1Name, level2Name, type Operator, operatorSign } from '../values/indicator.ts';
import type { Sheet } from '../workbook/sheet.ts';
import type { Page } from '../workbook/write.ts';
import { money, unitOf } from './amounts.ts';
import { filled, labelled } from './grid.ts';
import { type Given, headOf, LABEL } from './head.ts';
import { type Line, levels, linesOf } from './indicator-table.ts';
import { Ink } from './ink.ts';
import { amount, Layout, type Titled } from './layout.ts';
import type { Read } from './reading.ts';

export type GoalsForm = ImportedGoals['form'];
type Indicator = GoalsForm['indicators'][number];

const OPERATORS: Readonly<Record<string, Operator>> = {
  '≥': '>=',
  '>=': '>=',
  '≤': '<=',
  '<=': '<=',
  '=': '=',
  '>': '>',
  '<': '<',
  定性: 'qualitative',
};

/** 绩效目标申报表 (财预〔2015〕88号): as the ministry prints it, or as `writeGoals` does, with 指标性质 and 度量单位 in columns of their own. */
export function readGoals(sheet: Sheet, given: Given): Read<GoalsForm> {
  const ink = new Ink(sheet);
  const head = headOf(ink, given);
  const budget = budgetOf(ink, given);
  const overall = overallOf(ink);
  const table = linesOf(ink);
  if (!table || table.lines.length === 0)
    ink.error('shape', '/indicators', sheet.at(0, 0), '没有找到绩效指标：表头应有“三级指标”（或“指标名称”）一栏');
  const indicators = (table?.lines ?? []).flatMap((line, index) => indicatorOf(ink, line, index) ?? []);
  if (indicators.length > 100) ink.error('length', '/indicators', sheet.at(0, 0), `有${indicators.length}项指标，超过100项`);
  const document = ink.failed || budget === undefined ? undefined : { overall, indicators, budget };
  return { sheet: sheet.name, line: 1, ...head, document, remarks: ink.remarks, cells: ink.cells };
}

function budgetOf(ink: Ink, given: Given): number | undefined {
  const { sheet } = ink;
  const label =
    labelled(sheet, /^(?:年度(?:财政)?资金总额|年度预算|年度预算数|本年度?预算(?:数|金额)?)$/) ??
    labelled(sheet, /^(?:项目)?(?:资金总额|预算金额|总额)$/);
  if (!label) return ink.error('required', '/budget', sheet.at(0, 0), '没有找到“年度资金总额”');
  const cell = filled(sheet, label, LABEL);
  const cents = money(ink, '/budget', cell, given.moneyUnit ?? unitOf(sheet));
  if (cents === undefined && !ink.failed) ink.error('required', '/budget', cell, '年度资金总额没有填写');
  return cents;
}

function overallOf(ink: Ink): string {
  const { sheet } = ink;
  const label = labelled(sheet, /^年度(?:总体|绩效)?目标\d?$/) ?? labelled(sheet, /^(?:项目)?(?:总体|绩效)目标$/);
  if (!label) {
    ink.warn('required', '/overall', sheet.at(0, 0), '没有找到“年度目标”');
    return '';
  }
  return ink.text('/overall', filled(sheet, label, LABEL), 2000);
}

function indicatorOf(ink: Ink, line: Line, index: number): Indicator | undefined {
  const { at, name } = line;
  const level = levels(ink, line);
  const target = targetOf(ink, line);
  const unit = textOf(ink, line, 'unit', /^(?:度量|计量)单位$/, 20);
  const source = textOf(ink, line, 'source', /数据来源|佐证/, 500);
  const cell = line.cell(/^(?:分值|权重|指标权重)$/);
  const weight = cell && ink.points(`${at}/weight`, cell);
  if (weight === undefined && (cell === undefined || cell.text === ''))
    ink.warn('required', `${at}/weight`, cell ?? { address: ink.cells[at] ?? 'A1' }, `“${name}”没有分值（权重），按0分读取`);
  return (
    level && {
      id: line.id ?? String(index + 1),
      ...level,
      name,
      ...target,
      ...(unit && { unit }),
      weight: weight ?? 0,
      ...(source && { source }),
    }
  );
}

/** With 指标性质 in a column the target stands by itself; without, the printed cell says both, and goals read it. */
function targetOf(ink: Ink, line: Line): Pick<Indicator, 'operator' | 'target' | 'raw'> {
  const { at } = line;
  const kind = line.cell(/^指标性质$/);
  const cell = line.cell(/^(?:年度|绩效)?(?:指标值|目标值)$/, /历史/);
  const printed = textOf(ink, line, 'raw', /^指标值原文$/, 300);
  const sign = (kind ? ink.take(`${at}/operator`, kind) : '').normalize('NFKC').replaceAll(/\s/g, '');
  if (kind === undefined || sign === '') {
    const raw = printed ?? (cell && ink.text(`${at}/raw`, cell, 300));
    if (cell) ink.cells[`${at}/target`] = cell.address;
    return raw ? { raw } : {};
  }
  const operator = OPERATORS[sign];
  if (operator === undefined) {
    ink.error('figure', `${at}/operator`, kind, `指标性质“${sign.slice(0, 10)}”无法识别，应为≥、≤、＝、＞、＜或定性`);
    return {};
  }
  const value = cell && ink.value(`${at}/target`, cell, 300);
  return { operator, ...(value === undefined ? {} : { target: value }), ...(printed && { raw: printed }) };
}

function textOf(ink: Ink, line: Line, field: string, label: RegExp, most: number): string | undefined {
  const cell = line.cell(label);
  return cell && (ink.text(`${line.at}/${field}`, cell, most) || undefined);
}

const HEAD = ['一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '权重', '指标值原文', '数据来源', '指标编号'] as const;

/** The form of goals on record; `readGoals` reads the very same goals from it. */
export function writeGoals(titled: Titled, { overall, indicators, budget }: GoalsForm): Page {
  const layout = new Layout('绩效目标申报表', [14, 18, 32, 10, 16, 10, 8, 18, 24, 12]);
  layout.head(`项目支出绩效目标申报表（${titled.fiscalYear}年度）`, titled);
  layout.row([
    ['年度资金总额', 2],
    [amount(budget), 8],
  ]);
  layout.row([
    ['年度目标', 2],
    [overall, 8],
  ]);
  layout.table(
    HEAD,
    indicators.map(({ id, level1, level2, name, operator, target, unit, weight, raw, source }) => [
      level1Name(level1),
      level2Name(level2),
      name,
      operator === undefined ? '' : operatorSign(operator),
      target ?? '',
      unit ?? '',
      weight,
      raw ?? '',
      source ?? '',
      id,
    ]),
  );
  return layout.page();
}
