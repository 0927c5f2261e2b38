import type { DataOf } from '../../../events/index.ts';
import type { AdjustmentReason, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import type { DepartmentResult } from './inputs.ts';
import { aboveCeiling, ceilingOf, linkage } from './linkage.ts';
import { type Budget, type ProjectDecision, type ProjectState, shut, type YearFacts } from './state.ts';

/** A year's new amount, in 分, as finance files it. */
export interface Change {
  readonly year: number;
  readonly reason: AdjustmentReason;
  readonly explanation: string;
  readonly amount: number;
  /** Of the government's consent, where the amount passes the ceiling. */
  readonly approvalNo?: string;
  /** Of the department, for the year before. */
  readonly department?: DepartmentResult | undefined;
}

const SPENDING = '《中华人民共和国预算法》第十三条';

/**
 * `POST …/budgets/{fiscalYear}/changes` (G5): 年度执行中，各部门申请新增或调整变更项目预算时，要同步报送绩效目标 (津静海政发〔2020〕19号 四（二）);
 * 确需调整绩效目标的……按照预算管理流程报批 (市中 第十一条). The new amount waits for the adjusted goals and takes effect with them; where
 * they are approved already, at once. What monitoring took back isn't given back by it: that stays with monitoring.
 */
export function changeBudget(known: Known<ProjectState> | undefined, actor: Actor, change: Change, policy: Policy): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (!has(actor, 'finance-performance', 'finance-section', 'government')) {
    return { outcome: 'forbidden', says: '预算调整由财政部门批复' };
  }
  const closed = shut(state);
  if (closed) return closed;
  const { year, amount, approvalNo } = change;
  const facts: YearFacts = state.years[year] ?? {};
  const { budget, adjusted } = facts;
  if (!budget) return { outcome: 'conflict', says: `${year}年度预算尚未批复，直接批复即可，不需要调整` };
  if (facts.archive) return { outcome: 'conflict', says: `${year}年度已经归档，预算不能再调整` };
  const dropped = facts.goals?.status === 'blocked' || facts.goals?.status === 'withdrawn';
  if (facts.change && facts.change.goalsVersion === adjusted?.version && !dropped) {
    const says = `已有一项预算调整（调整为${yuanText(facts.change.amount)}）在等待第${facts.change.goalsVersion}版绩效目标审核`;
    return { outcome: 'conflict', says };
  }
  const findings = [...reasonFindings(facts, change, policy), ...goalsFindings(facts, budget, policy), ...amountFindings(facts, change)];
  const version = adjusted?.version ?? budget.goalsVersion;
  const sheet = linkage(withGoals(state, year, version, adjusted), year, policy, change.department);
  if (approvalNo === undefined) findings.push(...aboveCeiling(amount, sheet, '/amount', policy));
  if (findings.length > 0) return { outcome: 'refused', findings };
  const filed = {
    fiscalYear: year,
    previousAmount: budget.amount,
    approvedAmount: amount,
    reason: change.reason,
    explanation: change.explanation,
    ceiling: ceilingOf(sheet),
    factors: sheet.factors.map((factor) => ({ ...factor })),
    inputs: sheet.inputs,
    ...(approvalNo === undefined ? {} : { approvalNo }),
    goalsVersion: version,
    policy: { id: policy.id, version: policy.version },
  };
  const at = known.sequence + 1;
  const waiting = { ...state, years: { ...state.years, [year]: { ...facts, change: { amount, goalsVersion: version, at } } } };
  const effect = inForce(waiting, filed);
  const answer = { projectCode: state.projectCode, fiscalYear: year, amount: yuan(amount), goalsVersion: version };
  const event = { type: 'budget.change-filed.v1', data: filed } as const;
  return effect
    ? { outcome: 'accepted', state: effect.state, events: [event, effect.event], answer: { ...answer, status: 'inForce' } }
    : { outcome: 'accepted', state: waiting, events: [event], answer: { ...answer, status: 'waiting' } };
}

/** The adjusted goals are approved: what was filed with them is in force. Heard again, or of other goals: nothing. */
export function applyChange(known: Known<ProjectState> | undefined, filed: DataOf<'budget.change-filed.v1'>): ProjectDecision {
  const effect = known && inForce(known.state, filed);
  const answer = { fiscalYear: filed.fiscalYear };
  if (!effect) return { outcome: 'unchanged', answer };
  return { outcome: 'accepted', state: effect.state, events: [effect.event], answer };
}

