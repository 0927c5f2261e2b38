import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What monitoring hears: the project, what it is measured against, that its year is over, and its own readings once more. */
export function consumers({
  hearProject,
  hearPlan,
  hearReading,
}: Pick<Commands, 'hearProject' | 'hearPlan' | 'hearReading'>): Consumers<'monitoring'> {
  return {
    'project.registered.v1': hearProject,
    'project.revised.v1': hearProject,
    'project.withdrawn.v1': hearProject,
    'budget.issued.v1': hearPlan,
    'budget.changed.v1': hearPlan,
    'goals.approved.v1': hearPlan,
    'evaluation.archived.v1': hearPlan,
    'reading.recorded.v1': hearReading,
  };
}
