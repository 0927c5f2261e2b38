import type { DataOf, NewEvent } from '../../../events/index.ts';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import type { Organiser, Policy, Verdict } from '../../../shared/policy/policy.ts';
import { type Actor, type Place, type Role, sees } from '../../../shared/values/actor.ts';
import type { Decision, Rejection } from '../../../shared/values/decision.ts';
import type { Opinions } from './scores.ts';

/** The project as this function has heard of it. */
export type ProjectCard = ProjectDocument & { readonly withdrawn: boolean };

/** An organisation: its code means something only together with the division that gave it. */
export interface Body {
  readonly division: string;
  readonly organisation: string;
}

/** A third party's leave to read and to give its opinion; dates, both included. */
export interface Commission extends Body {
  readonly from: string;
  readonly until: string;
}

/** Who assesses independently of the first report. */
export type IndependentOrganiser = 'finance' | 'thirdParty';

export type Status = 'submitted' | 'returned' | 'concluded';

/** The small hot part of an assessment; its report is read from the event `documentAt`. Amounts in 分. */
export interface AssessmentState extends Place {
  readonly projectCode: string;
  readonly fiscalYear: number;
  readonly name: string;
  readonly status: Status;
  readonly organiser: Organiser;
  readonly requestedAmount: number;
  readonly documentAt: number;
  /** Of the report, shortened, to see that a repeated request brings nothing new. */
  readonly digest: string;
  readonly submittedBy: Body;
  /** On the report at `documentAt`, until it is concluded. */
  readonly opinions: Opinions;
  /** 独立评估 beside the report at `documentAt`, added up as if it were the only opinion. */
  readonly independents?: Readonly<Partial<Record<IndependentOrganiser, { readonly supported: number; readonly opinions: Opinions }>>>;
  readonly commissions: readonly Commission[];
  readonly conclusion?: { readonly verdict: Verdict; readonly supported: number; readonly score: number | null };
}

export type AssessmentEvent = NewEvent<
  | 'assessment.submitted.v1'
  | 'assessment.returned.v1'
  | 'assessment.commissioned.v1'
  | 'assessment.opined.v1'
  | 'assessment.concluded.v1'
  | 'assessment.independently-assessed.v1'
  | 'assessment.condition-reported.v1'
  | 'assessment.condition-settled.v1'
>;
export type AssessmentDecision = Decision<AssessmentState, AssessmentEvent>;
export type SubmittedReport = DataOf<'assessment.submitted.v1'>;

/** What every decision here stands on besides the state: the project, the day (Asia/Shanghai), the rules of its government. */
export interface Ground {
  readonly card: ProjectCard;
  readonly today: string;
  readonly policy: Policy;
}

/** Whether the actor holds one of `roles` and that very role reaches the project: reading it in another role isn't enough to act. */
export function acts(actor: Actor, roles: readonly Role[], place: Place): boolean {
  return sees({ ...actor, roles: actor.roles.filter((role) => roles.includes(role)) }, place);
}

/** 委托方与被评价对象相分离: a third party reaches only what is commissioned to it, and only while the commission is open (财预〔2021〕6号). */
export function isCommissioned(state: AssessmentState, actor: Actor, today: string): boolean {
  if (!actor.roles.includes('third-party') || state.secret) return false;
  return state.commissions.some((each) => isSame(each, actor) && each.from <= today && today <= each.until);
}

export function isSame(one: Body, other: Body): boolean {
  return one.organisation === other.organisation && one.division === other.division;
}

/** AS-16: 谁报送的，不得由谁评审 — nobody gives an opinion or a conclusion on what their own organisation submitted. */
export function judgesOwn(state: AssessmentState, actor: Actor): Rejection | undefined {
  if (!isSame(state.submittedBy, actor)) return undefined;
  return { outcome: 'forbidden', says: '评估报告由您所在单位报送，应回避，不能提出意见或作出结论' };
}

/** Where and what the project is called may change after the report came in; the worklists must follow, above all when it became secret. */
export function placed(state: AssessmentState, card: ProjectCard): AssessmentState {
  const { secret: _, ...rest } = state;
  const { division, departmentCode, unitCode, name } = card;
  return { ...rest, division, departmentCode, unitCode, name, ...(card.secret ? { secret: true } : {}) };
}

/** Why nothing new may be done, if so. */
export function closedProject({ withdrawn }: ProjectCard): Rejection | undefined {
  return withdrawn ? { outcome: 'conflict', says: '项目已经撤回，不再办理事前绩效评估' } : undefined;
}

/** Why a report can't be dealt with, unless it lies submitted. */
export function unlessOpen({ status }: AssessmentState, act: string): Rejection | undefined {
  if (status === 'submitted') return undefined;
  const says = status === 'concluded' ? `事前绩效评估已作出结论，不能${act}` : `评估报告已退回，重新报送之前不能${act}`;
  return { outcome: 'conflict', says };
}
