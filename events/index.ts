import type * as z from 'zod';
import { alertCleared } from './alert.cleared.v1.ts';
import { alertEscalated } from './alert.escalated.v1.ts';
import { alertRaised } from './alert.raised.v1.ts';
import { alertTreated } from './alert.treated.v1.ts';
import { assessmentCommissioned } from './assessment.commissioned.v1.ts';
import { assessmentConcluded } from './assessment.concluded.v1.ts';
import { assessmentConditionReported } from './assessment.condition-reported.v1.ts';
import { assessmentConditionSettled } from './assessment.condition-settled.v1.ts';
import { assessmentIndependentlyAssessed } from './assessment.independently-assessed.v1.ts';
import { assessmentOpined } from './assessment.opined.v1.ts';
import { assessmentReturned } from './assessment.returned.v1.ts';
import { assessmentReviewEscalated } from './assessment.review-escalated.v1.ts';
import { assessmentReviewReminded } from './assessment.review-reminded.v1.ts';
import { assessmentSentBack } from './assessment.sent-back.v1.ts';
import { assessmentSubmitted } from './assessment.submitted.v1.ts';
import { assessmentWithdrawn } from './assessment.withdrawn.v1.ts';
import { budgetChangeFiled } from './budget.change-filed.v1.ts';
import { budgetChanged } from './budget.changed.v1.ts';
import { budgetIssued } from './budget.issued.v1.ts';
import { delegationGranted } from './delegation.granted.v1.ts';
import { delegationRevoked } from './delegation.revoked.v1.ts';
import { Envelope, type EventDefinition } from './envelope.ts';
import { evaluationAnswered } from './evaluation.answered.v1.ts';
import { evaluationArchived } from './evaluation.archived.v1.ts';
import { evaluationCheckDrafted } from './evaluation.check-drafted.v1.ts';
import { evaluationFollowedUp } from './evaluation.followed-up.v1.ts';
import { evaluationReEvaluated } from './evaluation.re-evaluated.v1.ts';
import { evaluationReported } from './evaluation.reported.v1.ts';
import { evaluationResultApplied } from './evaluation.result-applied.v1.ts';
import { evaluationReviewEscalated } from './evaluation.review-escalated.v1.ts';
import { evaluationReviewReminded } from './evaluation.review-reminded.v1.ts';
import { evaluationReviewed } from './evaluation.reviewed.v1.ts';
import { evaluationRowsAnswered } from './evaluation.rows-answered.v1.ts';
import { evaluationSampled } from './evaluation.sampled.v1.ts';
import { evaluationSelfEvaluated } from './evaluation.self-evaluated.v1.ts';
import { evaluationSelfWithdrawn } from './evaluation.self-withdrawn.v1.ts';
import { evaluationSpotChecked } from './evaluation.spot-checked.v1.ts';
import { evaluationStepped } from './evaluation.stepped.v1.ts';
import { filingOverdue } from './filing.overdue.v1.ts';
import { focusChanged } from './focus.changed.v1.ts';
import { fundsChanged } from './funds.changed.v1.ts';
import { fundsReallocated } from './funds.reallocated.v1.ts';
import { goalsAdjusted } from './goals.adjusted.v1.ts';
import { goalsApproved } from './goals.approved.v1.ts';
import { goalsBlocked } from './goals.blocked.v1.ts';
import { goalsCommissioned } from './goals.commissioned.v1.ts';
import { goalsReturned } from './goals.returned.v1.ts';
import { goalsReviewEscalated } from './goals.review-escalated.v1.ts';
import { goalsReviewReminded } from './goals.review-reminded.v1.ts';
import { goalsReviewed } from './goals.reviewed.v1.ts';
import { goalsRowsAnswered } from './goals.rows-answered.v1.ts';
import { goalsSubmitted } from './goals.submitted.v1.ts';
import { goalsWithdrawn } from './goals.withdrawn.v1.ts';
import { importConfirmed } from './import.confirmed.v1.ts';
import { importGoalsConfirmed } from './import.goals-confirmed.v1.ts';
import { importReadingsConfirmed } from './import.readings-confirmed.v1.ts';
import { importSelfEvaluationsConfirmed } from './import.self-evaluations-confirmed.v1.ts';
import { monitoringChecked } from './monitoring.checked.v1.ts';
import { monitoringRowsAnswered } from './monitoring.rows-answered.v1.ts';
import { peerBatchAnswered } from './peer.batch-answered.v1.ts';
import { peerEventReceived } from './peer.event-received.v1.ts';
import { peerReadingsReceived } from './peer.readings-received.v1.ts';
import { peerRegistered } from './peer.registered.v1.ts';
import { peerSubmissionsReceived } from './peer.submissions-received.v1.ts';
import { pilotAccepted } from './pilot.accepted.v1.ts';
import { pilotBlueprintPublished } from './pilot.blueprint-published.v1.ts';
import { pilotEnrolled } from './pilot.enrolled.v1.ts';
import { pilotLaunched } from './pilot.launched.v1.ts';
import { pilotReported } from './pilot.reported.v1.ts';
import { pilotReturned } from './pilot.returned.v1.ts';
import { pilotRevised } from './pilot.revised.v1.ts';
import { pilotSpecialReported } from './pilot.special-reported.v1.ts';
import { pilotStageCompleted } from './pilot.stage-completed.v1.ts';
import { pilotStageOverdue } from './pilot.stage-overdue.v1.ts';
import { pilotsRowsAnswered } from './pilots.rows-answered.v1.ts';
import { projectAdmitted } from './project.admitted.v1.ts';
import { projectDisclosed } from './project.disclosed.v1.ts';
import { projectExited } from './project.exited.v1.ts';
import { projectPlanned } from './project.planned.v1.ts';
import { projectRegistered } from './project.registered.v1.ts';
import { projectRenewed } from './project.renewed.v1.ts';
import { projectRevised } from './project.revised.v1.ts';
import { projectWithdrawn } from './project.withdrawn.v1.ts';
import { readingRecorded } from './reading.recorded.v1.ts';
import { rectificationConfirmed } from './rectification.confirmed.v1.ts';
import { rectificationEscalated } from './rectification.escalated.v1.ts';
import { rectificationIssued } from './rectification.issued.v1.ts';
import { rectificationReplied } from './rectification.replied.v1.ts';
import { rectificationReturned } from './rectification.returned.v1.ts';

