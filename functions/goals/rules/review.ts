import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { judgeOf, personsOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { isOwnWork, judgesOf } from '../../../shared/review/own-work.ts';
import { type DueStep, openSteps } from '../../../shared/review/progress.ts';
import { seatFor } from '../../../shared/review/quorum.ts';
import { named, notAsked, notDue } from '../../../shared/review/refusal.ts';
import { type Actor, has, reachesAs } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';
import { leadsTo, stepName } from './chain.ts';
import { conclude } from './conclusion.ts';
import {
  commissionOf,
  currentSteps,
  type Filing,
  type GoalsDecision,
  type GoalsState,
  type Matter,
  type Project,
  statusOf,
  thirdParties,
  WITHDRAWN,
} from './goals.ts';
import { checkGrades, type GradedSheet } from './qualitative.ts';

export interface Review {
  readonly step: string;
  readonly opinion: Grade;
  readonly comment: string;
  /** Points by criterion of the policy's review sheet. */
  readonly scores?: Readonly<Record<string, number>> | undefined;
  /** Grades by criterion of the policy's qualitative sheet. */
  readonly sheet?: GradedSheet | undefined;
  /** The earlier step that is to judge again, instead of the author. */
  readonly returnTo?: string | undefined;
}

export interface Setting extends Matter, Reviewer {
  readonly policy: Policy;
  /** Asia/Shanghai. */
  readonly today: string;
  /** The document under review. */
  readonly document: GoalsDocument;
}

/** `POST …/reviews`: one opinion at one step that is due. Of two reviewers at once, who comes too late is told so. */
export function review(known: Known<GoalsState>, actor: Actor, given: Review, setting: Setting): GoalsDecision {
  const { state } = known;
  if (setting.project.withdrawn) return WITHDRAWN;
  const { filing } = state;
  const due = currentSteps(state);
  if (!filing || due.length === 0) return { outcome: 'conflict', says: `绩效目标${STATUSES[statusOf(state)]}，没有待审核的步骤` };
  const step = due.find((each) => each.step === given.step);
  const rejected = ownWork(filing, actor, setting) ?? (step ? notTheirs(state, actor, step, setting) : notNow(filing, due, given, setting));
  if (rejected || !step) return rejected ?? { outcome: 'absent' };
  const judge = judgeOf(actor, setting);
  const seat = seatFor(
    step,
    {
      roles: judge.roles.filter((role) => reachesAs(judge, [role], setting.project)),
      thirdParty: commissionOf(state, judge, setting.today),
      persons: personsOf(setting),
    },
    filing.review.given ?? [],
    thirdParties(state, setting.today),
  );
  // Who sends back needn't wait for those whom only an agreement would need.
  const objects = leadsTo(filing, given.opinion) !== 'pass';
  // GO-52
  if (!seat.ok && !(seat.why === 'early' && objects)) return notAsked(stepName(setting.policy, step.step), seat);
  const findings = [...sheetFindings(given, setting.policy), ...checkGrades(given.sheet, given.opinion, setting.policy)];
  return findings.length > 0
    ? { outcome: 'refused', findings }
    : conclude(known, filing, given, { ...setting, step, seat: seat.ok ? seat.seat : '' });
}

const STATUSES = {
  inReview: '正在审核',
  returned: '已退回修改',
  withdrawn: '已由报送单位撤回',
  approved: '已审核通过',
  blocked: '审核结果为“差”，已终止',
} as const;

/** GO-55: what was said to be somebody else's roles isn't. */
export function unlent(says: string): GoalsDecision {
  return { outcome: 'refused', findings: [fault('GO-55', '/onBehalfOf', says)] };
}

/** GO-36: who wrote it, or belongs to the unit that did, doesn't judge it; not through somebody else, nor for somebody else. */
function ownWork(
  { by }: Filing,
  actor: Actor,
  { person, mandate, project }: Reviewer & { readonly project: Project },
): Rejection | undefined {
  const organisations = [by.organisation, project.unitCode];
  if (!isOwnWork(judgesOf(actor, { person, mandate }), { person: by.person, organisations, division: project.division })) return undefined;
  const says = mandate ? '不能审核委托人、受托人本人或者本单位报送的绩效目标' : '不能审核本人或者本单位报送的绩效目标';
  return { outcome: 'forbidden', says };
}

/** GO-34: a step of this government's chain isn't due, or not any more; one that it doesn't know is a mistake of the caller's. */
function notNow({ review: { chain, ...rest } }: Filing, due: readonly DueStep[], { step: asked }: Review, { policy }: Setting): Rejection {
  const { value: steps, basis } = policy.goals.chain;
  const later = openSteps({ chain, ...rest }).some(({ step }) => step === asked);
  if (!later && !steps.some(({ step }) => step === asked)) {
    const names = named(
      steps.map(({ step }) => step),
      (step) => stepName(policy, step),
    );
    return { outcome: 'refused', findings: [fault('GO-34', '/step', `审核流程没有“${asked}”这一步，流程为${names}`, basis)] };
  }
  return notDue(asked, later, due, (step) => stepName(policy, step));
}

/** GO-35: one of the step's roles, over this place; once it is overdue also those above; a third party by its commission. */
function notTheirs(state: GoalsState, actor: Actor, step: DueStep, setting: Setting): Rejection | undefined {
  const { project, policy, today } = setting;
  const judge = judgeOf(actor, setting);
  const roles = step.escalated ? [...step.roles, ...step.escalatesTo] : step.roles;
  if (reachesAs(judge, roles, project)) return undefined;
  const joint = step.roles.includes('third-party');
  if (joint && commissionOf(state, judge, today) !== undefined) return undefined;
  const says = joint && has(judge, 'third-party') ? '第三方须先受财政部门委托' : '您的角色不能办理';
  return { outcome: 'forbidden', says: `“${stepName(policy, step.step)}”：${says}（${policy.goals.chain.basis}）` };
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
