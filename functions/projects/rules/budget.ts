import type { Policy, Requirement } from '../../../shared/policy/policy.ts';
import { type Actor, has, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import type { DepartmentResult } from './inputs.ts';
import { aboveCeiling, ceilingOf, linkage } from './linkage.ts';
import { applies, goalsFindings, type Setting, unmet } from './requirements.ts';
import { type ProjectDecision, type ProjectState, shut, type YearFacts } from './state.ts';

interface Approval {
  readonly year: number;
  readonly amount: number;
  /** The day of approval. */
  readonly on: string;
  /** Of the department, for the year before. */
  readonly department?: DepartmentResult | undefined;
  readonly exception?: { readonly approvalNo: string; readonly reason: string };
}

/**
 * `POST …/budgets/{fiscalYear}/approval`: G2, G3 and G4. Budget and goals go out in one event (同步批复). Above the ceiling, or past a
 * requirement that the policy calls waivable, only with the government's approval number (特殊情况须报区政府批准, 市中 第十二条).
 */
export function approveBudget(known: Known<ProjectState> | undefined, actor: Actor, approval: Approval, policy: Policy): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (!has(actor, 'finance-performance', 'finance-section', 'government')) return { outcome: 'forbidden', says: '预算由财政部门批复' };
  const { year, amount, on, exception } = approval;
  const facts: YearFacts = state.years[year] ?? {};
  const closed = shut(state);
  if (closed) return closed;
  if (facts.budget) return { outcome: 'conflict', says: `${year}年度预算已批复${yuanText(facts.budget.amount)}，变更须走调整程序` };
  const ruled = policy.gates.G3;
  const waivable = exception ? ruled.value.waivable : [];
  const setting = { state, year, policy, department: approval.department };
  const asked = ruled.value.requires.filter((requirement) => applies(requirement, setting) && !waivable.includes(requirement));
  const findings = asked.flatMap((requirement) => unmet(requirement, setting, ruled));
  if (!exception) findings.unshift(...unrequested(asked, setting));
  if (!state.admitted) findings.unshift(finding('PJ-17', '', '项目尚未入库，不能安排预算', policy.gates.G1.basis));
  const sheet = linkage(state, year, policy, approval.department);
  const ceiling = ceilingOf(sheet);
  if (!exception) findings.push(...aboveCeiling(amount, sheet, '/approvedAmount', policy));
  const goals = facts.approvedGoals;
  if (!goals && findings.length === 0) findings.push(...goalsFindings(facts, year, policy.gates.G4.basis));
  if (!goals || findings.length > 0) return { outcome: 'refused', findings };
  return {
    outcome: 'accepted',
    state: { ...state, years: { ...state.years, [year]: { ...facts, budget: { amount, goalsVersion: goals.version, on } } } },
    events: [
      {
        type: 'budget.issued.v1',
        data: {
          fiscalYear: year,
          approvedAmount: amount,
          ceiling,
          factors: sheet.factors.map((factor) => ({ ...factor })),
          inputs: sheet.inputs,
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

/** G2: 评估结果作为申请预算的必备要件. What the request itself lacks, unless G3 asks for it too; a consent of the government stands for the request. */
function unrequested(asked: readonly Requirement[], setting: Setting): Finding[] {
  const ruled = setting.policy.gates.G2;
  const wanted = ruled.value.requires.filter((requirement) => applies(requirement, setting) && !asked.includes(requirement));
  return wanted.filter((requirement) => requirement === 'assessment').flatMap((requirement) => unmet(requirement, setting, ruled));
}
