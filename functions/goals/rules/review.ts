import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';
import type { Project } from './filing.ts';
import {
  commissionedTo,
  currentStep,
  type GoalsDecision,
  type GoalsEvent,
  type GoalsState,
  type PinnedStep,
  reachesAs,
  receipt,
  WITHDRAWN,
} from './goals.ts';

export interface Review {
  readonly step: string;
  readonly opinion: Grade;
  readonly comment: string;
  /** Points by criterion of the policy's review sheet. */
  readonly scores?: Readonly<Record<string, number>> | undefined;
}

interface Setting {
  readonly project: Project;
  readonly policy: Policy;
  /** Asia/Shanghai. */
  readonly today: string;
  /** The document under review. */
  readonly document: GoalsDocument;
}

/** `POST …/reviews`: one step of the chain. The step must be the current one, so that of two reviewers at once one is too late. */
export function review(known: Known<GoalsState>, actor: Actor, given: Review, setting: Setting): GoalsDecision {
  const { state } = known;
  const { policy, project, today } = setting;
  if (project.withdrawn) return WITHDRAWN;
  const own = ownWork(state, actor, project);
  if (own) return own;
  const step = currentStep(state);
  if (!step) return { outcome: 'conflict', says: `第${state.filing.version}版绩效目标${STATUSES[state.status]}，没有待审核的步骤` };
  if (given.step !== step.step) return notNow(state, given.step, step, policy);
  const foreign = notTheirs(state, actor, step, project, policy, today);
  if (foreign) return foreign;
  const findings = sheetFindings(given, policy);
  if (findings.length > 0) return { outcome: 'refused', findings };
  return conclude(known, given, setting);
}

const STATUSES = { inReview: '正在审核', returned: '已退回修改', approved: '已审核通过', blocked: '审核结果为“差”，已终止' } as const;

export function stepName(policy: Policy, step: string): string {
  return policy.goals.chain.value.find((each) => each.step === step)?.name ?? step;
}

/** GO-36: who wrote it, or belongs to the unit that did, doesn't judge it. */
function ownWork({ filing }: GoalsState, actor: Actor, project: Project): Rejection | undefined {
  const organisations = [filing.by.organisation, project.unitCode];
  const sameOrganisation = actor.division === project.division && organisations.includes(actor.organisation);
  if (actor.sub !== filing.by.id && !sameOrganisation) return undefined;
  return { outcome: 'forbidden', says: '不能审核本人或者本单位报送的绩效目标' };
}

/** GO-34. */
function notNow({ filing }: GoalsState, asked: string, current: PinnedStep, policy: Policy): GoalsDecision {
  const names = filing.chain.map(({ step }) => `${step}（${stepName(policy, step)}）`).join('、');
  if (!filing.chain.some(({ step }) => step === asked)) {
    const says = `审核流程没有“${asked}”这一步，流程为${names}`;
    return { outcome: 'refused', findings: [fault('GO-34', '/step', says, policy.goals.chain.basis)] };
  }
  const done = filing.chain.findIndex(({ step }) => step === asked) < filing.done;
  const says = `“${stepName(policy, asked)}”${done ? '已经办理' : '还没有轮到'}，当前步骤是“${stepName(policy, current.step)}”`;
  return { outcome: 'conflict', says };
}

/** GO-35: one of the step's roles, over this place; a third party by its commission. */
function notTheirs(
  state: GoalsState,
  actor: Actor,
  { step, roles }: PinnedStep,
  project: Project,
  policy: Policy,
  today: string,
): Rejection | undefined {
  if (reachesAs(actor, roles, project)) return undefined;
  if (roles.includes('third-party') && commissionedTo(state, actor, today)) return undefined;
  const says = has(actor, 'third-party') && roles.includes('third-party') ? '第三方须先受财政部门委托' : '您的角色不能办理';
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
  const total = sheet.reduce((sum, { key }) => sum.add(exact(scores[key] ?? 0)), exact(0));
  const grade = gradeOf(toNumber(total), policy.grades.value);
  if (grade === opinion) return [];
  const says = `评分合计${toNumber(total)}分为“${gradeName(grade)}”，与审核意见“${gradeName(opinion)}”不一致`;
  return [fault('GO-38', '/opinion', says, basis)];
}

/**
 * 优 passes, 良 passes after improvement, 中 goes back to be filed again, 差 ends it (财预〔2015〕88号 第二十五条, as the policy has it).
 * Of an adjustment that is refused nothing remains: the approved goals stay as they are.
 */
function conclude(known: Known<GoalsState>, given: Review, { policy, document }: Setting): GoalsDecision {
  const { state, sequence } = known;
  const { filing, fiscalYear, approved } = state;
  const { kind, documentAt, digest } = filing;
  const reviewed: GoalsState = { ...state, filing: { ...filing, done: filing.done + 1 } };
  const outcome = policy.goals.outcomes.value[given.opinion];
  const next = outcome === 'pass' ? (filing.chain[filing.done + 1]?.step ?? null) : null;
  const { step, opinion, comment, scores } = given;
  const goalsVersion = filing.version;
  const said: GoalsEvent = {
    type: 'goals.reviewed.v1',
    data: { fiscalYear, goalsVersion, step, opinion, comment, ...(scores && { scores: { ...scores } }), next },
  };
  const accept = (after: GoalsState, ...more: GoalsEvent[]): GoalsDecision => ({
    outcome: 'accepted',
    state: after,
    events: [said, ...more],
    answer: { ...receipt(after), opinion },
  });
  if (outcome === 'return') {
    return accept({ ...reviewed, status: 'returned' }, { type: 'goals.returned.v1', data: { fiscalYear, goalsVersion, step, comment } });
  }
  if (outcome === 'block') {
    const status = approved ? 'approved' : 'blocked';
    return accept({ ...reviewed, status }, { type: 'goals.blocked.v1', data: { fiscalYear, goalsVersion, step, comment } });
  }
  if (next !== null) return accept(reviewed);
  return accept(
    { ...reviewed, status: 'approved', approved: { kind, version: goalsVersion, documentAt, digest, at: sequence + 2 } },
    { type: 'goals.approved.v1', data: { fiscalYear, goalsVersion, goals: document } },
  );
}
