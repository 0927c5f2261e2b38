import type { Gate, Policy, Requirement, Ruled } from '../../../shared/policy/policy.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { unfinishedChange } from './change.ts';
import { disclosedLate, isPublic, undisclosed } from './disclosure.ts';
import { isExpiring, unevaluated } from './fund.ts';
import type { DepartmentResult } from './inputs.ts';
import { ceilingOf, linkage } from './linkage.ts';
import { hasNotices, unconfirmed, unreplied } from './rectifications.ts';
import { assessmentTrigger } from './scope.ts';
import type { ProjectState, YearFacts } from './state.ts';

/** What gates are asked about. */
export interface Setting {
  readonly state: ProjectState;
  readonly year: number;
  readonly policy: Policy;
  /** Of the department, for the year before. */
  readonly department?: DepartmentResult | undefined;
}

/** Whether a requirement has anything to ask of this project in this year. */
export function applies(requirement: Requirement, { state, year, policy }: Setting): boolean {
  switch (requirement) {
    case 'assessment':
      return assessmentTrigger(state, year, policy) !== undefined;
    case 'fundPlan':
      return state.subject === 'specialFund';
    case 'secrecyReview':
    case 'inTime':
      return isPublic(state, year, policy);
    case 'expiryEvaluation':
      return isExpiring(state, year);
    case 'goalVersion':
    case 'reason':
      return state.years[year]?.change !== undefined;
    case 'reply':
    case 'confirmation':
      return hasNotices(state);
    default:
      return true;
  }
}

/** PJ-11…PJ-16, PJ-21, PJ-22: what a requirement still lacks, in a sentence with the government's article. */
export function unmet(requirement: Requirement, { state, year, policy, department }: Setting, { basis }: Ruled<Gate>): Finding[] {
  const facts: YearFacts = state.years[year] ?? {};
  switch (requirement) {
    case 'assessment':
      return assessmentFindings(facts, assessmentTrigger(state, year, policy)?.says ?? '', basis);
    case 'goalsFiled':
      return isFiled(facts) ? [] : [finding('PJ-12', '/goals', `${year}年度绩效目标尚未报送`, basis)];
    case 'goals':
      return goalsFindings(facts, year, basis);
    case 'linkage': {
      const sheet = linkage(state, year, policy, department);
      if (sheet.exit) return [finding('PJ-29', '/linkage', sheet.exit.says, sheet.exit.basis)];
      return ceilingOf(sheet) > 0 ? [] : [finding('PJ-14', '/linkage', '三个挂钩测算的预算上限为0，不得安排预算', basis)];
    }
    case 'goalsIssued':
      return facts.budget ? [] : [finding('PJ-15', '/budget', `${year}年度预算和绩效目标尚未同步批复`, basis)];
    case 'fundPlan':
      return state.fund ? [] : [finding('PJ-34', '/plan', '专项资金尚未编制绩效管理规划', basis)];
    case 'secrecyReview':
      return undisclosed(facts, policy, basis);
    case 'inTime':
      return disclosedLate(facts, policy);
    case 'expiryEvaluation':
      return unevaluated(state, basis);
    case 'goalVersion':
      return unfinishedChange(facts, basis);
    case 'fundsActive':
      return [
        ...(facts.funds && facts.funds.state !== 'normal'
          ? [finding('PJ-16', '/funds', `项目资金处于${FUNDS[facts.funds.state]}状态，不得拨款`, basis)]
          : []),
        ...openConditions(facts),
      ];
    case 'reply':
      return unreplied(state, basis);
    case 'confirmation':
      return unconfirmed(state, basis);
    default:
      return [];
  }
}

/** PJ-19: conditions of the assessment's conclusion that finance hasn't settled; whoever pays should know, nothing forbids it. */
function openConditions({ assessment, conditions }: YearFacts): Finding[] {
  if (!conditions || conditions.open === 0 || (assessment && assessment.at > conditions.at)) return [];
  const says = `事前绩效评估结论附有资金拨付前置条件，尚有${conditions.open}项未经财政部门确认`;
  return [finding('PJ-19', '/assessment/conditions', says, '资金拨付前置条件（默认）', 'warning')];
}

const FUNDS = { normal: '正常', suspended: '暂缓拨款', stopped: '停止拨款', recovered: '收回' } as const;

function assessmentFindings(facts: YearFacts, why: string, basis: string): Finding[] {
  const { assessment } = facts;
  const says = (sentence: string) => [finding('PJ-11', '/assessment', why ? `${sentence}（${why}）` : sentence, basis)];
  if (!assessment) return says('应当开展事前绩效评估，尚未报送评估报告');
  if (assessment.status === 'submitted') return says('事前绩效评估尚未作出结论');
  if (assessment.status === 'returned') return says('事前绩效评估报告被退回，尚未重新报送');
  if (assessment.status === 'withdrawn') return says('事前绩效评估报告已撤回，尚未重新报送');
  return assessment.admissible ? [] : says(`事前绩效评估结论为“${VERDICTS[assessment.verdict ?? ''] ?? assessment.verdict}”，不能入库`);
}

const VERDICTS: Readonly<Record<string, string>> = {
  support: '予以支持',
  partial: '部分支持',
  revise: '调整完善后予以支持',
  reject: '不予支持',
};

/** What was taken back before anybody judged it isn't filed. */
function isFiled({ goals, approvedGoals }: YearFacts): boolean {
  return approvedGoals !== undefined || (goals !== undefined && goals.status !== 'withdrawn');
}

export function goalsFindings(facts: YearFacts, year: number, basis: string): Finding[] {
  if (facts.approvedGoals) return [];
  const status = facts.goals?.status;
  const says =
    status === undefined || status === 'withdrawn'
      ? `${year}年度绩效目标尚未报送`
      : status === 'blocked'
        ? `${year}年度绩效目标审核结果为“差”，不得进入下一步`
        : status === 'returned'
          ? `${year}年度绩效目标被退回，尚未重新报送`
          : `${year}年度绩效目标尚在审核`;
  return [finding('PJ-13', '/goals', says, basis)];
}
