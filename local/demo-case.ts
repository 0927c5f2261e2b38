import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/**
 * The demo's project is a published one: 上海市普陀区体育事业管理中心 与委托运营方结算费用, 2022 (case SE047 of the published cases), whose
 * printed form scores 8.62 + 90 = 98.62. Its county, its people and its course through the year are made up and marked 演示.
 */
const CASE = 'SE047';

interface Row {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly actual: string;
  readonly weight: number;
  readonly score: number;
}

interface Published {
  readonly id: string;
  readonly project: string;
  readonly year: number;
  readonly funds: readonly { readonly annual_budget: number; readonly executed: number; readonly score: number }[];
  readonly indicators: readonly Row[];
  readonly published_total_score: number;
}

export interface DemoCase {
  readonly projectCode: string;
  readonly division: string;
  readonly year: number;
  readonly budget: string;
  readonly executed: string;
  readonly total: number;
  readonly executionScore: number;
  readonly project: object;
  readonly goals: { readonly overall: string; readonly indicators: readonly object[]; readonly budget: string };
  /** What the project reached at the year's end, as printed. */
  readonly actuals: readonly { readonly id: string; readonly actual: number | string; readonly achieved?: 'full' }[];
  readonly report: { readonly content: Uint8Array<ArrayBuffer>; readonly sha256: string };
}

const LEVEL1: Readonly<Record<string, string>> = { 产出指标: 'output', 效益指标: 'benefit', 满意度指标: 'satisfaction' };
const LEVEL2: Readonly<Record<string, string>> = {
  数量指标: 'quantity',
  质量指标: 'quality',
  时效指标: 'timeliness',
  社会效益指标: 'social',
  服务对象满意度指标: 'satisfaction',
};

/** The case as a demo county would file it, 兴庆区 (640104) of 宁夏 unless said. A second copy gets another serial number. */
export function loadCase(serial: number, division = '640104'): DemoCase {
  const record = read();
  const [funds] = record.funds;
  if (!funds) throw new Error(`${CASE} has no funds`);
  const yuan = (amount: number) => amount.toFixed(2);
  const content = new TextEncoder().encode(`演示数据：${record.project} 事前绩效评估报告`);
  return {
    projectCode: `${division}${String(record.year).slice(2)}T${String(serial).padStart(12, '0')}`,
    division,
    year: record.year,
    budget: yuan(funds.annual_budget),
    executed: yuan(funds.executed),
    total: record.published_total_score,
    executionScore: funds.score,
    project: {
      name: `（演示）${record.project}`,
      division,
      departmentCode: '219',
      departmentName: '演示主管部门',
      unitCode: '219001',
      unitName: '演示预算单位',
      subject: 'project',
      origin: 'new',
      budgetBook: 'general',
      instrument: 'servicePurchase',
      startsOn: `${record.year}-01-01`,
      endsOn: `${record.year}-12-31`,
      requestedAmount: yuan(funds.annual_budget),
      responsible: { id: 'demo-person-1', name: '演示负责人', post: '演示岗位' },
    },
    goals: {
      overall: '按合同约定完成与委托运营方的费用结算，保障体育场馆正常开放，服务对象满意。',
      budget: yuan(funds.annual_budget),
      indicators: record.indicators.map((row, index) => ({
        id: `I${index + 1}`,
        level1: LEVEL1[row.level1],
        level2: LEVEL2[row.level2],
        name: row.level3,
        weight: row.weight,
        ...target(row),
      })),
    },
    actuals: record.indicators.map((row, index) => ({ id: `I${index + 1}`, ...actual(row) })),
    report: { content, sha256: createHash('sha256').update(content).digest('hex') },
  };
}

/** `=100%` → = 100 %; a target in words stays one. */
function target({ target: raw }: Row): object {
  const read = /^(>=|≥|=|≤|<=)(\d+(?:\.\d+)?)%$/.exec(raw);
  if (!read) return { operator: 'qualitative', target: raw, raw };
  const operator = { '≥': '>=', '≤': '<=' }[read[1] ?? ''] ?? read[1];
  return { operator, target: Number(read[2]), unit: '%', raw };
}

function actual({ actual: raw }: Row): { actual: number | string; achieved?: 'full' } {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(raw);
  return percent ? { actual: Number(percent[1]) } : { actual: raw, achieved: 'full' };
}

function read(): Published {
  const shared = new URL('../../shared/cases/self-evaluations.jsonl', import.meta.url);
  const file = existsSync(shared) ? shared : new URL('../test/cases/self-evaluations.jsonl', import.meta.url);
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((each) => each.includes(`"id": "${CASE}"`) || each.includes(`"id":"${CASE}"`));
  if (!line) throw new Error(`published case ${CASE} not found`);
  return JSON.parse(line);
}
