import type { NewEvent } from '../../../events/index.ts';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import type { AdjustmentReason } from '../../../shared/policy/policy.ts';
import type { Place } from '../../../shared/values/actor.ts';
import type { Decision } from '../../../shared/values/decision.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import type { NoticeFacts } from './rectifications.ts';

/** One thing heard from another function: the newest wins, whatever the order of arrival. `at` is the sequence of its event. */
export type Heard<Fact> = Fact & { readonly at: number };

export interface AssessmentFact {
  readonly status: 'submitted' | 'returned' | 'concluded';
  readonly verdict?: string;
  readonly admissible?: boolean;
  readonly supported?: number;
}
export interface GoalsFact {
  readonly status: 'inReview' | 'returned' | 'blocked' | 'approved';
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
  readonly by: 'self' | 'spotCheck' | 'department' | 'finance';
}

/** The approved budget, with the goals that it was given for. `on`: the day of its approval. */
export interface Budget {
  readonly amount: number;
  readonly goalsVersion: number;
  readonly on?: string;
}

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
  /** The newest month's: paid since January, where known. */
  readonly reading?: Heard<{ readonly paid?: number }>;
  readonly funds?: Heard<{ readonly state: 'normal' | 'suspended' | 'stopped' | 'recovered' }>;
  readonly result?: Heard<ResultFact>;
  readonly archive?: Heard<{ readonly archiveId: string }>;
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
  readonly years: Readonly<Record<string, YearFacts>>;
}

export type ProjectStatus = 'proposed' | 'admitted' | 'budgeted' | 'executing' | 'closed' | 'withdrawn';
export type ProjectEvent = NewEvent<
  | 'project.registered.v1'
  | 'project.revised.v1'
  | 'project.admitted.v1'
  | 'project.withdrawn.v1'
  | 'budget.issued.v1'
  | 'budget.change-filed.v1'
  | 'budget.changed.v1'
>;
export type ProjectDecision = Decision<ProjectState, ProjectEvent>;

/** The status follows from the facts, so that it can't depend on the order in which they arrived. */
export function statusOf(state: ProjectState): ProjectStatus {
  const years = Object.values(state.years);
  const lastYear = state.endsOn.slice(0, 4);
  if (state.withdrawn) return 'withdrawn';
  if (Object.entries(state.years).some(([year, facts]) => facts.archive && year >= lastYear)) return 'closed';
  if (years.some((facts) => facts.budget && facts.reading)) return 'executing';
  if (years.some((facts) => facts.budget)) return 'budgeted';
  return state.admitted ? 'admitted' : 'proposed';
}

/** The year that the gates are about: the newest that anything was heard of; before that this year, or the nearest in which the project runs. */
export function currentYear(state: ProjectState, now: number): number {
  const years = Object.keys(state.years).map(Number);
  if (years.length > 0) return Math.max(...years);
  const [first, last] = [state.startsOn, state.endsOn].map((date) => Number(date.slice(0, 4)));
  return Math.min(Math.max(now, first ?? now), last ?? now);
}
