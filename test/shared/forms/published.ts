/** Published cases as the workbooks that people fill in: merged levels, code-name cells, 万元, operators and units inside cells. */
import type { Box, Page } from '../../../shared/workbook/write.ts';
import type { GoalsCase, MonitoringCase, SelfEvaluationCase } from '../../cases/load.ts';

/** Boxes from top to bottom, each line as `[value, columns, rows?]`. */
function lines(rows: readonly (readonly (readonly [string | number, number, number?])[])[]): Box[] {
  const taken = new Set<string>();
  const boxes: Box[] = [];
  for (const [row, parts] of rows.entries()) {
    let column = 0;
    for (const [value, across, down = 1] of parts) {
      while (taken.has(`${row},${column}`)) column += 1;
      boxes.push({ row, column, value, across, down });
      for (let y = row; y < row + down; y += 1) for (let x = column; x < column + across; x += 1) taken.add(`${y},${x}`);
      column += across;
    }
  }
  return boxes;
}

type Leveled = { readonly level1?: string | null | undefined; readonly level2?: string | null | undefined };

/** How many lines from here on share a level: so many rows its cell is merged over; 0 inside. */
function spans<Row extends Leveled>(rows: readonly Row[], key: (row: Row) => string): number[] {
  return rows.map((row, at) => {
    if (at > 0 && key(rows[at - 1] ?? row) === key(row)) return 0;
    const rest = rows.slice(at).findIndex((each) => key(each) !== key(row));
    return rest < 0 ? rows.length - at : rest;
  });
}

function withLevels<Row extends Leveled>(rows: readonly Row[], others: (row: Row) => readonly (readonly [string | number, number])[]) {
  const first = spans(rows, ({ level1 }) => level1 ?? '');
  const second = spans(rows, ({ level1, level2 }) => `${level1}\n${level2}`);
  return rows.map((row, at): readonly (readonly [string | number, number, number?])[] => [
    ...(first[at] ? [[row.level1 ?? '', 1, first[at]] as const] : []),
    ...(second[at] ? [[row.level2 ?? '', 1, second[at]] as const] : []),
    ...others(row),
  ]);
}

export function selfEvaluationPage(record: SelfEvaluationCase): Page {
  const { title, project, department, implementing_unit: unit, funds, indicators, money_unit: moneyUnit } = record;
  const year = record.year ?? 2022;
  const rows = lines([
    [[title.includes('部门整体') ? '部门整体支出绩效自评表' : '项目支出绩效自评表', 9]],
    [[`（${year}年度）`, 9]],
    [
      ['项目名称', 2],
      [project ?? '', 7],
    ],
    [
      ['主管部门', 2],
      [department ?? '', 3],
      ['实施单位', 1],
      [unit ?? '', 3],
    ],
    [
      [`项目资金（${moneyUnit ?? '万元'}）`, 2, funds.length + 1],
      ['', 1],
      ['年初预算数', 1],
      ['全年预算数', 1],
      ['全年执行数', 1],
      ['分值', 1],
      ['执行率', 1],
      ['得分', 1],
    ],
    ...funds.map(
      (row) =>
        [
          [row.item, 1],
          ...[row.initial_budget, row.annual_budget, row.executed, row.weight].map((x) => [x ?? '', 1] as const),
          [row.rate_text ?? '', 1],
          [row.score ?? '—', 1],
        ] as const,
    ),
    [
      ['年度总体目标', 1, 2],
      ['预期目标', 4],
      ['实际完成情况', 4],
    ],
    [
      ['按计划实施', 4],
      ['已按计划实施', 4],
    ],
    [
      ['一级指标', 1],
      ['二级指标', 1],
      ['三级指标', 1],
      ['年度指标值', 1],
      ['实际完成值', 1],
      ['分值', 1],
      ['得分', 1],
      ['偏差原因分析及改进措施', 2],
    ],
    ...withLevels(indicators, (row) => [
      [row.level3 ?? '', 1],
      [row.target ?? '', 1],
      [row.actual ?? '', 1],
      [row.weight ?? '', 1],
      [row.score ?? '', 1],
      [row.note ?? '', 2],
    ]),
    [
      ['总分', 5],
      [record.published_total_weight ?? '', 1],
      [record.published_total_score ?? '', 1],
      ['', 2],
    ],
  ]);
  return { name: '自评表', widths: Array.from({ length: 9 }, () => 14), boxes: rows };
}

