import type { DataOf, NewEvent } from '../../../events/index.ts';
import type { BulletinCause } from '../../../shared/policy/policy.ts';
import { dueSteps, type ReviewState } from '../../../shared/review/progress.ts';
import { stepsOf } from '../../../shared/review/standing.ts';
import type { Place } from '../../../shared/values/actor.ts';
import type { Decision, Receipt } from '../../../shared/values/decision.ts';
import type { Grade } from '../../../shared/values/grade.ts';

/** A result of one kind of evaluation, and the sequence of the event that holds its document. */
export interface Outcome {
  readonly total: number;
  readonly grade: Grade;
  readonly at: number;
}

/** How far the newest self-evaluation has come on the chain pinned with it. */
export interface Audit {
  /** How many self-evaluations there were; left out: one. */
  readonly version?: number;
  /** Sequence of the event that holds it. */
  readonly at: number;
  /** Short digest of the person; the organisation where it isn't the unit itself. */
  readonly by: { readonly person: string; readonly organisation?: string };
  /** None: nobody audits. */
  readonly review?: ReviewState;
  /** Opinions that were given on it; left out: none. */
  readonly done?: number;
  /** Sent back, or taken back, and not filed again. */
  readonly closed?: 'returned' | 'withdrawn';
  /** Pinned too: a spot check waits for the end of the chain. */
  readonly binds?: true;
}

/** The small hot part of one project year's evaluation. */
export interface EvaluationState extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly fiscalYear: number;
  /** Digest of the self-evaluation as sent. */
  readonly digest?: string;
  /** With what sampling asks of it: the execution rate, and the year's adjusted budget in 分. */
  readonly self?: Outcome & { readonly rate?: number | null; readonly amount?: number };
  /** 自评审核 of the newest self-evaluation. */
  readonly audit?: Audit;
  /** 抽查复核初审: how far the check has come, and who stands behind it so far (short digests). */
  readonly draft?: Outcome & { readonly persons: readonly string[]; readonly review: ReviewState };
  readonly check?: Outcome & { readonly bulletin: boolean; readonly causes?: readonly BulletinCause[] };
  /** Named in a sample because the self-evaluation was owed and not there: the sample's id. */
  readonly missing?: string;
  readonly department?: Outcome;
  readonly finance?: Outcome;
  /** 再评价, which counts before all others. */
  readonly reEvaluation?: Outcome;
  /** How far finance's evaluation has come. */
  readonly procedure?: {
    readonly step: DataOf<'evaluation.stepped.v1'>['step'];
    readonly on: string;
    readonly sentOn?: string;
    readonly answeredOn?: string;
    readonly opinion?: 'agree' | 'disagree';
  };
  /** 结果应用: how many there were, and those to be followed up. */
  readonly applications?: { readonly count: number; readonly open: readonly { readonly n: number; readonly on: string }[] };
  readonly reports?: Readonly<Record<string, string>>;
  readonly archive?: { readonly archiveId: string; readonly at: number };
}

export type EvaluationStatus = 'open' | 'selfEvaluated' | 'spotChecked' | 'evaluated' | 'archived';
export type EvaluationEvent = NewEvent<
  | 'evaluation.self-evaluated.v1'
  | 'evaluation.reviewed.v1'
  | 'evaluation.self-withdrawn.v1'
  | 'evaluation.review-reminded.v1'
  | 'evaluation.review-escalated.v1'
  | 'evaluation.spot-checked.v1'
  | 'evaluation.reported.v1'
  | 'evaluation.archived.v1'
  | 'evaluation.check-drafted.v1'
  | 'evaluation.stepped.v1'
  | 'evaluation.answered.v1'
  | 'evaluation.re-evaluated.v1'
  | 'evaluation.result-applied.v1'
  | 'evaluation.followed-up.v1'
>;
export type EvaluationDecision = Decision<EvaluationState, EvaluationEvent>;

export function statusOf(state: EvaluationState): EvaluationStatus {
  if (state.archive) return 'archived';
  if (state.reEvaluation || state.finance || state.department) return 'evaluated';
  if (state.check) return 'spotChecked';
  return state.self ? 'selfEvaluated' : 'open';
}

/** What the project is called and whose it is may change after it was evaluated; the worklist must follow, above all when it became secret. */
export function placed(state: EvaluationState, card: Place & { readonly name: string }): EvaluationState {
  const { secret: _, ...rest } = state;
  const { name, division, departmentCode, unitCode } = card;
  return { ...rest, name, division, departmentCode, unitCode, ...(card.secret ? { secret: true } : {}) };
}

/** The result that counts: 再评价 before 财政评价 before 部门评价 before 抽查复核 before 自评. */
export function resultOf(
  state: EvaluationState,
): (Outcome & { readonly by: 'reEvaluation' | 'finance' | 'department' | 'spotCheck' | 'self' }) | undefined {
  if (state.reEvaluation) return { ...state.reEvaluation, by: 'reEvaluation' };
  if (state.finance) return { ...state.finance, by: 'finance' };
  if (state.department) return { ...state.department, by: 'department' };
  if (state.check) return { ...state.check, by: 'spotCheck' };
  return state.self && { ...state.self, by: 'self' };
}

/** Why it goes to a bulletin (通报). */
export function causesOf({ missing, check }: EvaluationState): readonly BulletinCause[] {
  const causes = new Set<BulletinCause>(missing === undefined ? [] : ['missing']);
  for (const cause of check?.causes ?? []) causes.add(cause);
  return [...causes];
}

/** Whose self-evaluation it is. */
export function authorOf({ audit, unitCode }: EvaluationState): { readonly person: string; readonly organisation: string } {
  return { person: audit?.by.person ?? NOBODY, organisation: audit?.by.organisation ?? unitCode };
}

const NOBODY = '-';

export type AuditStatus = 'inReview' | 'returned' | 'withdrawn' | 'audited';

/** Where the audit stands; nothing where nobody audits, or nothing was filed since audits are kept. */
export function auditStatusOf({ audit }: EvaluationState): AuditStatus | undefined {
  if (!audit) return undefined;
  if (audit.closed) return audit.closed;
  return audit.review && (dueSteps(audit.review).length > 0 ? 'inReview' : 'audited');
}

/** Once finance or the department has judged for itself, or all is archived, nobody is asked about the unit's own any more. */
export function isSettled({ check, department, finance, reEvaluation, archive }: EvaluationState): boolean {
  return [check, department, finance, reEvaluation, archive].some((each) => each !== undefined);
}

/** The reviews that wait for somebody: the spot check that was begun, then the audit of the self-evaluation. */
export function openReviews(
  state: EvaluationState,
): readonly { readonly of: 'selfEvaluation' | 'spotCheck'; readonly review: ReviewState }[] {
  const { draft, audit, check, archive } = state;
  return [
    ...(draft && !check && !archive ? [{ of: 'spotCheck' as const, review: draft.review }] : []),
    ...(audit?.review && auditStatusOf(state) === 'inReview' && !isSettled(state)
      ? [{ of: 'selfEvaluation' as const, review: audit.review }]
      : []),
  ];
}

/** The receipt of every command here. */
export function receipt(state: EvaluationState, more: Receipt = {}): Receipt {
  const [{ review } = {}] = openReviews(state);
  return { projectCode: state.projectCode, fiscalYear: state.fiscalYear, status: statusOf(state), ...stepsOf(review), ...more };
}
