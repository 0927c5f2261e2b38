import { describe, expect, it } from 'vitest';
import { allWords } from '../../../shared/forms/frame-table.ts';
import { readSelfEvaluation } from '../../../shared/forms/self-evaluation-form.ts';
import { FRAMES, inputsOf, wordsOf } from '../../../shared/policy/frames.ts';
import { readSheets } from '../../../shared/workbook/sheet.ts';
import { type Box, writePages } from '../../../shared/workbook/write.ts';

type Line = readonly (string | number)[];

const perfect: readonly Line[] = [
  ['部门整体支出绩效自评表（2025年度）'],
  ['单位：万元'],
  ['部门名称', '219-某局'],
  ['资金来源', '年初预算数', '全年预算数', '全年执行数'],
  ['年度资金总额', '600', 600, '588万元'],
  ['实际完成情况', '全年任务完成'],
  ['共性指标数据项', '填报数'],
  ['在职人员数', 92],
  ['编制数', '1,100'],
  ['上年度“三公经费”总额', '12.5'],
  ['管理制度健全性', '80%'],
  ['实际完成工作数', ''],
  ['一级指标', '二级指标', '三级指标', '实际完成值', '达成程度', '得分'],
  ['产出指标', '数量指标', '检查次数', '52次', '95%', '9.5'],
];

async function read(lines: readonly Line[] = perfect, given: { readonly projectCode?: string } = { projectCode: 'DEPT-219' }) {
  const boxes: Box[] = lines.flatMap((line, row) => line.map((value, column) => ({ row, column, value })));
  const [sheet] = await readSheets(await writePages([{ name: '表', widths: [20, 14, 14, 14, 14, 14], boxes }]));
  if (!sheet) throw new Error('no sheet');
  return readSelfEvaluation(sheet, { fiscalYear: 2025, ...given });
}
const with_ = (row: number, column: number, value: string | number) =>
  perfect.map((line, at) => (at === row ? line.map((old, x) => (x === column ? value : old)) : line));

describe('a department’s form', () => {
  it('is read with the figures of its frame, by the words of the formulas, and percentages typed as text', async () => {
    const { remarks, document, cells } = await read();
    expect(remarks).toEqual([]);
    expect(document).toEqual({
      funds: { initial: 600_000_000, adjusted: 600_000_000, executed: 588_000_000 },
      overall: '全年任务完成',
      indicators: [{ name: '检查次数', actual: '52次', degree: 0.95, score: 9.5 }],
      frame: { inputs: { staff: 92, establishment: 1100, threePublicLastYear: 12.5, rules: 0.8 } },
    });
    expect(cells).toMatchObject({ '/frame/inputs/staff': 'B8', '/frame/inputs/rules': 'B11' });
  });

  it.each<[string, number, number, string | number, string]>([
    ['a figure that is words', 7, 1, '约九十', 'B8'],
    ['a figure below nothing', 7, 1, -3, 'B8'],
    ['a word that no formula has', 7, 0, '食堂座位数', 'A8'],
    ['a share above all', 13, 4, '120%', 'E14'],
  ])('with %s says so at its cell', async (_, row, column, value, cell) => {
    const { remarks, document } = await read(with_(row, column, value));
    expect(document).toBeUndefined();
    expect(remarks).toMatchObject([{ kind: 'figure', level: 'error', cell }]);
  });

  it('is about the entry in the register that the sender names, or else about the department’s own code', async () => {
    expect((await read()).projectCode).toBe('DEPT-219');
    expect((await read(perfect, {})).projectCode).toBe('219');
    expect((await read([...perfect.slice(0, 3), ['项目代码', 'D-1'], ...perfect.slice(3)])).projectCode).toBe('D-1');
    expect((await read(with_(2, 1, '某局'), {})).remarks).toMatchObject([{ kind: 'project', cell: 'B3' }]);
  });

  it('without such a table has no figures', async () => {
    const { document } = await read([...perfect.slice(0, 6), ...perfect.slice(12)]);
    expect(document?.frame).toBeUndefined();
  });
});

describe('the words of the frames', () => {
  it('name every figure that a frame asks for, and no word stands for two', () => {
    for (const frame of Object.values(FRAMES)) expect(new Set(wordsOf(frame).values()), frame.id).toEqual(inputsOf(frame));
    const meant = Map.groupBy(
      Object.values(FRAMES).flatMap((frame) => [...wordsOf(frame)]),
      ([word]) => word,
    );
    for (const [word, all] of meant) expect(new Set(all.map(([, key]) => key)).size, word).toBe(1);
    expect(allWords().get('三公经费实际支出数')).toBe('threePublicSpent');
  });
});
