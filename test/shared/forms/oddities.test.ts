import { describe, expect, it } from 'vitest';
import { readGoals } from '../../../shared/forms/goals-form.ts';
import type { Given } from '../../../shared/forms/head.ts';
import { readMonitoring } from '../../../shared/forms/monitoring-form.ts';
import { readReadings } from '../../../shared/forms/readings-list.ts';
import { codeAndName, projectAndName } from '../../../shared/forms/text.ts';
import { addressOf, readSheets } from '../../../shared/workbook/sheet.ts';
import { type Box, writePages } from '../../../shared/workbook/write.ts';
import { cell, parts, zip } from '../workbook/zip.ts';

type Line = readonly (string | number)[];

/** A sheet of plain cells; `merged` reach so many rows down. */
async function sheetOf(lines: readonly Line[], merged: readonly Box[] = []) {
  const boxes = lines.flatMap((line, row) => line.map((value, column) => ({ row, column, value })));
  const [sheet] = await readSheets(
    await writePages([{ name: '表', widths: Array.from({ length: 20 }, () => 10), boxes: [...boxes, ...merged] }]),
  );
  if (!sheet) throw new Error('no sheet');
  return sheet;
}
const given: Given = { fiscalYear: 2025 };

const perfect: Line[] = [
  ['项目支出绩效目标申报表（2025年度）'],
  ['单位：万元'],
  ['项目名称', '640104-001-职业培训'],
  ['年度资金总额', '854'],
  ['年度目标', '全年培训四十场'],
  ['一级指标', '二级指标', '三级指标', '指标值', '分值'],
  ['产出指标', '数量指标', '培训场次', '≥40场', 50],
  ['', '质量指标', '合格率', '≥95%', '15分'],
  ['效益指标', '社会效益指标', '就业人数', '≥2000人', 25],
];
const with_ = (row: number, column: number, value: string | number) =>
  perfect.map((line, at) => (at === row ? line.map((old, x) => (x === column ? value : old)) : line));
const goalsOf = async (lines: readonly Line[], more: Partial<Given> = {}) => readGoals(await sheetOf(lines), { ...given, ...more });

describe('a form of goals', () => {
  it('that is perfect leaves nothing to say', async () => {
    const read = await goalsOf(perfect);
    expect(read.remarks).toEqual([]);
    expect(read).toMatchObject({
      projectCode: '640104-001',
      fiscalYear: 2025,
      document: { budget: 854_000_000, overall: '全年培训四十场' },
    });
    expect(read.document?.indicators[1]).toEqual({ id: '2', level1: 'output', level2: 'quality', name: '合格率', raw: '≥95%', weight: 15 });
    expect(read.cells).toMatchObject({ '/budget': 'B4', '/indicators/1/raw': 'D8', '/indicators/1/weight': 'E8' });
  });

  it.each<[string, number, number, string | number, string, string]>([
    ['money that is words', 3, 1, '约八百万', 'amount', 'B4'],
    ['money below nothing', 3, 1, -5, 'amount', 'B4'],
    ['no money', 3, 1, '', 'required', 'B4'],
    ['no code', 2, 1, '职业培训', 'project', 'B3'],
    ['another year', 0, 0, '项目支出绩效目标申报表（2024年度）', 'period', 'A1'],
    ['a level that nobody knows', 6, 1, '制度指标', 'level', 'B7'],
    ['a weight that is words', 7, 4, '十五', 'figure', 'E8'],
    ['a name too long', 7, 2, '长'.repeat(201), 'length', 'C8'],
    ['a formula that shows no value', 3, 1, '#REF!', 'formula', 'B4'],
    ['no table', 5, 2, '名目', 'shape', 'A1'],
  ])('with %s says so at its cell', async (_, row, column, value, kind, cell) => {
    const read = await goalsOf(with_(row, column, value));
    expect(read.document).toBeUndefined();
    expect(read.remarks).toContainEqual(
      expect.objectContaining({ kind, cell, level: 'error', says: expect.stringMatching(/\p{Script=Han}/u) }),
    );
  });

  it('with a formula typed as text says so at its cell, since the next program would work it out', async () => {
    const raw = with_(6, 2, 'X').map((line, row) => ({ line, row }));
    const rows = raw.map(
      ({ line, row }) =>
        `<row r="${row + 1}">${line.map((value, column) => cell(addressOf(row, column), String(value === 'X' ? '=HYPERLINK("http://x")' : value))).join('')}</row>`,
    );
    const [sheet] = await readSheets(zip(parts(rows.join(''))));
    if (!sheet) throw new Error('no sheet');
    expect(readGoals(sheet, given).remarks).toMatchObject([{ kind: 'formula', level: 'error', cell: 'C7' }]);
  });

  it.each<[string | number, Partial<Given>, number]>([
    ['854', {}, 854_000_000],
    ['8,540,000元', {}, 854_000_000],
    ['854万', { moneyUnit: 'yuan' }, 854_000_000],
    ['0.0854亿元', {}, 854_000_000],
    ['８５４．５', {}, 854_500_000],
    [89.974, {}, 89_974_000],
    [8_540_000, { moneyUnit: 'yuan' }, 854_000_000],
    ['854.0000005', {}, 854_000_001],
  ])('reads %s as money (%j)', async (text, more, cents) => {
    expect((await goalsOf(with_(3, 1, text), more)).document?.budget).toBe(cents);
  });

  it('without a unit of money anywhere asks for one', async () => {
    expect((await goalsOf(with_(1, 0, '填报'))).remarks).toMatchObject([{ kind: 'amount', cell: 'B4' }]);
    expect((await goalsOf(with_(1, 0, '填报'), { moneyUnit: 'wan' })).document?.budget).toBe(854_000_000);
  });

  it('takes the code that the sender names where the sheet has none', async () => {
    expect(await goalsOf(with_(2, 1, '职业培训'), { projectCode: 'A-1' })).toMatchObject({ projectCode: 'A-1', remarks: [] });
  });
});

