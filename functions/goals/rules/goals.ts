import type { NewEvent } from '../../../events/index.ts';
import type { ReviewStep } from '../../../shared/policy/policy.ts';
import { type Actor, has, type Place, type Role, sees } from '../../../shared/values/actor.ts';
import type { Decision, Receipt } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import type { Cents } from '../../../shared/values/money.ts';

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

export type GoalsStatus = 'inReview' | 'returned' | 'approved' | 'blocked';

/** A step as pinned when the goals were filed, with the roles that take it; its name is the policy's. A pair, because a state is small. */
export type PinnedStep = readonly [step: ReviewStep['step'], roles: ReviewStep['roles']];

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

/** Contents that aren't in force: under review, sent back, or refused for good. */
export interface Filing extends Contents {
  readonly status: 'inReview' | 'returned' | 'blocked';
  /** Who filed it: a person (short digest of the token's subject), and the unit or department. */
  readonly by: { readonly person: string; readonly organisation: string };
  /** 初审、复核、终审… that are still to come, in order. */
  readonly waiting: readonly PinnedStep[];
  /** Steps that were taken. */
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
  readonly commissions?: readonly Commission[];
}

export type GoalsEvent = NewEvent<
  | 'goals.submitted.v1'
  | 'goals.adjusted.v1'
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

/** The step that is waited for; none unless in review. */
export function currentStep({ filing }: GoalsState): PinnedStep | undefined {
  return filing?.status === 'inReview' ? filing.waiting[0] : undefined;
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
  const step = currentStep(state)?.[0];
  const { filing, approved } = state;
  return {
    projectCode: project.projectCode,
    fiscalYear,
    goalsVersion: current(state)?.version ?? state.versions,
    status: statusOf(state),
    ...(step === undefined ? {} : { step }),
    ...(filing && approved ? { inForce: approved.version } : {}),
  };
}

/** Whether the actor reaches the place by one of these roles, whatever other roles let it read. */
export function reachesAs(actor: Actor, roles: readonly Role[], place: Place): boolean {
  return sees({ ...actor, roles: actor.roles.filter((role) => roles.includes(role)) }, place);
}

/** A third party works only on what is commissioned to it, and only while that is open (财预〔2021〕6号). */
export function commissionedTo(state: GoalsState, actor: Actor, today: string): boolean {
  if (!has(actor, 'third-party') || state.secret || !currentStep(state)) return false;
  return (state.commissions ?? []).some(
    ({ organisation, division, until }) =>
      organisation === actor.organisation &&
      today <= until &&
      (division === undefined || division === actor.division) &&
      liesUnder(state.division, actor.division),
  );
}

export const WITHDRAWN = { outcome: 'conflict', says: '项目已经撤回，不能再办理绩效目标' } as const;
