import type { NewEvent } from '../../../events/index.ts';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import type { AdjustmentReason } from '../../../shared/policy/policy.ts';
import type { Place } from '../../../shared/values/actor.ts';
import type { Decision, Rejection } from '../../../shared/values/decision.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import type { NoticeFacts } from './rectifications.ts';

/** One thing heard from another function: the newest wins, whatever the order of arrival. `at` is the sequence of its event. */
export type Heard<Fact> = Fact & { readonly at: number };

export interface AssessmentFact {
  readonly status: 'submitted' | 'returned' | 'withdrawn' | 'concluded';
  readonly verdict?: string;
  readonly admissible?: boolean;
  readonly supported?: number;
}
export interface GoalsFact {
  readonly status: 'inReview' | 'returned' | 'withdrawn' | 'blocked' | 'approved';
}
/** A new version of approved goals that was filed in mid-year (绩效目标调整). */
export interface AdjustedGoalsFact {
  readonly version: number;
  readonly reason: AdjustmentReason;
  readonly budget: number;
}
export interface ApprovedGoalsFact {
  readonly version: number;
  readonly digest: string;
  readonly budget: number;
}
export interface ResultFact {
  readonly grade: Grade;
  readonly total: number;
  readonly by: 'self' | 'spotCheck' | 'department' | 'finance' | 'reEvaluation';
}

/** The approved budget, with the goals that it was given for. `on`: the day of its first approval. */
export interface Budget {
  readonly amount: number;
  readonly goalsVersion: number;
  readonly on?: string;
}

/** What was published of a year, and on which day first. */
export type Disclosed = Readonly<Partial<Record<'goals' | 'selfEvaluation' | 'evaluation', string>>>;

/** What projects know of one fiscal year. Keys are left out until something is heard. */
export interface YearFacts {
  readonly assessment?: Heard<AssessmentFact>;
  /** 资金拨付前置条件 of the conclusion that are still open; stale once the assessment is newer. */
  readonly conditions?: Heard<{ readonly open: number }>;
  readonly goals?: Heard<GoalsFact>;
  readonly approvedGoals?: Heard<ApprovedGoalsFact>;
  readonly adjusted?: Heard<AdjustedGoalsFact>;
  readonly budget?: Budget;
  /** 预算调整 that waits for its goals; `at` is the sequence of `budget.change-filed`, which holds the rest. */
  readonly change?: { readonly amount: number; readonly goalsVersion: number; readonly at: number };
  readonly disclosed?: Disclosed;
  /** The newest month's: paid since January, where known. */
  readonly reading?: Heard<{ readonly paid?: number }>;
  readonly funds?: Heard<{ readonly state: 'normal' | 'suspended' | 'stopped' | 'recovered' }>;
  /** The last opinion of the goals' review. */
  readonly review?: Heard<{ readonly grade: Grade }>;
  /** Of the newest alert; none was ever on: green. */
  readonly light?: Heard<{ readonly light: 'green' | 'yellow' | 'red' }>;
  readonly self?: Heard<{ readonly grade: Grade; readonly total: number }>;
  readonly result?: Heard<ResultFact>;
  /** The unit took its self-evaluation back. */
  readonly selfWithdrawn?: Heard<object>;
  readonly archive?: Heard<object>;
  readonly notices?: NoticeFacts;
}

/** The small hot part of a project; its document is read from the event `documentAt`. Amounts in 分. */
export interface ProjectState extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly documentAt: number;
  /** Digest of the document, to see that a repeated request brings nothing new. */
  readonly digest: string;
  readonly subject: ProjectDocument['subject'];
  readonly origin: ProjectDocument['origin'];
  readonly investment: boolean;
  readonly major: boolean;
  /** Finance's own word on 重大, which the unit can't undo. */
  readonly markedMajor?: boolean;
  readonly requestedAmount: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly secret: boolean;
  readonly admitted: boolean;
  readonly withdrawn: boolean;
  /** 专项资金绩效管理规划: fiscal years, and each year's money from the first on; `at` is the sequence of the event that holds it. */
  readonly fund?: {
    readonly from: number;
    readonly until: number;
    readonly amounts: readonly number[];
    readonly digest: string;
    readonly at: number;
  };
  /** The last decision that a fund goes on. */
  readonly renewal?: { readonly decision: 'continue' | 'adjust'; readonly until: number; readonly at: number };
  /** Ended as a fund, or 退出: for good. */
  readonly closed?: 'ended' | 'exited';
  readonly years: Readonly<Record<string, YearFacts>>;
}

export type ProjectStatus = 'proposed' | 'admitted' | 'budgeted' | 'executing' | 'closed' | 'withdrawn';
export type ProjectEvent = NewEvent<
  | 'project.registered.v1'
  | 'project.revised.v1'
  | 'project.admitted.v1'
  | 'project.withdrawn.v1'
  | 'project.planned.v1'
  | 'project.renewed.v1'
  | 'project.exited.v1'
  | 'project.disclosed.v1'
  | 'budget.issued.v1'
  | 'budget.change-filed.v1'
  | 'budget.changed.v1'
>;
export type ProjectDecision = Decision<ProjectState, ProjectEvent>;

/** The status follows from the facts, so that it can't depend on the order in which they arrived. */
export function statusOf(state: ProjectState): ProjectStatus {
  const years = Object.values(state.years);
  const lastYear = lastYearOf(state);
  if (state.withdrawn) return 'withdrawn';
  if (state.closed) return 'closed';
  if (Object.entries(state.years).some(([year, facts]) => facts.archive && Number(year) >= lastYear)) return 'closed';
  if (years.some((facts) => facts.budget && facts.reading)) return 'executing';
  if (years.some((facts) => facts.budget)) return 'budgeted';
  return state.admitted ? 'admitted' : 'proposed';
}

/** The last fiscal year that money may be given for: of a fund as decided or planned, else the one in which the project ends. */
export function lastYearOf({ subject, renewal, fund, endsOn }: ProjectState): number {
  const planned = subject === 'specialFund' ? (renewal?.until ?? fund?.until) : undefined;
  return planned ?? Number(endsOn.slice(0, 4));
}

/** Why nothing new is taken on a project that has left the library. */
export function shut({ withdrawn, closed }: ProjectState): Rejection | undefined {
  if (withdrawn) return { outcome: 'conflict', says: '项目已经撤回' };
  if (closed === undefined) return undefined;
  return { outcome: 'conflict', says: closed === 'ended' ? '专项资金已经终止' : '项目已经退出' };
}

/** The year that the gates are about: the newest that anything was heard of; before that this year, or the nearest in which the project runs. */
export function currentYear(state: ProjectState, now: number): number {
  const years = Object.keys(state.years).map(Number);
  if (years.length > 0) return Math.max(...years);
  const [first, last] = [state.startsOn, state.endsOn].map((date) => Number(date.slice(0, 4)));
  return Math.min(Math.max(now, first ?? now), last ?? now);
}
