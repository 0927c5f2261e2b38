import type { DataOf } from '../../../events/index.ts';
import type { Policy, ResultUse } from '../../../shared/policy/policy.ts';
import { exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeName } from '../../../shared/values/grade.ts';
import { portion, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import { exitFactor } from './exit.ts';
import { lifeBasis } from './fund.ts';
import { type DepartmentResult, inputsOf } from './inputs.ts';
import type { ProjectState } from './state.ts';

/** One of the links: the most that it allows, in 分, why, and by which article. */
export interface Factor {
  readonly name: string;
  readonly amount: number;
  readonly says: string;
  readonly basis: string;
}

/** What a sheet follows from, and nothing else: it travels with the budget, so that the sheet can be made again from it. */
export type LinkageInputs = NonNullable<DataOf<'budget.issued.v1'>['inputs']>;

/** 三个挂钩. A part is null where there is nothing to link to: no assessment needed, no goals yet, no last year. */
export interface Linkage {
  readonly assessedNeed: Factor | null;
  readonly goals: Factor | null;
  readonly lastYear: Factor | null;
  /** 部门整体绩效评价结果, where the policy links to it. */
  readonly department: Factor | null;
  /** What the fund's plan has for the year. */
  readonly fund: Factor | null;
  /** Not a link but a sanction: overdue rectification. */
  readonly reduction: Factor | null;
  /** 应退出. */
  readonly exit: Factor | null;
  readonly factors: readonly Factor[];
  readonly inputs: LinkageInputs;
}

/**
 * 将预算与事前评估审定的下年度资金实际需求、预算绩效目标、上年预算执行绩效挂钩（市中政办字〔2019〕36号 第三条、第十二条）. Which of the
 * links bind is the policy's; the ceiling is the least that any of them allows.
 */
export function linkage(state: ProjectState, year: number, policy: Policy, department?: DepartmentResult): Linkage {
  return sheetOf(inputsOf(state, year, policy, department), year, policy);
}

/** The sheet again, from what it followed from. */
export function sheetOf(inputs: LinkageInputs, year: number, policy: Policy): Linkage {
  const { value: links, basis } = policy.linkage.factors;
  const assessedNeed = links.includes('assessedNeed') ? needFactor(inputs, basis) : null;
  const goals = links.includes('goals') ? goalsFactor(inputs, year, basis) : null;
  const lastYear = links.includes('lastYear') ? lastYearFactor(inputs, policy) : null;
  const department = links.includes('departmentResult') ? departmentFactor(inputs, policy) : null;
  const fund = fundFactor(inputs, year, policy);
  const reduction = reductionFactor(inputs, policy);
  const exit = exitFactor(inputs, policy);
  const factors = [assessedNeed, goals, lastYear, department, fund, reduction, exit].filter((factor) => factor !== null);
  return { assessedNeed, goals, lastYear, department, fund, reduction, exit, factors, inputs };
}

export function ceilingOf({ factors }: Pick<Linkage, 'factors'>): number {
  return factors.length === 0 ? 0 : Math.min(...factors.map(({ amount }) => amount));
}

/** PJ-18: 特殊情况必须保障的，报经区政府研究同意后予以保障 (市中政办字〔2019〕36号 第十二条); `at` points at the amount. */
export function aboveCeiling(amount: number, sheet: Linkage, at: string, policy: Policy): Finding[] {
  const ceiling = ceilingOf(sheet);
  if (amount <= ceiling) return [];
  const least = sheet.factors.find((factor) => factor.amount === ceiling);
  const why = least ? `（${least.name}：${least.says}）` : '';
  const says = `批复${yuanText(amount)}超过上限${yuanText(ceiling)}${why}，须有本级政府批准文号`;
  return [finding('PJ-18', at, says, policy.linkage.exceptionBy.basis)];
}

function needFactor({ requestedAmount, assessment, mustAssess }: LinkageInputs, basis: string): Factor {
  const name = '事前评估审定的资金需求';
  if (assessment) {
    const { supported: amount } = assessment;
    return { name, amount, says: `申请${yuanText(requestedAmount)}，评估支持${yuanText(amount)}`, basis };
  }
  if (mustAssess) return { name, amount: 0, says: '应评估而未有结论，不得安排', basis };
  return { name, amount: requestedAmount, says: `不属于应评估范围，按申请金额${yuanText(requestedAmount)}`, basis };
}

function goalsFactor({ goals }: LinkageInputs, year: number, basis: string): Factor {
  const name = '预算绩效目标';
  if (!goals) return { name, amount: 0, says: `${year}年度绩效目标未审核通过，不得安排`, basis };
  return { name, amount: goals.budget, says: `第${goals.version}版绩效目标已审核通过，对应预算${yuanText(goals.budget)}`, basis };
}

/**
 * PJ-30: 优先保障绩效较好的政策、项目，对低效无效资金一律予以削减或取消 (市中 第十二条); 有效的支出要安排，低效的要削减，无效的要问责 (静海 四（五）);
 * 对绩效一般的督促改进 (宁夏 三（五）).
 */
function lastYearFactor({ last }: LinkageInputs, policy: Policy): Factor | null {
  if (!last?.grade) return null;
  const amount = cutOff(last.amount, last.grade, policy);
  const says = `上年批复${yuanText(last.amount)}，结果为${graded(last.grade, policy)}`;
  return { name: '上年预算执行绩效', amount, says, basis: policy.linkage.cuts.basis };
}

/**
 * PJ-28: 建立部门预算安排与部门、单位整体绩效评价结果挂钩机制，硬化预算和绩效约束 (市中 第十二条). What the grade takes off is taken off
 * last year's budget, or off what a new project asks for; a grade that takes nothing off binds nothing.
 */
function departmentFactor({ requestedAmount, last, department }: LinkageInputs, policy: Policy): Factor | null {
  if (!department) return null;
  const name = '部门整体绩效评价结果';
  const { basis } = policy.linkage.factors;
  const result = `部门整体绩效评价结果为${graded(department.grade, policy)}`;
  if (policy.linkage.cuts.value[department.grade] === 0)
    return { name, amount: Math.max(requestedAmount, last?.amount ?? 0), says: result, basis };
  const base = last?.amount ?? requestedAmount;
  const says = `${last ? '上年批复' : '申请'}${yuanText(base)}，${result}`;
  return { name, amount: cutOff(base, department.grade, policy), says, basis: `${basis}；${policy.linkage.cuts.basis}` };
}

/** PJ-35: 年度绩效目标和相匹配的资金测算 (区委〔2020〕8号 三（八）) bind the year's budget; past the period nothing is arranged without a renewal. */
function fundFactor({ fund }: LinkageInputs, year: number, policy: Policy): Factor | null {
  if (!fund) return null;
  const { until, amount } = fund;
  const name = '专项资金绩效管理规划';
  const basis = lifeBasis(policy);
  if (year > until) return { name, amount: 0, says: `专项资金执行期至${until}年，未作存续决定的不再安排`, basis };
  if (amount !== undefined) return { name, amount, says: `规划${year}年度资金${yuanText(amount)}`, basis };
  return fund.from === undefined ? null : { name, amount: 0, says: `绩效管理规划没有${year}年度，须先修订规划`, basis };
}

/**
 * PJ-23: 逾期未整改核减的 takes off the last budget what 差 would; once, however many notices, and no longer than until it is mended
 * (整改不到位的，扣减或暂缓安排).
 */
function reductionFactor({ last, reduced }: LinkageInputs, policy: Policy): Factor | null {
  if (!last || !reduced) return null;
  const says = `整改通知${reduced.join('、')}逾期未整改；上年批复${yuanText(last.amount)}，按等级“差”核减${percent(policy.linkage.cuts.value.poor)}`;
  const basis = `${policy.rectification.basis}；${policy.linkage.cuts.basis}`;
  return { name: '逾期未整改核减', amount: cutOff(last.amount, 'poor', policy), says, basis };
}

function cutOff(amount: number, grade: Grade, { linkage: { cuts } }: Policy): number {
  return portion(amount, exact(1).sub(exact(cuts.value[grade])));
}

function graded(grade: Grade, { linkage: { cuts, uses } }: Policy): string {
  const cut = cuts.value[grade];
  return `“${gradeName(grade)}”（${USES[uses.value[grade]]}），${cut === 0 ? '不核减' : `核减${percent(cut)}`}`;
}

/** 结果应用. */
export const USES: Readonly<Record<ResultUse, string>> = {
  priority: '优先保障',
  keep: '据实安排',
  improve: '督促改进',
  reduce: '削减',
  reduceOrCancel: '削减或取消',
  account: '问责',
};
