import type { DataOf } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { lastYearOf, type ProjectDecision, type ProjectState, shut, statusOf } from './state.ts';

/** 绩效管理规划 as its department writes it; years in the calendar of budgets, money in 分. */
export type PlanForm = Omit<DataOf<'project.planned.v1'>, 'policy'>;

const EXAMPLE = '默认（参照区委〔2020〕8号 三（八））';

/** By which article this government asks what becomes of a fund at its end; where it has none, whose example is followed. */
export function lifeBasis({ gates: { G9 } }: Policy): string {
  return G9.value.requires.length > 0 ? G9.basis : EXAMPLE;
}

/** The same for its plan, which not every government asks for. */
function planBasis(policy: Policy): string {
  return policy.gates.G1.value.requires.includes('fundPlan') ? lifeBasis(policy) : EXAMPLE;
}

/**
 * `PUT …/plan`: 各类重大政策和项目专项资金实施全生命周期预算绩效管理。自设立年度起，由主管部门制定绩效管理规划，进行战略目标设定和分解，细化年度工作任务，
 * 合理确定年度绩效目标并进行相匹配的资金测算 (区委〔2020〕8号 三（八）).
 */
export function planFund(
  known: Known<ProjectState> | undefined,
  actor: Actor,
  { plan, digest }: { readonly plan: PlanForm; readonly digest: string },
  policy: Policy,
): ProjectDecision {
  const fund = theFund(known, actor, ['department', 'finance-performance'], '绩效管理规划由主管部门制定', policy);
  if (!fund.ok) return fund.rejection;
  const { state, sequence } = fund;
  const { from, until } = plan.period;
  const answer = { projectCode: state.projectCode, status: statusOf(state), from, until };
  if (state.fund?.digest === digest) return { outcome: 'unchanged', answer };
  const findings = [...planFindings(plan, planBasis(policy)), ...extending(state, until, lifeBasis(policy))];
  if (findings.length > 0) return { outcome: 'refused', findings };
  return {
    outcome: 'accepted',
    state: { ...state, fund: { from, until, amounts: plan.years.map(({ amount }) => amount), digest, at: sequence + 1 } },
    events: [{ type: 'project.planned.v1', data: { ...plan, policy: { id: policy.id, version: policy.version } } }],
    answer,
  };
}

/** PJ-32, PJ-33: every year of the period once, in order, and no more money in the years than in all. */
function planFindings({ period: { from, until }, years, totalAmount }: PlanForm, basis: string): Finding[] {
  const findings: Finding[] = [];
  if (until < from) findings.push(finding('PJ-32', '/period/until', `规划期止于${until}年，早于起始的${from}年`, basis));
  years.forEach(({ fiscalYear }, index) => {
    const due = from + index;
    if (fiscalYear === due && fiscalYear <= until) return;
    const says =
      fiscalYear > until || fiscalYear < from ? `${fiscalYear}年度不在规划期${from}—${until}年内` : `应为${due}年度，年度须逐年连续`;
    findings.push(finding('PJ-32', `/years/${index}/fiscalYear`, says, basis));
  });
  if (findings.length === 0 && from + years.length - 1 < until) {
    findings.push(finding('PJ-32', '/years', `规划期${from}—${until}年，分年计划只到${from + years.length - 1}年`, basis));
  }
  const sum = years.reduce((total, { amount }) => total + amount, 0);
  if (sum > totalAmount) {
    findings.push(finding('PJ-33', '/totalAmount', `分年资金合计${yuanText(sum)}，超过规划总额${yuanText(totalAmount)}`, basis));
  }
  return findings;
}

/** PJ-38: a period that money was given for isn't made longer by planning, but by the decision that follows its evaluation. */
function extending(state: ProjectState, until: number, basis: string): Finding[] {
  const last = lastYearOf(state);
  if (until <= last || !Object.values(state.years).some(({ budget }) => budget)) return [];
  return [finding('PJ-38', '/period/until', `专项资金执行期至${last}年，延长须先经到期评价并作出存续决定`, basis)];
}

export interface Renewal {
  readonly decision: 'continue' | 'adjust' | 'end';
  readonly until?: number;
  readonly reason: string;
}

