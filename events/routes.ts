import type { EventType } from './index.ts';

/** Functions with an inbox. */
export const CONSUMERS = [
  'projects',
  'assessment',
  'goals',
  'monitoring',
  'evaluation',
  'rectification',
  'imports',
  'pilots',
  'exchange',
] as const;
export type Consumer = (typeof CONSUMERS)[number];

/** Functions that publish; each owns the table whose stream carries its events. */
export const PUBLISHERS = [
  'projects',
  'assessment',
  'goals',
  'monitoring',
  'evaluation',
  'rectification',
  'delegation',
  'imports',
  'pilots',
  'exchange',
] as const;
export type Publisher = (typeof PUBLISHERS)[number];

interface Route {
  readonly from: Publisher;
  readonly to: readonly Consumer[];
}

/**
 * Who says what to whom; the only such list. The relay sends by it, the stack subscribes by it, and each queue door must have a
 * consumer for everything that is sent to it (it doesn't compile otherwise). `evaluation` hears everything, because it keeps the
 * project's dossier (绩效档案). What `exchange` hears of projects is what a province follows: it leaves for the stack above.
 */
export const routes = {
  // To projects themselves too: the register of responsible persons is kept by what they said, whatever crashed in between.
  'project.registered.v1': {
    from: 'projects',
    to: ['projects', 'assessment', 'goals', 'monitoring', 'evaluation', 'rectification', 'pilots', 'exchange'],
  },
  'project.revised.v1': {
    from: 'projects',
    to: ['projects', 'assessment', 'goals', 'monitoring', 'evaluation', 'rectification', 'pilots', 'exchange'],
  },
  'project.admitted.v1': { from: 'projects', to: ['evaluation'] },
  'project.withdrawn.v1': {
    from: 'projects',
    to: ['projects', 'assessment', 'goals', 'monitoring', 'evaluation', 'rectification', 'pilots', 'exchange'],
  },
  'project.planned.v1': { from: 'projects', to: ['evaluation'] },
  'project.renewed.v1': { from: 'projects', to: ['projects', 'evaluation'] },
  'project.exited.v1': { from: 'projects', to: ['projects', 'evaluation'] },
  'project.disclosed.v1': { from: 'projects', to: ['evaluation'] },
  'budget.issued.v1': { from: 'projects', to: ['goals', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'budget.change-filed.v1': { from: 'projects', to: ['evaluation'] },
  'budget.changed.v1': { from: 'projects', to: ['goals', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  // To assessment itself too: what was submitted is what the night looks after.
  'assessment.submitted.v1': { from: 'assessment', to: ['projects', 'assessment', 'evaluation'] },
  'assessment.returned.v1': { from: 'assessment', to: ['projects', 'evaluation'] },
  'assessment.sent-back.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.withdrawn.v1': { from: 'assessment', to: ['projects', 'evaluation'] },
  'assessment.review-reminded.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.review-escalated.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.commissioned.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.opined.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.independently-assessed.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.condition-reported.v1': { from: 'assessment', to: ['evaluation'] },
  'assessment.condition-settled.v1': { from: 'assessment', to: ['projects', 'evaluation'] },
  'assessment.concluded.v1': { from: 'assessment', to: ['projects', 'evaluation', 'pilots', 'exchange'] },
  // To goals itself too: what was filed is what later filings are compared with, and what the night looks after.
  'goals.submitted.v1': { from: 'goals', to: ['projects', 'goals', 'evaluation'] },
  'goals.commissioned.v1': { from: 'goals', to: ['evaluation'] },
  'goals.reviewed.v1': { from: 'goals', to: ['projects', 'evaluation'] },
  'goals.returned.v1': { from: 'goals', to: ['projects', 'evaluation'] },
  'goals.blocked.v1': { from: 'goals', to: ['projects', 'evaluation'] },
  'goals.approved.v1': { from: 'goals', to: ['projects', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'goals.adjusted.v1': { from: 'goals', to: ['projects', 'goals', 'evaluation', 'pilots', 'exchange'] },
  'goals.withdrawn.v1': { from: 'goals', to: ['projects', 'evaluation'] },
  'goals.review-reminded.v1': { from: 'goals', to: ['evaluation'] },
  'goals.review-escalated.v1': { from: 'goals', to: ['evaluation'] },
  'delegation.granted.v1': { from: 'delegation', to: ['assessment', 'goals', 'evaluation'] },
  'delegation.revoked.v1': { from: 'delegation', to: ['assessment', 'goals', 'evaluation'] },
  // To monitoring itself too: what a crash left between a reading and its lights is made good from here.
  'reading.recorded.v1': { from: 'monitoring', to: ['projects', 'goals', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'alert.raised.v1': { from: 'monitoring', to: ['projects', 'evaluation', 'pilots', 'exchange'] },
  'alert.escalated.v1': { from: 'monitoring', to: ['projects', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'alert.cleared.v1': { from: 'monitoring', to: ['projects', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'alert.treated.v1': { from: 'monitoring', to: ['monitoring', 'evaluation', 'rectification'] },
  'funds.changed.v1': { from: 'monitoring', to: ['projects', 'evaluation'] },
  'funds.reallocated.v1': { from: 'monitoring', to: ['evaluation'] },
  'focus.changed.v1': { from: 'monitoring', to: ['evaluation'] },
  // To monitoring itself too, as a reading: a serious check lights a light.
  'monitoring.checked.v1': { from: 'monitoring', to: ['monitoring', 'evaluation', 'pilots', 'exchange'] },
  'filing.overdue.v1': { from: 'monitoring', to: ['evaluation'] },
  'evaluation.self-evaluated.v1': { from: 'evaluation', to: ['projects', 'goals', 'pilots', 'exchange'] },
  'evaluation.reviewed.v1': { from: 'evaluation', to: [] },
  'evaluation.self-withdrawn.v1': { from: 'evaluation', to: ['projects'] },
  'evaluation.review-reminded.v1': { from: 'evaluation', to: [] },
  'evaluation.review-escalated.v1': { from: 'evaluation', to: [] },
  // To evaluation itself: who is named as missing is marked from here, whatever happens after the sample was drawn.
  'evaluation.sampled.v1': { from: 'evaluation', to: ['evaluation'] },
  'evaluation.check-drafted.v1': { from: 'evaluation', to: [] },
  'evaluation.spot-checked.v1': { from: 'evaluation', to: ['projects', 'rectification', 'pilots', 'exchange'] },
  'evaluation.reported.v1': { from: 'evaluation', to: ['projects', 'evaluation', 'rectification', 'pilots', 'exchange'] },
  'evaluation.stepped.v1': { from: 'evaluation', to: [] },
  'evaluation.answered.v1': { from: 'evaluation', to: [] },
  'evaluation.re-evaluated.v1': { from: 'evaluation', to: ['projects', 'evaluation', 'rectification', 'pilots', 'exchange'] },
  'evaluation.result-applied.v1': { from: 'evaluation', to: ['pilots', 'exchange'] },
  'evaluation.followed-up.v1': { from: 'evaluation', to: [] },
  'evaluation.archived.v1': { from: 'evaluation', to: ['projects', 'monitoring'] },
  'rectification.issued.v1': { from: 'rectification', to: ['projects', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'rectification.replied.v1': { from: 'rectification', to: ['projects', 'evaluation'] },
  'rectification.confirmed.v1': { from: 'rectification', to: ['projects', 'monitoring', 'evaluation', 'pilots', 'exchange'] },
  'rectification.returned.v1': { from: 'rectification', to: ['projects', 'evaluation'] },
  'rectification.escalated.v1': { from: 'rectification', to: ['projects', 'monitoring', 'evaluation'] },
  // What an import is about are workbooks, not a project: none of it belongs into a dossier. To itself, so that a crash sends nothing half.
  'import.confirmed.v1': { from: 'imports', to: ['imports'] },
  'import.goals-confirmed.v1': { from: 'imports', to: ['goals'] },
  'import.readings-confirmed.v1': { from: 'imports', to: ['monitoring'] },
  'import.self-evaluations-confirmed.v1': { from: 'imports', to: ['evaluation'] },
  'goals.rows-answered.v1': { from: 'goals', to: ['imports'] },
  // Rows of imports and of batches that other stacks sent are recorded alike; whose they are, imports and exchange tell by the id.
  'monitoring.rows-answered.v1': { from: 'monitoring', to: ['imports', 'exchange'] },
  'evaluation.rows-answered.v1': { from: 'evaluation', to: ['imports'] },
  'peer.registered.v1': { from: 'exchange', to: [] },
  'peer.event-received.v1': { from: 'exchange', to: ['pilots'] },
  'peer.submissions-received.v1': { from: 'exchange', to: ['pilots'] },
  'peer.readings-received.v1': { from: 'exchange', to: ['monitoring'] },
  // The receipt: whoever sent the batch asks for it.
  'peer.batch-answered.v1': { from: 'exchange', to: [] },
  'pilots.rows-answered.v1': { from: 'pilots', to: ['exchange'] },
  // About a programme and its counties: read where they are kept, and no part of a project's dossier.
  'pilot.launched.v1': { from: 'pilots', to: [] },
  'pilot.revised.v1': { from: 'pilots', to: [] },
  'pilot.enrolled.v1': { from: 'pilots', to: [] },
  'pilot.stage-completed.v1': { from: 'pilots', to: [] },
  'pilot.stage-overdue.v1': { from: 'pilots', to: [] },
  'pilot.reported.v1': { from: 'pilots', to: [] },
  'pilot.special-reported.v1': { from: 'pilots', to: [] },
  'pilot.accepted.v1': { from: 'pilots', to: [] },
  'pilot.returned.v1': { from: 'pilots', to: [] },
  'pilot.blueprint-published.v1': { from: 'pilots', to: [] },
} as const satisfies Record<EventType, Route>;

/** The event types that reach one consumer. */
export type HeardBy<Name extends Consumer> = {
  [Type in EventType]: Name extends (typeof routes)[Type]['to'][number] ? Type : never;
}[EventType];

export function consumersOf(type: EventType): readonly Consumer[] {
  return routes[type].to;
}
