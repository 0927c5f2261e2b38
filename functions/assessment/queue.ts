import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What assessments hear: what the project is, which they can't do without, and who reviews for whom. */
export function consumers({ hear, hearDelegation }: Pick<Commands, 'hear' | 'hearDelegation'>): Consumers<'assessment'> {
  return {
    'project.registered.v1': hear,
    'project.revised.v1': hear,
    'project.withdrawn.v1': hear,
    'delegation.granted.v1': hearDelegation,
    'delegation.revoked.v1': hearDelegation,
  };
}
