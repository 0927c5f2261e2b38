import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What rectification hears: the project, and what orders to mend. */
export function consumers({ hearProject, hearCause }: Pick<Commands, 'hearProject' | 'hearCause'>): Consumers<'rectification'> {
  return {
    'project.registered.v1': hearProject,
    'project.revised.v1': hearProject,
    'project.withdrawn.v1': hearProject,
    'alert.treated.v1': hearCause,
    'evaluation.spot-checked.v1': hearCause,
    'evaluation.reported.v1': hearCause,
    'evaluation.re-evaluated.v1': hearCause,
  };
}
