import type { Consumers } from '../../shared/io/queue.ts';
import type { Receiving } from './receiving.ts';
import type { Sending } from './sending.ts';

/** What is heard here leaves for the stack above; answers to the rows of other stacks' batches are counted. */
export function consumers({ follow }: Sending, { hearAnswer }: Pick<Receiving, 'hearAnswer'>): Consumers<'exchange'> {
  return {
    'project.registered.v1': follow,
    'project.revised.v1': follow,
    'project.withdrawn.v1': follow,
    'budget.issued.v1': follow,
    'budget.changed.v1': follow,
    'assessment.concluded.v1': follow,
    'goals.approved.v1': follow,
    'goals.adjusted.v1': follow,
    'reading.recorded.v1': follow,
    'alert.raised.v1': follow,
    'alert.escalated.v1': follow,
    'alert.cleared.v1': follow,
    'monitoring.checked.v1': follow,
    'evaluation.self-evaluated.v1': follow,
    'evaluation.spot-checked.v1': follow,
    'evaluation.reported.v1': follow,
    'evaluation.re-evaluated.v1': follow,
    'evaluation.result-applied.v1': follow,
    'rectification.issued.v1': follow,
    'rectification.confirmed.v1': follow,
    'monitoring.rows-answered.v1': hearAnswer,
    'pilots.rows-answered.v1': hearAnswer,
  };
}