export { type Envelope, GENESIS, MAX_HOPS } from './envelope.ts';
export { CONSUMERS, type Consumer, consumersOf, type HeardBy, PUBLISHERS, type Publisher, routes } from './routes.ts';

const definitions = [
  projectRegistered,
  projectRevised,
  projectAdmitted,
  projectWithdrawn,
  projectPlanned,
  projectRenewed,
  projectExited,
  projectDisclosed,
  budgetIssued,
  budgetChangeFiled,
  budgetChanged,
  assessmentSubmitted,
  assessmentReturned,
  assessmentSentBack,
  assessmentWithdrawn,
  assessmentReviewReminded,
  assessmentReviewEscalated,
  assessmentCommissioned,
  assessmentOpined,
  assessmentIndependentlyAssessed,
  assessmentConditionReported,
  assessmentConditionSettled,
  assessmentConcluded,
  goalsSubmitted,
  goalsCommissioned,
  goalsReviewed,
  goalsReturned,
  goalsBlocked,
  goalsApproved,
  goalsAdjusted,
  goalsWithdrawn,
  goalsReviewReminded,
  goalsReviewEscalated,
  delegationGranted,
  delegationRevoked,
  readingRecorded,
  alertRaised,
  alertEscalated,
  alertCleared,
  alertTreated,
  fundsChanged,
  fundsReallocated,
  focusChanged,
  monitoringChecked,
  filingOverdue,
  evaluationSelfEvaluated,
  evaluationReviewed,
  evaluationSelfWithdrawn,
  evaluationReviewReminded,
  evaluationReviewEscalated,
  evaluationSampled,
  evaluationCheckDrafted,
  evaluationSpotChecked,
  evaluationStepped,
  evaluationAnswered,
  evaluationReported,
  evaluationReEvaluated,
  evaluationResultApplied,
  evaluationFollowedUp,
  evaluationArchived,
  rectificationIssued,
  rectificationReplied,
  rectificationConfirmed,
  rectificationReturned,
  rectificationEscalated,
  importConfirmed,
  importGoalsConfirmed,
  importReadingsConfirmed,
  importSelfEvaluationsConfirmed,
  goalsRowsAnswered,
  monitoringRowsAnswered,
  evaluationRowsAnswered,
  peerRegistered,
  peerEventReceived,
  peerSubmissionsReceived,
  peerReadingsReceived,
  peerBatchAnswered,
  pilotsRowsAnswered,
  pilotLaunched,
  pilotRevised,
  pilotEnrolled,
  pilotStageCompleted,
  pilotStageOverdue,
  pilotReported,
  pilotSpecialReported,
  pilotAccepted,
  pilotReturned,
  pilotBlueprintPublished,
] as const;

type Definition = (typeof definitions)[number];
export type EventType = Definition['type'];

/** The data of one event type, e.g. `DataOf<'assessment.concluded.v1'>`. */
export type DataOf<Type extends EventType> =
  Extract<Definition, { type: Type }> extends EventDefinition<Type, infer Data extends z.ZodType> ? z.infer<Data> : never;

/** What a rule emits: type and data; the ledger adds the envelope. */
export type NewEvent<Type extends EventType = EventType> = { [T in Type]: { readonly type: T; readonly data: DataOf<T> } }[Type];

/** A whole event as it travels and is kept. */
export type Event<Type extends EventType = EventType> = {
  [T in Type]: Omit<Envelope, 'type'> & { readonly type: T; readonly data: DataOf<T> };
}[Type];

const byType: ReadonlyMap<string, Definition> = new Map(definitions.map((definition) => [definition.type, definition]));

export type Reading = { readonly readable: true; readonly event: Event } | { readonly readable: false; readonly reason: string };

/**
 * Reads an event of any released version and lifts old versions to the newest. What can't be read (no envelope, unknown type, data
 * of another shape) is answered with the reason, in one line without the data; it never throws.
 */
export function read(raw: unknown): Reading {
  const envelope = Envelope.safeParse(raw);
  if (!envelope.success) return { readable: false, reason: `not an event: ${where(envelope.error)}` };
  const definition = byType.get(envelope.data.type);
  if (!definition) return { readable: false, reason: `unknown type ${envelope.data.type}` };
  const data = definition.data.safeParse(raw !== null && typeof raw === 'object' && 'data' in raw ? raw.data : undefined);
  if (!data.success) return { readable: false, reason: `${envelope.data.type}: ${where(data.error)}` };
  // The map pairs each type with its own data; the compiler can't follow a pair through a map.
  return { readable: true, event: { ...envelope.data, type: definition.type, data: data.data } as Event };
}

export const EVENT_TYPES: readonly EventType[] = definitions.map((definition) => definition.type);

function where(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `/${issue.path.map(String).join('/')} ${issue.code}` : 'unreadable';
}
