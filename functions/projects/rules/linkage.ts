import type { Policy } from '../../../shared/policy/policy.ts';
import { exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { gradeName } from '../../../shared/values/grade.ts';
import { portion, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import { reductionFactor } from './rectifications.ts';
import { assessmentTrigger } from './scope.ts';
import type { ProjectState, YearFacts } from './state.ts';

/** One of the three links: the most that it allows, in 分, why, and by which article. */
export interface Factor {
  readonly name: string;
  readonly amount: number;
  readonly says: string;
  readonly basis: string;
}

/** 三个挂钩. A part is null where there is nothing to link to: no assessment needed, no goals yet, no last year. */
export interface Linkage {
  readonly assessedNeed: Factor | null;
  readonly goals: Factor | null;
  readonly lastYear: Factor | null;
  /** Not a link but a sanction: overdue rectification. */
  readonly reduction: Factor | null;
  readonly factors: readonly Factor[];
}

/**
 * 将预算与事前评估审定的下年度资金实际需求、预算绩效目标、上年预算执行绩效挂钩（市中政办字〔2019〕36号 第三条、第十二条）. Which of the
 * three bind is the policy's; the ceiling is the least that any of them allows.
 */
export function linkage(state: ProjectState, year: number, policy: Policy): Linkage {
  const facts: YearFacts = state.years[year] ?? {};
  const { value: links, basis } = policy.linkage.factors;
  const assessedNeed = links.includes('assessedNeed') ? needFactor(state, year, policy, basis) : null;
  const goals = links.includes('goals') ? goalsFactor(facts, year, basis) : null;
  const lastYear = links.includes('lastYear') ? lastYearFactor(state.years[year - 1], policy) : null;
  const reduction = reductionFactor(state, year, policy);
  const factors = [assessedNeed, goals, lastYear, reduction].filter((factor) => factor !== null);
  return { assessedNeed, goals, lastYear, reduction, factors };
}

export function ceilingOf({ factors }: Linkage): number {
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

function needFactor(state: ProjectState, year: number, policy: Policy, basis: string): Factor {
  const name = '事前评估审定的资金需求';
  const assessment = state.years[year]?.assessment;
  if (assessment?.status === 'concluded') {
    const amount = assessment.supported ?? 0;
    return { name, amount, says: `申请${yuanText(state.requestedAmount)}，评估支持${yuanText(amount)}`, basis };
  }
  if (assessmentTrigger(state, year, policy)) return { name, amount: 0, says: '应评估而未有结论，不得安排', basis };
  return { name, amount: state.requestedAmount, says: `不属于应评估范围，按申请金额${yuanText(state.requestedAmount)}`, basis };
}

function goalsFactor(facts: YearFacts, year: number, basis: string): Factor {
  const name = '预算绩效目标';
  const goals = facts.approvedGoals;
  if (!goals) return { name, amount: 0, says: `${year}年度绩效目标未审核通过，不得安排`, basis };
  return { name, amount: goals.budget, says: `第${goals.version}版绩效目标已审核通过，对应预算${yuanText(goals.budget)}`, basis };
}

function lastYearFactor(last: YearFacts | undefined, policy: Policy): Factor | null {
  if (!last?.budget || !last.result) return null;
  const { grade } = last.result;
  const cut = policy.linkage.cuts.value[grade];
  const amount = portion(last.budget.amount, exact(1).sub(exact(cut)));
  const says = `上年批复${yuanText(last.budget.amount)}，结果为“${gradeName(grade)}”，核减${percent(cut)}`;
  return { name: '上年预算执行绩效', amount, says, basis: policy.linkage.cuts.basis };
}
