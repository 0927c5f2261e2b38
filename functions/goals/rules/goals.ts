import type { NewEvent } from '../../../events/index.ts';
import { type DueStep, dueSteps, type ReviewState } from '../../../shared/review/progress.ts';
import { stepsOf } from '../../../shared/review/standing.ts';
import { type Actor, has, type Place } from '../../../shared/values/actor.ts';
import type { Decision, Receipt } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import type { Cents } from '../../../shared/values/money.ts';
import type { Spending } from './spending.ts';

/** What goals know of the project: its card, as it was last heard. */
export interface Project extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly withdrawn: boolean;
}

/** Which goals a command is about. */
export interface Matter {
  readonly project: Project;
  readonly fiscalYear: number;
}

export type GoalsStatus = 'inReview' | 'returned' | 'withdrawn' | 'approved' | 'blocked';

/** One version of the contents, and where its document is. */
export interface Contents {
  /** Counts the contents, from 1. */
  readonly version: number;
  readonly adjustment?: true;
  /** Sequence of the event that filed it; the policy that it was judged by stands there too. */
  readonly documentAt: number;
  /** Short digest of the document, to see that a repeated request brings nothing new. */
  readonly digest: string;
  readonly budget: Cents;
}

/** Contents that aren't in force: under review, sent or taken back, or refused for good. */
export interface Filing extends Contents {
  readonly status: 'inReview' | 'returned' | 'withdrawn' | 'blocked';
  /** Who filed it: a person (short digest of the token's subject), and the unit or department. */
  readonly by: { readonly person: string; readonly organisation: string };
  readonly review: ReviewState;
  /** What 优, 良, 中, 差 lead to, as pinned: `pprb`. */
  readonly leads: string;
  /** Opinions that were given on these contents. */
  readonly done: number;
}

/** What is in force (NX-12 契约), whatever is being adjusted. `at`: sequence of the event that approved it. */
export interface ApprovedGoals extends Contents {
  readonly at: number;
}

export interface Commission {
  readonly organisation: string;
  /** Of the third party, where its code was named with it. */
  readonly division?: string;
  /** Last day. */
  readonly until: string;
}

/**
 * The small hot part of one project's goals of one year; the documents are in the events. There is a filing, or approved goals, or
 * both while approved goals are being adjusted. Amounts in 分.
 */
export interface GoalsState extends Place {
  readonly name: string;
  /** How many contents were filed so far. */
  readonly versions: number;
  readonly filing?: Filing;
  readonly approved?: ApprovedGoals;
  /** 同步批复 has been heard; `at` is the event's sequence. */
  readonly issued?: { readonly amount: Cents; readonly version: number; readonly at: number };
  /** What the newest reading says of money, where finance's common indicators need it. */
  readonly spending?: Spending;
  readonly commissions?: readonly Commission[];
}

export type GoalsEvent = NewEvent<
  | 'goals.submitted.v1'
  | 'goals.adjusted.v1'
  | 'goals.withdrawn.v1'
  | 'goals.review-reminded.v1'
  | 'goals.review-escalated.v1'
  | 'goals.commissioned.v1'
  | 'goals.reviewed.v1'
  | 'goals.returned.v1'
  | 'goals.blocked.v1'
  | 'goals.approved.v1'
>;
export type GoalsDecision = Decision<GoalsState, GoalsEvent>;

export function statusOf({ filing }: GoalsState): GoalsStatus {
  return filing?.status ?? 'approved';
}

/** The steps that are waited for, more than one where they stand side by side; none unless in review. */
export function currentSteps({ filing }: GoalsState): readonly DueStep[] {
  return filing?.status === 'inReview' ? dueSteps(filing.review) : [];
}

/** The contents that the status speaks of; every decision leaves some. */
export function current({ filing, approved }: GoalsState): Contents | undefined {
  return filing ?? approved;
}

interface Named {
  readonly project: { readonly projectCode: string };
  readonly fiscalYear: number;
}

export function receipt(state: GoalsState, { project, fiscalYear }: Named): Receipt {
  const { filing, approved } = state;
  return {
    projectCode: project.projectCode,
    fiscalYear,
    goalsVersion: current(state)?.version ?? state.versions,
    status: statusOf(state),
    ...stepsOf(filing?.status === 'inReview' ? filing.review : undefined),
    ...(filing && approved ? { inForce: approved.version } : {}),
  };
}

/** A third party works only on what is commissioned to it, and only while that is open (财预〔2021〕6号). Says under which name it is asked. */
export function commissionOf(state: GoalsState, actor: Actor, today: string): string | undefined {
  if (!has(actor, 'third-party') || state.secret || currentSteps(state).length === 0) return undefined;
  const found = openCommissions(state, today).find(
    ({ organisation, division }) =>
      organisation === actor.organisation &&
      (division === undefined || division === actor.division) &&
      liesUnder(state.division, actor.division),
  );
  return found && thirdPartyOf(found);
}

/** The third parties that are asked today, by the names under which they are. */
export function thirdParties(state: GoalsState, today: string): readonly string[] {
  return openCommissions(state, today).map(thirdPartyOf);
}

const openCommissions = ({ commissions = [] }: GoalsState, today: string) => commissions.filter(({ until }) => today <= until);
const thirdPartyOf = ({ organisation, division }: Commission) => (division === undefined ? organisation : `${organisation}@${division}`);

export const WITHDRAWN = { outcome: 'conflict', says: '项目已经撤回，不能再办理绩效目标' } as const;
