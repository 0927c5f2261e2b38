import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';
import { conclude } from './conclusion.ts';
import {
  commissionedTo,
  currentStep,
  type Filing,
  type GoalsDecision,
  type GoalsState,
  type Matter,
  type PinnedStep,
  type Project,
  reachesAs,
  statusOf,
  WITHDRAWN,
} from './goals.ts';

export interface Review {
  readonly step: string;
  readonly opinion: Grade;
  readonly comment: string;
  /** Points by criterion of the policy's review sheet. */
  readonly scores?: Readonly<Record<string, number>> | undefined;
}

export interface Setting extends Matter {
  readonly policy: Policy;
  /** Asia/Shanghai. */
  readonly today: string;
  /** Short digest of who reviews. */
  readonly person: string;
  /** The document under review. */
  readonly document: GoalsDocument;
}

/** `POST …/reviews`: one step of the chain. The step must be the current one, so that of two reviewers at once one is too late. */
export function review(known: Known<GoalsState>, actor: Actor, given: Review, setting: Setting): GoalsDecision {
  const { state } = known;
  if (setting.project.withdrawn) return WITHDRAWN;
  const { filing } = state;
  const step = currentStep(state);
  if (!filing || !step) return { outcome: 'conflict', says: `绩效目标${STATUSES[statusOf(state)]}，没有待审核的步骤` };
  const rejected =
    ownWork(filing, actor, setting) ??
    (given.step === step[0] ? undefined : notNow(filing, given.step, setting.policy)) ??
    notTheirs(state, actor, step, setting);
  if (rejected) return rejected;
  const findings = sheetFindings(given, setting.policy);
  return findings.length > 0 ? { outcome: 'refused', findings } : conclude(known, filing, given, setting);
}

const STATUSES = { inReview: '正在审核', returned: '已退回修改', approved: '已审核通过', blocked: '审核结果为“差”，已终止' } as const;

export function stepName(policy: Policy, step: string): string {
  return policy.goals.chain.value.find((each) => each.step === step)?.name ?? step;
}

/** GO-36: who wrote it, or belongs to the unit that did, doesn't judge it. */
function ownWork(
  { by }: Filing,
  actor: Actor,
  { person, project }: { readonly person: string; readonly project: Project },
): Rejection | undefined {
  const organisations = [by.organisation, project.unitCode];
  const sameOrganisation = actor.division === project.division && organisations.includes(actor.organisation);
  if (person !== by.person && !sameOrganisation) return undefined;
  return { outcome: 'forbidden', says: '不能审核本人或者本单位报送的绩效目标' };
}

/** GO-34: a step of this government's chain isn't due, or not any more; one that it doesn't know is a mistake of the caller's. */
function notNow({ waiting }: Filing, asked: string, policy: Policy): Rejection {
  const { value: chain, basis } = policy.goals.chain;
  const later = waiting.some(([step]) => step === asked);
  if (!later && !chain.some(({ step }) => step === asked)) {
    const names = chain.map(({ step, name }) => `${step}（${name}）`).join('、');
    return { outcome: 'refused', findings: [fault('GO-34', '/step', `审核流程没有“${asked}”这一步，流程为${names}`, basis)] };
  }
  const now = stepName(policy, waiting[0]?.[0] ?? '');
  return { outcome: 'conflict', says: `“${stepName(policy, asked)}”${later ? '还没有轮到' : '不在待办之列'}，当前步骤是“${now}”` };
}

/** GO-35: one of the step's roles, over this place; a third party by its commission. */
function notTheirs(state: GoalsState, actor: Actor, [step, roles]: PinnedStep, setting: Setting): Rejection | undefined {
  const { project, policy, today } = setting;
  if (reachesAs(actor, roles, project)) return undefined;
  const joint = roles.includes('third-party');
  if (joint && commissionedTo(state, actor, today)) return undefined;
  const says = joint && has(actor, 'third-party') ? '第三方须先受财政部门委托' : '您的角色不能办理';
  return { outcome: 'forbidden', says: `“${stepName(policy, step)}”：${says}（${policy.goals.chain.basis}）` };
}

/** GO-37, GO-38: points within the sheet, and on a full sheet an opinion that is the grade of their sum. */
function sheetFindings({ scores, opinion }: Review, policy: Policy): Finding[] {
  if (scores === undefined) return [];
  const { value: sheet, basis } = policy.goals.reviewSheet;
  const pointer = (key: string) => `/scores/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const findings = Object.entries(scores).flatMap(([key, points]) => {
    const criterion = sheet.find((each) => each.key === key);
    if (!criterion)
      return [fault('GO-37', pointer(key), `审核表没有“${key}”这一项，应为${sheet.map((each) => each.key).join('、')}`, basis)];
    if (points <= criterion.marks) return [];
    return [fault('GO-37', pointer(key), `“${criterion.name}”得分${points}分超过该项${criterion.marks}分`, basis)];
  });
  if (findings.length > 0 || !sheet.every(({ key }) => scores[key] !== undefined)) return findings;
  const total = toNumber(sheet.reduce((sum, { key }) => sum.add(exact(scores[key] ?? 0)), exact(0)));
  const grade = gradeOf(total, policy.grades.value);
  if (grade === opinion) return [];
  const says = `评分合计${total}分为“${gradeName(grade)}”，与审核意见“${gradeName(opinion)}”不一致`;
  return [fault('GO-38', '/opinion', says, basis)];
}
