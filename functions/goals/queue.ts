import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What goals hear: what the project is, which they can't do without, and that the budget was issued with them. */
export function consumers({ hearProject, hearBudget }: Pick<Commands, 'hearProject' | 'hearBudget'>): Consumers<'goals'> {
  return {
    'project.registered.v1': hearProject,
    'project.revised.v1': hearProject,
    'project.withdrawn.v1': hearProject,
    'budget.issued.v1': hearBudget,
    'budget.changed.v1': hearBudget,
  };
}