describe('a code before a name', () => {
  it('is split on the first hyphen, of a project where no code could go on', () => {
    expect(codeAndName('219001-某镇-人民政府')).toEqual({ code: '219001', name: '某镇-人民政府' });
    expect(codeAndName('某镇人民政府')).toEqual({ name: '某镇人民政府' });
    expect(projectAndName('370103-001-培训')).toEqual({ code: '370103-001', name: '培训' });
    expect(projectAndName('2020年-培训')).toEqual({ name: '2020年-培训' });
  });
});

describe('the ministry’s form of monitoring', () => {
  const lines: Line[] = [
    ['项目支出绩效目标执行监控表'],
    ['（2025年度）', '', '', '', '', '', '', '', '', '', '', '单位：万元'],
    ['项目名称', '640104-001-职业培训'],
    ['项目资金', '', '年初预算数', '1-7月执行数', '1-7月执行率', '全年预计执行数'],
    ['', '年度资金总额', 220, '87.57', '39.8%', ''],
    ['一级指标', '二级指标', '三级指标', '指标值', '1-7月执行情况', '全年预计完成情况', '', '', '', '', '', '', '', '', '备注'],
    ['', '', '', '', '', '', '经费保障', '制度保障', '人员保障', '硬件条件保障', '其他', '确定能', '有可能', '完全不可能', ''],
    ['产出指标', '数量指标', '培训场次', '≥40场', '12', '30场', '经费未到', '', '', '', '', '', '√', ''],
    ['', '质量指标', '合格率', '≥95%', '', ''],
    ['效益指标', '社会效益指标', '就业人数', '≥2000人', 800, '', '', '', '', '', '', '√', '', ''],
  ];
  const heads: Box[] = [
    { row: 5, column: 6, value: '偏差原因分析', across: 5 },
    { row: 5, column: 11, value: '完成目标可能性', across: 3 },
    ...[0, 1, 2, 3, 4, 5, 14].map((column) => ({ row: 5, column, value: lines[5]?.[column] ?? '', down: 2 })),
  ];

  it('is read with its grouped heads, its ticks, and without the lines that report nothing', async () => {
    const read = readMonitoring(await sheetOf(lines, heads), given);
    expect(read.remarks).toEqual([]);
    expect(read).toMatchObject({ period: '07', projectCode: '640104-001' });
    expect(read.document).toEqual({
      asOf: '2025-07-31',
      paid: 87_570_000,
      indicators: [
        { name: '培训场次', actual: '12', expected: '30场', likelihood: 'possible', causes: { funding: '经费未到' } },
        { name: '就业人数', actual: 800, likelihood: 'certain' },
      ],
    });
    expect(read.cells).toMatchObject({ '/paid': 'D5', '/indicators/1/actual': 'E10' });
  });
});

describe('a list of readings', () => {
  const head = ['项目代码', '月份', '累计支付数', '指标名称', '实际完成值'];
  const listOf = async (...lines: readonly Line[]) => [...readReadings(await sheetOf([['单位：元'], head, ...lines]), given)];

  it('is read line by line, further indicators with the line they belong to', async () => {
    const read = await listOf(
      ['A-1', '6月', '100.00', '场次', 8],
      ['', '', '', '合格率', '95%'],
      ['A-1-职业培训', 7, 200, '', ''],
      ['A-2', '2025-06', '300', '场次', 1],
      ['A-2', '2025-06', '300', '合格率', 2],
      ['合计', '', '600'],
    );
    expect(
      read.map(({ line, projectCode, period, document }) => [line, projectCode, period, document?.paid, document?.indicators.length]),
    ).toEqual([
      [3, 'A-1', '06', 10_000, 2],
      [5, 'A-1', '07', 20_000, 0],
      [6, 'A-2', '06', 30_000, 2],
    ]);
  });

  it('points at each bad cell and reads the other lines', async () => {
    const read = await listOf(['A-1', '13月', '100', '', ''], ['a b', 6, '1', '', ''], ['A-2', 6, '一百', '', ''], ['A-3', 6, 100, '', '']);
    expect(read.flatMap(({ remarks }) => remarks.map(({ kind, cell }) => [kind, cell]))).toEqual([
      ['period', 'B3'],
      ['project', 'A4'],
      ['amount', 'C5'],
    ]);
    expect(read.map(({ document }) => document !== undefined)).toEqual([false, false, false, true]);
  });
});
