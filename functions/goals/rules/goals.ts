import type { NewEvent } from '../../../events/index.ts';
import type { ReviewStep } from '../../../shared/policy/policy.ts';
import { type Actor, has, type Place, type Role, sees } from '../../../shared/values/actor.ts';
import type { Decision, Receipt } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import type { Cents } from '../../../shared/values/money.ts';

export type GoalsStatus = 'inReview' | 'returned' | 'approved' | 'blocked';

/** A step as pinned when the goals were filed; its name is the policy's. */
export type PinnedStep = Pick<ReviewStep, 'step' | 'roles'>;

/** One version of the contents: where its document is, and its digest, to see that a repeated request brings nothing new. */
export interface Contents {
  readonly kind: 'submission' | 'adjustment';
  /** Counts the contents, from 1. */
  readonly version: number;
  /** Sequence of the event that filed it. */
  readonly documentAt: number;
  readonly digest: string;
}

/** The contents last filed, and how far they have come. */
export interface Filing extends Contents {
  readonly budget: Cents;
  /** Who filed it: a person, and the unit or department. */
  readonly by: { readonly id: string; readonly organisation: string };
  /** 初审、复核、终审…, in order. */
  readonly chain: readonly PinnedStep[];
  readonly policy: string;
  /** Steps that are done. */
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

/** The small hot part of one project's goals of one year; the documents are in the events. Amounts in 分. */
export interface GoalsState extends Place {
  readonly projectCode: string;
  readonly fiscalYear: number;
  readonly name: string;
  readonly status: GoalsStatus;
  readonly filing: Filing;
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

/** The step that is waited for; none unless in review. */
export function currentStep({ status, filing }: GoalsState): PinnedStep | undefined {
  return status === 'inReview' ? filing.chain[filing.done] : undefined;
}

/** The contents that the status speaks of: those in force, or those last filed. An adjustment that was refused is neither. */
export function current({ status, filing, approved }: GoalsState): Contents {
  return status === 'approved' && approved ? approved : filing;
}

export function receipt(state: GoalsState): Receipt {
  const step = currentStep(state)?.step;
  const { projectCode, fiscalYear, status, approved } = state;
  return {
    projectCode,
    fiscalYear,
    goalsVersion: current(state).version,
    status,
    ...(step === undefined ? {} : { step }),
    ...(approved && status !== 'approved' ? { inForce: approved.version } : {}),
  };
}

/** Whether the actor reaches the place by one of these roles, whatever other roles let it read. */
export function reachesAs(actor: Actor, roles: readonly Role[], place: Place): boolean {
  return sees({ ...actor, roles: actor.roles.filter((role) => roles.includes(role)) }, place);
}

/** A third party works only on what is commissioned to it, and only while that is open (财预〔2021〕6号). */
export function commissionedTo(state: GoalsState, actor: Actor, today: string): boolean {
  if (!has(actor, 'third-party') || state.secret || state.status !== 'inReview') return false;
  return (state.commissions ?? []).some(
    ({ organisation, division, until }) =>
      organisation === actor.organisation &&
      today <= until &&
      (division === undefined || division === actor.division) &&
      liesUnder(state.division, actor.division),
  );
}

export const WITHDRAWN = { outcome: 'conflict', says: '项目已经撤回，不能再办理绩效目标' } as const;
