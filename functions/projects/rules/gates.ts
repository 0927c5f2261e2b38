import type { Gate, GateId, Policy, Requirement, Ruled } from '../../../shared/policy/policy.ts';
import { type Actor, has, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import { ceilingOf, linkage } from './linkage.ts';
import { type ProjectDecision, type ProjectState, statusOf, type YearFacts } from './project.ts';
import { hasNotices, unconfirmed, unreplied } from './rectifications.ts';
import { assessmentTrigger } from './scope.ts';

/** One gate as the portal shows it. `notRequired`: this government doesn't keep it, or nothing in it fits this project. */
export interface GateView {
  readonly gate: GateId;
  readonly state: 'open' | 'blocked' | 'notRequired';
  readonly findings: readonly Finding[];
}

/** Gates that projects decide; the others belong to goals, disclosure and pilots. */
const DECIDED: readonly GateId[] = ['G1', 'G2', 'G3', 'G4', 'G6', 'G8'];

/** Every gate with what blocks it, each finding with its article. */
export function gatesOf(state: ProjectState, year: number, policy: Policy): GateView[] {
  return DECIDED.map((gate) => gateOf(gate, state, year, policy));
}

export function gateOf(gate: GateId, state: ProjectState, year: number, policy: Policy): GateView {
  const ruled = policy.gates[gate];
  const asked = ruled.value.requires.filter((requirement) => applies(requirement, state, year, policy));
  if (asked.length === 0) return { gate, state: 'notRequired', findings: [] };
  const findings = asked.flatMap((requirement) => unmet(requirement, state, year, policy, ruled));
  return { gate, state: findings.length === 0 ? 'open' : 'blocked', findings };
}

function applies(requirement: Requirement, state: ProjectState, year: number, policy: Policy): boolean {
  switch (requirement) {
    case 'assessment':
      return assessmentTrigger(state, year, policy) !== undefined;
    case 'reply':
    case 'confirmation':
      return hasNotices(state);
    default:
      return true;
  }
}

/** PJ-11…PJ-16, PJ-21, PJ-22: what a requirement still lacks, in a sentence with the government's article. */
function unmet(requirement: Requirement, state: ProjectState, year: number, policy: Policy, { basis }: Ruled<Gate>): Finding[] {
  const facts: YearFacts = state.years[year] ?? {};
  switch (requirement) {
    case 'assessment':
      return assessmentFindings(facts, assessmentTrigger(state, year, policy)?.says ?? '', basis);
    case 'goalsFiled':
      return facts.goals || facts.approvedGoals ? [] : [finding('PJ-12', '/goals', `${year}年度绩效目标尚未报送`, basis)];
    case 'goals':
      return goalsFindings(facts, year, basis);
    case 'linkage': {
      const ceiling = ceilingOf(linkage(state, year, policy));
      return ceiling > 0 ? [] : [finding('PJ-14', '/linkage', '三个挂钩测算的预算上限为0，不得安排预算', basis)];
    }
    case 'goalsIssued':
      return facts.budget ? [] : [finding('PJ-15', '/budget', `${year}年度预算和绩效目标尚未同步批复`, basis)];
    case 'fundsActive':
      return facts.funds && facts.funds.state !== 'normal'
        ? [finding('PJ-16', '/funds', `项目资金处于${FUNDS[facts.funds.state]}状态，不得拨款`, basis)]
        : [];
    case 'reply':
      return unreplied(state, basis);
    case 'confirmation':
      return unconfirmed(state, basis);
    default:
      return [];
  }
}

const FUNDS = { normal: '正常', suspended: '暂缓拨款', stopped: '停止拨款', recovered: '收回' } as const;

function assessmentFindings(facts: YearFacts, why: string, basis: string): Finding[] {
  const { assessment } = facts;
  const says = (sentence: string) => [finding('PJ-11', '/assessment', why ? `${sentence}（${why}）` : sentence, basis)];
  if (!assessment) return says('应当开展事前绩效评估，尚未报送评估报告');
  if (assessment.status === 'submitted') return says('事前绩效评估尚未作出结论');
  if (assessment.status === 'returned') return says('事前绩效评估报告被退回，尚未重新报送');
  return assessment.admissible ? [] : says(`事前绩效评估结论为“${VERDICTS[assessment.verdict ?? ''] ?? assessment.verdict}”，不能入库`);
}

const VERDICTS: Readonly<Record<string, string>> = {
  support: '予以支持',
  partial: '部分支持',
  revise: '调整完善后予以支持',
  reject: '不予支持',
};

function goalsFindings(facts: YearFacts, year: number, basis: string): Finding[] {
  if (facts.approvedGoals) return [];
  const status = facts.goals?.status;
  const says =
    status === undefined
      ? `${year}年度绩效目标尚未报送`
      : status === 'blocked'
        ? `${year}年度绩效目标审核结果为“差”，不得进入下一步`
        : status === 'returned'
          ? `${year}年度绩效目标被退回，尚未重新报送`
          : `${year}年度绩效目标尚在审核`;
  return [finding('PJ-13', '/goals', says, basis)];
}

/** `POST …/admission`: 入库, when G1 stands open. */
export function admit(known: Known<ProjectState> | undefined, actor: Actor, year: number, policy: Policy): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (state.withdrawn) return { outcome: 'conflict', says: '项目已经撤回，不能入库' };
  if (state.admitted) return { outcome: 'unchanged', answer: { projectCode: state.projectCode, status: statusOf(state) } };
  const gate = gateOf('G1', state, year, policy);
  if (gate.state === 'blocked') return { outcome: 'refused', findings: gate.findings };
  const admitted = { ...state, admitted: true };
  const gates = [{ gate: 'G1', state: gate.state, basis: policy.gates.G1.basis }];
  return {
    outcome: 'accepted',
    state: admitted,
    events: [{ type: 'project.admitted.v1', data: { gates, policy: { id: policy.id, version: policy.version } } }],
    answer: { projectCode: state.projectCode, status: statusOf(admitted) },
  };
}

