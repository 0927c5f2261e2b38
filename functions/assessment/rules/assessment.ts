import type { DataOf, NewEvent } from '../../../events/index.ts';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import type { Organiser, Policy, Verdict } from '../../../shared/policy/policy.ts';
import type { Reviewer } from '../../../shared/review/mandate.ts';
import { isOwnWork, judgesOf } from '../../../shared/review/own-work.ts';
import { dueSteps, type ReviewState } from '../../../shared/review/progress.ts';
import { stepsOf } from '../../../shared/review/standing.ts';
import type { Actor, Place } from '../../../shared/values/actor.ts';
import type { Decision, Receipt, Rejection } from '../../../shared/values/decision.ts';
import { finding } from '../../../shared/values/finding.ts';
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

export type Status = 'submitted' | 'returned' | 'withdrawn' | 'concluded';

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
  /** With a short digest of the person. */
  readonly submittedBy: Body & { readonly person?: string };
  /** How many reports there were; left out: one. */
  readonly versions?: number;
  /** How far the report has come on the chain pinned with it; none of what came in before chains were pinned. */
  readonly review?: ReviewState;
  /** Pinned too: opinions keep to the chain, and a conclusion waits for its end. */
  readonly binds?: true;
  /** So many of the opinions came over from an earlier report. */
  readonly carried?: number;
  /** On the report at `documentAt`, until it is concluded. */
  readonly opinions: Opinions;
  /** 独立评估 beside the report at `documentAt`, added up as if it were the only opinion. */
  readonly independents?: Readonly<Partial<Record<IndependentOrganiser, { readonly supported: number; readonly opinions: Opinions }>>>;
  readonly commissions?: readonly Commission[];
  readonly conclusion?: { readonly verdict: Verdict; readonly supported: number; readonly score: number | null };
}

export type AssessmentEvent = NewEvent<
  | 'assessment.submitted.v1'
  | 'assessment.returned.v1'
  | 'assessment.sent-back.v1'
  | 'assessment.withdrawn.v1'
  | 'assessment.review-reminded.v1'
  | 'assessment.review-escalated.v1'
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

/** 委托方与被评价对象相分离: a third party reaches only what is commissioned to it, and only while the commission is open (财预〔2021〕6号). */
export function isCommissioned(state: AssessmentState, actor: Actor, today: string): boolean {
  if (!actor.roles.includes('third-party') || state.secret) return false;
  return (state.commissions ?? []).some((each) => isSame(each, actor) && each.from <= today && today <= each.until);
}

/** Short enough for a small state, long enough to tell two persons apart. */
export const brief = (person: string) => person.slice(0, 12);

export function isSame(one: Body, other: Body): boolean {
  return one.organisation === other.organisation && one.division === other.division;
}

/** AS-16: 谁报送的，不得由谁评审 — nobody judges what they or their own organisation submitted; not through somebody else, nor for somebody else. */
export function judgesOwn({ submittedBy }: AssessmentState, actor: Actor, { person = '', mandate }: Partial<Reviewer> = {}) {
  const { person: author = NOBODY, organisation, division } = submittedBy;
  const judges = judgesOf(actor, { person, mandate }).map((each) => ({ ...each, person: brief(each.person) }));
  if (!isOwnWork(judges, { person: author, organisations: [organisation], division })) return undefined;
  const says = mandate ? '评估报告由委托人、受托人本人或者其单位报送，应回避' : '评估报告由您本人或者您所在单位报送，应回避';
  return { outcome: 'forbidden', says: `${says}，不能提出意见或作出结论` } satisfies Rejection;
}

const NOBODY = '-';

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
  if (status === 'concluded') return { outcome: 'conflict', says: `事前绩效评估已作出结论，不能${act}` };
  const says = `评估报告已${status === 'withdrawn' ? '由报送单位撤回' : '退回'}，重新报送之前不能${act}`;
  return { outcome: 'conflict', says };
}

/** The steps that are waited for; none unless the report lies submitted. */
export function currentSteps({ status, review }: AssessmentState) {
  return status === 'submitted' && review ? dueSteps(review) : [];
}

/** The receipt of every command here. */
export function receipt(state: AssessmentState): Receipt {
  const { projectCode, fiscalYear, status, review, versions = 1 } = state;
  const open = status === 'submitted' ? review : undefined;
  return { projectCode, fiscalYear, status, reportVersion: versions, ...stepsOf(open) };
}

/** AS-37: what was said to be somebody else's roles isn't. */
export function unlent(says: string): Rejection {
  return { outcome: 'refused', findings: [finding('AS-37', '/onBehalfOf', says, '默认（委托代办）')] };
}