export function goalsPage(record: GoalsCase): Page {
  const {
    title,
    project,
    department,
    implementing_unit: unit,
    amount_text: amount,
    goal_text: goal,
    indicators,
    money_unit: moneyUnit,
  } = record;
  const total = /([\d.,]+)\s*(万|元)?/.exec(amount ?? '')?.[1] ?? '0';
  const rows = lines([
    [[title.slice(0, 60), 6]],
    [
      [`（${record.year ?? 2022}年度）`, 4],
      [`单位：${moneyUnit ?? '万元'}`, 2],
    ],
    [
      ['项目名称', 2],
      [project ?? '', 4],
    ],
    [
      ['主管部门及代码', 2],
      [department ?? '', 1],
      ['实施单位', 1],
      [unit ?? '', 2],
    ],
    [
      ['项目资金', 1, 2],
      ['年度资金总额：', 2],
      [total, 3],
    ],
    [
      ['其中：财政拨款', 2],
      [total, 3],
    ],
    [
      ['总体目标', 1, 2],
      ['年度目标', 5],
    ],
    [[goal ?? '', 5]],
    [
      ['绩效指标', 1, indicators.length + 1],
      ['一级指标', 1],
      ['二级指标', 1],
      ['三级指标', 1],
      ['指标值', 1],
      ['分值', 1],
    ],
    ...withLevels(indicators, (row) => [
      [row.level3 ?? '', 1],
      [row.target ?? '', 1],
      [row.weight ?? '', 1],
    ]),
    [['说明：本表由项目单位填写', 6]],
  ]);
  return { name: '申报表', widths: Array.from({ length: 6 }, () => 16), boxes: rows };
}

/** What a monitoring form or report prints, in the ministry's form: money, and a line for each indicator that is visible. */
export function monitoringPage(record: MonitoringCase): Page {
  const { title, project, funds, indicators_raw: raw, money_unit: moneyUnit, period } = record;
  const to = /1-(\d+)月/.exec(period ?? '')?.[1] ?? '6';
  const indicators = (raw ?? []).flatMap((row) => (Array.isArray(row) ? [row.map(String)] : []));
  const [first] = funds ?? [];
  const rows = lines([
    [[title.slice(0, 60), 8]],
    [
      [`（${record.year ?? 2022}年度）`, 4],
      [`单位：${moneyUnit ?? '万元'}`, 4],
    ],
    [
      ['项目名称', 2],
      [project ?? '', 6],
    ],
    [
      ['项目资金', 1, 2],
      ['', 1],
      ['年初预算数', 2],
      [`1-${to}月执行数`, 2],
      ['全年预计执行数', 2],
    ],
    [
      [first?.item ?? '年度资金总额', 1],
      [first?.initial_budget ?? '', 2],
      [first?.executed ?? '', 2],
      ['', 2],
    ],
    [
      ['一级指标', 1],
      ['二级指标', 1],
      ['三级指标', 1],
      ['年度指标值', 2],
      [`1-${to}月执行情况`, 2],
      ['完成目标可能性', 1],
    ],
    ...indicators.map(
      ([level1 = '', level2 = '', target = '', actual = '', likelihood = '']) =>
        [
          [level1, 1],
          [level2, 1],
          [`${level2}：${target}`.slice(0, 120), 1],
          [target, 2],
          [actual, 2],
          [likelihood, 1],
        ] as const,
    ),
    [['备注', 8]],
  ]);
  return { name: '监控表', widths: Array.from({ length: 8 }, () => 14), boxes: rows };
}
