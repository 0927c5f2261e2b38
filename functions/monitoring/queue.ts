import type { Chunks } from '../../shared/io/chunks.ts';
import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';
import { AUTHORS } from './rules/reading.ts';

/** What monitoring hears: the project, what it is measured against, that its year is over, what is to be mended, what was imported or sent by another stack, and its own readings, checks and alerts once more. */
export function consumers(
  {
    hearProject,
    hearPlan,
    hearReading,
    hearAlert,
    hearCheck,
    hearNotice,
    recordImported,
  }: Pick<Commands, 'hearProject' | 'hearPlan' | 'hearReading' | 'hearAlert' | 'hearCheck' | 'hearNotice' | 'recordImported'>,
  { each }: Chunks,
): Consumers<'monitoring'> {
  return {
    'project.registered.v1': hearProject,
    'project.revised.v1': hearProject,
    'project.withdrawn.v1': hearProject,
    'budget.issued.v1': hearPlan,
    'budget.changed.v1': hearPlan,
    'goals.approved.v1': hearPlan,
    'evaluation.archived.v1': hearPlan,
    'reading.recorded.v1': hearReading,
    'monitoring.checked.v1': hearCheck,
    'alert.treated.v1': hearAlert,
    'alert.escalated.v1': hearAlert,
    'alert.cleared.v1': hearAlert,
    'rectification.issued.v1': hearNotice,
    'rectification.escalated.v1': hearNotice,
    'rectification.confirmed.v1': hearNotice,
    'import.readings-confirmed.v1': (event) => each(event, AUTHORS, recordImported),
    'peer.readings-received.v1': (event) => each(event, AUTHORS, recordImported),
  };
}
