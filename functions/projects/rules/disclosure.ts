import type { DataOf } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has, sees } from '../../../shared/values/actor.ts';
import { addDays, daysBetween } from '../../../shared/values/calendar.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Budget, type Disclosed, type ProjectDecision, type ProjectState, statusOf, type YearFacts } from './state.ts';

/** What a department or finance says it has published. */
export interface Disclosure extends Pick<DataOf<'project.disclosed.v1'>, 'scope' | 'publishedOn'> {
  readonly year: number;
  /** Who reviewed it for secrets; left out: nobody. */
  readonly secrecyReviewedBy?: string;
  readonly url?: string;
  readonly today: string;
}

/**
 * `POST …/disclosures/{fiscalYear}` (G7): 除涉密项目外的全部项目绩效目标、绩效自评结果和绩效评价报告等绩效信息随部门预决算同步公开 (津静海政发〔2020〕19号
 * 四（六）). A secret project is published by nobody: nobody sees it.
 */
export function disclose(known: Known<ProjectState> | undefined, actor: Actor, disclosure: Disclosure, policy: Policy): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (!has(actor, 'department', 'finance-section', 'finance-performance')) {
    return { outcome: 'forbidden', says: '绩效信息由主管部门和财政部门公开' };
  }
  const { year, scope, secrecyReviewedBy, publishedOn, url } = disclosure;
  const facts: YearFacts = state.years[year] ?? {};
  if (state.withdrawn) return { outcome: 'conflict', says: '项目已经撤回' };
  if (!facts.budget) return { outcome: 'conflict', says: `${year}年度预算尚未批复，没有可公开的内容` };
  const refused = [...dayFindings(disclosure, facts.budget), ...unreviewed(secrecyReviewedBy, policy)];
  if (refused.length > 0 || secrecyReviewedBy === undefined) return { outcome: 'refused', findings: refused };
  const dueOn = dueOf(facts.budget, policy);
  const findings = scope.includes('goals') ? late(publishedOn, facts.budget, policy) : [];
  const disclosed: Disclosed = { ...Object.fromEntries(scope.map((each) => [each, publishedOn])), ...facts.disclosed };
  const data = {
    fiscalYear: year,
    scope: [...scope],
    secrecyReviewedBy,
    publishedOn,
    ...(url === undefined ? {} : { url }),
    ...(dueOn === undefined ? {} : { dueOn }),
    findings,
    policy: { id: policy.id, version: policy.version },
  };
  return {
    outcome: 'accepted',
    state: { ...state, years: { ...state.years, [year]: { ...facts, disclosed } } },
    events: [{ type: 'project.disclosed.v1', data }],
    answer: { projectCode: state.projectCode, fiscalYear: year, status: statusOf(state), late: findings.length > 0 },
  };
}

/** Whether this government wants the project's goals published: all that isn't secret, or key policies and projects first. */
export function isPublic(state: ProjectState, year: number, { disclosure }: Policy): boolean {
  return state.years[year]?.budget !== undefined && (disclosure.value.scope === 'all' || state.major);
}

/** PJ-61 as the gate shows it: nothing that was reviewed for secrets is published yet. */
export function undisclosed({ budget, disclosed }: YearFacts, policy: Policy, basis: string): Finding[] {
  if (!budget || disclosed?.goals !== undefined) return [];
  const dueOn = dueOf(budget, policy);
  const says = `绩效目标经保密审查后${dueOn === undefined ? '' : `应于${dueOn}前`}公开，尚未公开`;
  return [finding('PJ-61', '/disclosure', says, basis)];
}

/** PJ-62 as the gate shows it: published, but late. */
export function disclosedLate({ budget, disclosed }: YearFacts, policy: Policy): Finding[] {
  return budget && disclosed?.goals !== undefined ? late(disclosed.goals, budget, policy) : [];
}

/** PJ-61: 涉及国家秘密的除外 (预算法 第十四条), so somebody looks before it is published. */
function unreviewed(reviewer: string | undefined, { gates: { G7 } }: Policy): Finding[] {
  return reviewer === undefined ? [finding('PJ-61', '/secrecyReviewedBy', '公开前应经保密审查，并写明审查人', G7.basis)] : [];
}

/** PJ-62: 经批准的预算……应当在批准后二十日内……向社会公开 (预算法 第十四条). What is late is published all the same, and known to be late. */
function late(publishedOn: string, budget: Budget, policy: Policy): Finding[] {
  const dueOn = dueOf(budget, policy);
  if (dueOn === undefined || publishedOn <= dueOn) return [];
  const { value, basis } = policy.disclosure;
  const says = `预算${budget.on}批复，应于${value.days}日内（${dueOn}前）公开，${publishedOn}公开，晚${daysBetween(dueOn, publishedOn)}日`;
  return [finding('PJ-62', '/publishedOn', says, basis, 'warning')];
}

function dueOf({ on }: Budget, { disclosure }: Policy): string | undefined {
  return on === undefined ? undefined : addDays(on, disclosure.value.days);
}

/** PJ-63: what is published was approved before, and isn't announced for a day to come. */
function dayFindings({ publishedOn, today }: Disclosure, { on }: Budget): Finding[] {
  const refused = (says: string) => [finding('PJ-63', '/publishedOn', says, '《中华人民共和国预算法》 第十四条')];
  if (publishedOn > today) return refused(`公开日期${publishedOn}晚于今天${today}`);
  return on !== undefined && publishedOn < on ? refused(`公开日期${publishedOn}早于预算批复日${on}`) : [];
}
