import { type Event, GENESIS } from '../../../events/index.ts';
import type { AssessmentDecision, AssessmentState } from '../../../functions/assessment/rules/assessment.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { CARD, DIVISION, known } from './perfect.ts';

/** An assessment and the events that made it, as the ledger would keep them. */
export interface Told {
  readonly known: Known<AssessmentState>;
  readonly events: readonly Event[];
}

/** What the ledger would keep after one more decision. */
export function next(
  before: Told | undefined,
  actor: Actor,
  decide: (known: Known<AssessmentState> | undefined) => AssessmentDecision,
): Told {
  const decision = decide(before?.known);
  const after = known(decision, before?.known);
  if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
  const event: Event = {
    specversion: '1.0',
    id: `assessment#${CARD.projectCode}#2024/${after.sequence}`,
    source: '/assessment',
    time: `2023-09-${10 + after.sequence}T01:00:00.000Z`,
    subject: CARD.projectCode,
    datacontenttype: 'application/json',
    division: DIVISION,
    aggregate: `assessment#${CARD.projectCode}#2024`,
    sequence: after.sequence,
    previoushash: GENESIS,
    hash: after.head,
    hops: 0,
    correlationid: 'c',
    actor: actor.sub,
    actorname: actor.name,
    organisation: actor.organisation,
    ...decision.events[0],
  };
  return { known: after, events: [...(before?.events ?? []), event] };
}