function inForce(state: ProjectState, filed: DataOf<'budget.change-filed.v1'>) {
  const facts: YearFacts = state.years[filed.fiscalYear] ?? {};
  const { change, approvedGoals: goals, ...rest } = facts;
  if (!change || goals?.version !== change.goalsVersion || filed.goalsVersion !== change.goalsVersion) return undefined;
  const { goalsVersion, ...data } = filed;
  const budget = { ...facts.budget, amount: change.amount, goalsVersion };
  return {
    state: { ...state, years: { ...state.years, [filed.fiscalYear]: { ...rest, approvedGoals: goals, budget } } },
    event: { type: 'budget.changed.v1', data: { ...data, goals: { version: goals.version, digest: goals.digest } } } as const,
  };
}

/** PJ-25 as the gate shows it: a change is filed and its goals aren't approved, or others are. */
export function unfinishedChange({ change, approvedGoals }: YearFacts, basis: string): Finding[] {
  if (!change) return [];
  const { goalsVersion, amount } = change;
  const overtaken = approvedGoals !== undefined && approvedGoals.version > goalsVersion;
  const says = overtaken
    ? `预算调整依据的第${goalsVersion}版绩效目标已被第${approvedGoals.version}版取代，须重新报送预算调整`
    : `第${goalsVersion}版绩效目标审核通过后，预算调整为${yuanText(amount)}才生效`;
  return [finding('PJ-25', '/budget/change', says, basis)];
}

/** PJ-24: 因预算调整、政策变化、突发事件等 (市中 第十一条), and the same cause as the goals were adjusted for. */
function reasonFindings({ adjusted }: YearFacts, { reason }: Change, { gates, goals }: Policy): Finding[] {
  if (!gates.G5.value.requires.includes('reason')) return [];
  const { value: reasons, basis } = goals.adjustmentReasons;
  if (!reasons.includes(reason)) {
    const says = `本级规定的调整事由为${reasons.map((each) => REASONS[each]).join('、')}，“${REASONS[reason]}”不在其中`;
    return [finding('PJ-24', '/reason', says, basis)];
  }
  if (!adjusted || adjusted.reason === reason) return [];
  const says = `预算调整事由“${REASONS[reason]}”与绩效目标调整事由“${REASONS[adjusted.reason]}”不一致`;
  return [finding('PJ-24', '/reason', says, gates.G5.basis)];
}

const REASONS: Readonly<Record<AdjustmentReason, string>> = {
  budgetAdjustment: '预算调整',
  policyChange: '政策变化',
  emergency: '突发事件',
};

/** PJ-25: adjusted goals come with the change, newer than those that the money was given for. */
function goalsFindings({ adjusted, goals }: YearFacts, budget: Budget, { gates: { G5 } }: Policy): Finding[] {
  if (!G5.value.requires.includes('goalVersion')) return [];
  const refused = (says: string) => [finding('PJ-25', '/goals', says, G5.basis)];
  if (!adjusted || adjusted.version <= budget.goalsVersion) {
    return refused(`调整预算须同时报送调整后的绩效目标，现有目标仍是批复预算时的第${budget.goalsVersion}版`);
  }
  if (goals?.status === 'withdrawn') return refused(`第${adjusted.version}版绩效目标已由报送单位撤回，不得调整预算`);
  if (goals?.status === 'blocked') return refused(`第${adjusted.version}版绩效目标审核结果为“差”，不得调整预算`);
  return [];
}

/** PJ-26, PJ-27: 各部门、各单位的支出必须以经批准的预算为依据, so no budget falls below what was paid from it; and a change changes something. */
function amountFindings({ budget, reading }: YearFacts, { amount }: Change): Finding[] {
  const paid = reading?.paid ?? 0;
  if (amount < paid) {
    return [finding('PJ-26', '/amount', `调整后的预算${yuanText(amount)}低于已支付的${yuanText(paid)}`, SPENDING)];
  }
  if (amount !== budget?.amount) return [];
  return [finding('PJ-27', '/amount', `调整后的金额与已批复的${yuanText(amount)}相同，没有需要调整的内容`, SPENDING)];
}

/** The project as if the adjusted goals were those in force: the new amount has to fit them. */
function withGoals(state: ProjectState, year: number, version: number, adjusted: YearFacts['adjusted']): ProjectState {
  const facts: YearFacts = state.years[year] ?? {};
  const { approvedGoals } = facts;
  if (!approvedGoals || !adjusted) return state;
  const { budget, at } = adjusted;
  return { ...state, years: { ...state.years, [year]: { ...facts, approvedGoals: { ...approvedGoals, version, budget, at } } } };
}
