import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What assessments hear: what the project is, which they can't do without. */
export function consumers({ hear }: Pick<Commands, 'hear'>): Consumers<'assessment'> {
  return {
    'project.registered.v1': hear,
    'project.revised.v1': hear,
    'project.withdrawn.v1': hear,
  };
}