/** `POST …/renewal` (G9): 政策执行完毕后，财政部门要牵头组织政策评价，评价结果作为专项资金是否存续和调整的依据 (区委〔2020〕8号 三（八）). */
export function renewFund(known: Known<ProjectState> | undefined, actor: Actor, renewal: Renewal, policy: Policy): ProjectDecision {
  const fund = theFund(known, actor, ['finance-performance'], '专项资金的存续由财政部门决定', policy);
  if (!fund.ok) return fund.rejection;
  const { state, sequence } = fund;
  const { decision, until, reason } = renewal;
  const last = lastYearOf(state);
  const { requires } = policy.gates.G9.value;
  const findings = requires.includes('expiryEvaluation') ? unevaluated(state, policy.gates.G9.basis) : [];
  findings.push(...untilFindings(renewal, last, lifeBasis(policy)));
  if (findings.length > 0) return { outcome: 'refused', findings };
  const evaluation = expiryEvaluation(state);
  const renewed: ProjectState =
    decision === 'end' ? { ...state, closed: 'ended' } : { ...state, renewal: { decision, until: until ?? last, at: sequence + 1 } };
  const data = {
    decision,
    lastYear: last,
    ...(until === undefined ? {} : { until }),
    reason,
    ...(evaluation ? { evaluation } : {}),
    policy: { id: policy.id, version: policy.version },
  };
  return {
    outcome: 'accepted',
    state: renewed,
    events: [{ type: 'project.renewed.v1', data }],
    answer: { projectCode: state.projectCode, decision, status: statusOf(renewed), ...(until === undefined ? {} : { until }) },
  };
}

/** PJ-37: what goes on has a new last year, later than the old one; what ends has none. */
function untilFindings({ decision, until }: Renewal, last: number, basis: string): Finding[] {
  if (decision === 'end') return until === undefined ? [] : [finding('PJ-37', '/until', '终止的专项资金没有新的执行期', basis)];
  if (until === undefined) return [finding('PJ-37', '/until', '存续或调整的专项资金应写明执行至哪一年', basis)];
  return until > last ? [] : [finding('PJ-37', '/until', `新的执行期至${until}年，应晚于原执行期的${last}年`, basis)];
}

/** PJ-36: 对到期专项资金开展绩效评价 (市中 第十六条): a finance evaluation of the last year, or of one after it. */
export function unevaluated(state: ProjectState, basis: string): Finding[] {
  if (expiryEvaluation(state)) return [];
  return [finding('PJ-36', '/evaluation', `专项资金执行期至${lastYearOf(state)}年，财政部门尚未完成到期评价`, basis)];
}

function expiryEvaluation(state: ProjectState): DataOf<'project.renewed.v1'>['evaluation'] {
  const last = lastYearOf(state);
  const found = Object.entries(state.years).flatMap(([year, { result }]) => {
    if (Number(year) < last || (result?.by !== 'finance' && result?.by !== 'reEvaluation')) return [];
    const { grade, total, at } = result;
    return [{ fiscalYear: Number(year), grade, total, from: `evaluation#${state.projectCode}#${year}/${at}` }];
  });
  return found.at(-1);
}

/** Whether a fund has come to the last year of its period. */
export function isExpiring(state: ProjectState, year: number): boolean {
  return state.subject === 'specialFund' && year >= lastYearOf(state);
}

type Fund =
  | { readonly ok: true; readonly state: ProjectState; readonly sequence: number }
  | { readonly ok: false; readonly rejection: Rejection };

/** PJ-31: it is a special fund, open, and this actor's to decide about. */
function theFund(
  known: Known<ProjectState> | undefined,
  actor: Actor,
  roles: readonly ('department' | 'finance-performance')[],
  whose: string,
  policy: Policy,
): Fund {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { ok: false, rejection: { outcome: 'absent' } };
  const reaching = { ...actor, roles: actor.roles.filter((role) => roles.some((each) => each === role)) };
  if (!has(reaching, ...roles) || !sees(reaching, state)) return { ok: false, rejection: { outcome: 'forbidden', says: whose } };
  const closed = shut(state);
  if (closed) return { ok: false, rejection: closed };
  if (state.subject === 'specialFund') return { ok: true, state, sequence: known.sequence };
  const findings = [finding('PJ-31', '/projectCode', '只有专项资金编制绩效管理规划、作存续决定', lifeBasis(policy))];
  return { ok: false, rejection: { outcome: 'refused', findings } };
}
