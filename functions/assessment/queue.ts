import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What assessments hear: what the project is, which they can't do without, their own reports, and who reviews for whom. */
export function consumers({
  hear,
  hearSubmitted,
  hearDelegation,
}: Pick<Commands, 'hear' | 'hearSubmitted' | 'hearDelegation'>): Consumers<'assessment'> {
  return {
    'project.registered.v1': hear,
    'project.revised.v1': hear,
    'project.withdrawn.v1': hear,
    'assessment.submitted.v1': hearSubmitted,
    'delegation.granted.v1': hearDelegation,
    'delegation.revoked.v1': hearDelegation,
  };
}