interface Approval {
  readonly year: number;
  readonly amount: number;
  readonly exception?: { readonly approvalNo: string; readonly reason: string };
}

/**
 * `POST …/budgets/{fiscalYear}/approval`: G3 and G4. Budget and goals go out in one event (同步批复). Above the ceiling, or past a
 * requirement that the policy calls waivable, only with the government's approval number (特殊情况须报区政府批准, 市中 第十二条).
 */
export function approveBudget(known: Known<ProjectState> | undefined, actor: Actor, approval: Approval, policy: Policy): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (!has(actor, 'finance-performance', 'finance-section', 'government')) return { outcome: 'forbidden', says: '预算由财政部门批复' };
  const { year, amount, exception } = approval;
  const facts: YearFacts = state.years[year] ?? {};
  if (state.withdrawn) return { outcome: 'conflict', says: '项目已经撤回，不能安排预算' };
  if (facts.budget) return { outcome: 'conflict', says: `${year}年度预算已批复${yuanText(facts.budget.amount)}，变更须走调整程序` };
  const ruled = policy.gates.G3;
  const waivable = exception ? ruled.value.waivable : [];
  const asked = ruled.value.requires.filter((requirement) => applies(requirement, state, year, policy) && !waivable.includes(requirement));
  const findings = asked.flatMap((requirement) => unmet(requirement, state, year, policy, ruled));
  if (!state.admitted) findings.unshift(finding('PJ-17', '', '项目尚未入库，不能安排预算', policy.gates.G1.basis));
  const sheet = linkage(state, year, policy);
  const ceiling = ceilingOf(sheet);
  if (amount > ceiling && !exception) {
    const least = sheet.factors.find((factor) => factor.amount === ceiling);
    const why = least ? `（${least.name}：${least.says}）` : '';
    const says = `批复${yuanText(amount)}超过上限${yuanText(ceiling)}${why}，须有本级政府批准文号`;
    findings.push(finding('PJ-18', '/approvedAmount', says, policy.linkage.exceptionBy.basis));
  }
  const goals = facts.approvedGoals;
  if (!goals && findings.length === 0) findings.push(...goalsFindings(facts, year, policy.gates.G4.basis));
  if (!goals || findings.length > 0) return { outcome: 'refused', findings };
  return {
    outcome: 'accepted',
    state: { ...state, years: { ...state.years, [year]: { ...facts, budget: { amount, goalsVersion: goals.version } } } },
    events: [
      {
        type: 'budget.issued.v1',
        data: {
          fiscalYear: year,
          approvedAmount: amount,
          ceiling,
          factors: sheet.factors.map((factor) => ({ ...factor })),
          ...(exception ? { exception } : {}),
          goals: { version: goals.version, digest: goals.digest },
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: {
      projectCode: state.projectCode,
      fiscalYear: year,
      status: 'budgeted',
      approvedAmount: yuan(amount),
      goalsVersion: goals.version,
    },
  };
}
