import type { IndicatorDocument } from '../../events/goals.submitted.v1.ts';
import type { ImportedSelfEvaluation } from '../../events/import.self-evaluations-confirmed.v1.ts';
import { level1Name, level2Name, operatorSign } from '../values/indicator.ts';
import type { Sheet } from '../workbook/sheet.ts';
import type { Page } from '../workbook/write.ts';
import { unitOf } from './amounts.ts';
import { ACHIEVEMENTS, beside, nameOf, oneOf } from './answers.ts';
import { frameOf, writeFrame } from './frame-table.ts';
import { type Funds, fundsOf } from './funds.ts';
import { below, labelled, rightOf } from './grid.ts';
import { type Given, headOf, LABEL } from './head.ts';
import { type Line, linesOf } from './indicator-table.ts';
import { Ink } from './ink.ts';
import { amount, Layout, type Titled } from './layout.ts';
import type { Read } from './reading.ts';
import { plain } from './text.ts';

export type SelfForm = ImportedSelfEvaluation['form'];
type Indicator = SelfForm['indicators'][number];

/**
 * 项目支出绩效自评表 and 部门整体支出绩效自评表 (财预〔2020〕10号): a department's own form has the same parts under its own title, about
 * the department's entry in the register of projects, and besides the figures of its 共性指标体系.
 */
export function readSelfEvaluation(sheet: Sheet, given: Given): Read<SelfForm> {
  const ink = new Ink(sheet);
  const head = headOf(ink, given);
  const funds = spent(ink, fundsOf(ink, given.moneyUnit ?? unitOf(sheet)));
  const overall = achieved(ink);
  const frame = frameOf(ink);
  const table = linesOf(ink);
  if (!table || table.lines.length === 0)
    ink.error('shape', '/indicators', sheet.at(0, 0), '没有找到绩效指标：表头应有“三级指标”（或“指标名称”）一栏');
  const indicators = (table?.lines ?? []).flatMap((line) => reportedOn(ink, line) ?? []);
  if (indicators.length > 500) ink.error('length', '/indicators', sheet.at(0, 0), `有${indicators.length}项指标，超过500项`);
  const document = ink.failed || !funds ? undefined : { funds, overall, indicators, ...(frame && { frame }) };
  return { sheet: sheet.name, line: 1, ...head, document, remarks: ink.remarks, cells: ink.cells };
}

/** 年度资金总额 as printed, also where the rows under it say otherwise: a printed figure is a legal value. */
function spent(ink: Ink, funds: Funds | undefined): SelfForm['funds'] | undefined {
  const { sheet } = ink;
  const executed = funds?.amount('/funds/executed', /执行数/, /预计|率/);
  if (!funds || !executed) return ink.error('shape', '/funds', sheet.at(0, 0), '没有找到“全年执行数”一栏');
  const first = funds.amount('/funds/initial', /年初预算/);
  const adjusted = funds.amount('/funds/adjusted', /全年预算|调整后预算|调整预算/) ?? first;
  if (!adjusted) return ink.error('shape', '/funds/adjusted', sheet.at(0, 0), '没有找到“全年预算数”一栏');
  for (const [at, name, { cell, cents }] of [
    ['/funds/executed', '全年执行数', executed],
    ['/funds/adjusted', '全年预算数', adjusted],
  ] as const) {
    if (cents === undefined && cell.text === '') ink.error('required', at, cell, `${name}没有填写`);
  }
  if (executed.cents === undefined || adjusted.cents === undefined) return undefined;
  const finished = oneOf(ink, '/funds/finished', beside(sheet, /^(?:项目)?是否(?:已)?完[工成]$/), { 是: 'yes', 否: 'no' });
  return {
    initial: first?.cents ?? adjusted.cents,
    adjusted: adjusted.cents,
    executed: executed.cents,
    ...(finished === undefined ? {} : { finished: finished === 'yes' }),
  };
}

/** 年度总体目标, 实际完成情况: under its head, or beside it. */
function achieved(ink: Ink): string {
  const { sheet } = ink;
  const label = labelled(sheet, /^(?:全年|目标|年度)*(?:实际)?完成情况(?:概述)?$/);
  if (!label) {
    ink.error('required', '/overall', sheet.at(0, 0), '没有找到年度总体目标的“实际完成情况”');
    return '';
  }
  const right = rightOf(sheet, label);
  const cell = right.text === '' || LABEL.test(plain(right.text)) || right.column >= sheet.width ? below(sheet, label) : right;
  const text = ink.required('/overall', cell, 2000, '年度总体目标的实际完成情况');
  const expected = beside(sheet, /^(?:预期目标|年初设定目标)$/);
  if (text !== '' && expected && expected.address !== cell.address && plain(expected.text) === plain(text))
    ink.warn('required', '/overall', cell, '实际完成情况与预期目标逐字相同，应写明实际完成了什么');
  return text;
}

function reportedOn(ink: Ink, line: Line): Indicator | undefined {
  const { at, id, name } = line;
  const cell = line.cell(/^(?:全年|年度)?(?:实际)?(?:完成值|完成情况|实际值)$/);
  if (!cell) return ink.error('shape', `${at}/actual`, { address: ink.cells[at] ?? 'A1' }, '没有“实际完成值”一栏');
  const actual = ink.value(`${at}/actual`, cell);
  if (actual === undefined && !cell.broken) ink.error('required', `${at}/actual`, cell, `“${name}”的实际完成值没有填写`);
  const reached = oneOf(ink, `${at}/achieved`, line.cell(/^达成情况$/), ACHIEVEMENTS);
  const share = line.cell(/^达成程度$/);
  const degree = share && degreeOf(ink, `${at}/degree`, share);
  const points = line.cell(/^(?:自评)?得分$/);
  const score = points && ink.points(`${at}/score`, points);
  const why = line.cell(/偏差原因|未完成原因|改进措施/);
  const note = why && ink.text(`${at}/note`, why, 2000);
  return {
    ...(id === undefined ? {} : { id }),
    name,
    actual: actual ?? '',
    ...(reached && { achieved: reached }),
    ...(degree === undefined ? {} : { degree }),
    ...(score === undefined ? {} : { score }),
    ...(note && { note }),
  };
}

/** A share, 1 or 100% is all. */
function degreeOf(ink: Ink, at: string, cell: Parameters<Ink['take']>[1]): number | undefined {
  const text = ink.take(at, cell).normalize('NFKC');
  if (text === '') return undefined;
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,6})?)\s*(%)?$/.exec(text) ?? [];
  const share = Number(digits) / (percent ? 100 : 1);
  return digits !== undefined && share <= 1
    ? Number(share.toFixed(6))
    : ink.error('figure', at, cell, `“${text.slice(0, 20)}”不是0至1之间的达成程度`);
}

const HEAD = [
  '一级指标',
  '二级指标',
  '三级指标',
  '年度指标值',
  '实际完成值',
  '分值',
  '得分',
  '达成情况',
  '达成程度',
  '偏差原因分析及改进措施',
  '指标编号',
];

/** The form of a self-evaluation on record, beside the approved goals; `readSelfEvaluation` reads the very same from it. */
export function writeSelfEvaluation(
  titled: Titled & { readonly ofDepartment: boolean },
  { overall, indicators: goals }: { readonly overall: string; readonly indicators: readonly IndicatorDocument[] },
  { funds, overall: reached, indicators, frame }: SelfForm,
): Page {
  const kind = titled.ofDepartment ? '部门整体' : '项目';
  const layout = new Layout(`${kind}支出绩效自评表`, [14, 18, 32, 16, 16, 8, 8, 12, 12, 36, 12]);
  layout.head(`${kind}支出绩效自评表（${titled.fiscalYear}年度）`, titled);
  if (funds.finished !== undefined)
    layout.row([
      ['是否完工', 2],
      [funds.finished ? '是' : '否', 9],
    ]);
  layout.table(
    ['资金来源', '年初预算数', '全年预算数', '全年执行数'],
    [['年度资金总额', amount(funds.initial), amount(funds.adjusted), amount(funds.executed)]],
  );
  layout.row([
    ['年度总体目标', 2],
    [overall, 9],
  ]);
  layout.row([
    ['实际完成情况', 2],
    [reached, 9],
  ]);
  if (frame) writeFrame(layout, frame.inputs);
  layout.table(
    HEAD,
    indicators.map(({ id, name, actual, score, achieved, degree, note }) => {
      const goal = goals.find((each) => each.id === id);
      return [
        goal ? level1Name(goal.level1) : '',
        goal ? level2Name(goal.level2) : '',
        goal?.name ?? name ?? id ?? '',
        goal ? (goal.raw ?? `${goal.operator === 'qualitative' ? '' : operatorSign(goal.operator)}${goal.target}${goal.unit ?? ''}`) : '',
        actual,
        goal?.weight ?? '',
        score ?? '',
        nameOf(ACHIEVEMENTS, achieved),
        degree ?? '',
        note ?? '',
        id ?? '',
      ];
    }),
  );
  return layout.page();
}
