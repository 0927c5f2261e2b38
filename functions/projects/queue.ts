import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

type Heard = Pick<Commands, 'hear' | 'hearApproval' | 'hearResponsible'>;

/** What projects hear: facts that open and close their gates, and their own word on who is responsible. */
export function consumers({ hear, hearApproval, hearResponsible }: Heard): Consumers<'projects'> {
  return {
    'project.registered.v1': hearResponsible,
    'project.revised.v1': hearResponsible,
    'project.withdrawn.v1': hearResponsible,
    'project.renewed.v1': hearResponsible,
    'project.exited.v1': hearResponsible,
    'assessment.submitted.v1': hear,
    'assessment.returned.v1': hear,
    'assessment.withdrawn.v1': hear,
    'assessment.concluded.v1': hear,
    'assessment.condition-settled.v1': hear,
    'goals.submitted.v1': hear,
    'goals.reviewed.v1': hear,
    'goals.returned.v1': hear,
    'goals.blocked.v1': hear,
    'goals.adjusted.v1': hear,
    'goals.approved.v1': hearApproval,
    'goals.withdrawn.v1': hear,
    'reading.recorded.v1': hear,
    'alert.raised.v1': hear,
    'alert.escalated.v1': hear,
    'alert.cleared.v1': hear,
    'funds.changed.v1': hear,
    'evaluation.self-evaluated.v1': hear,
    'evaluation.self-withdrawn.v1': hear,
    'evaluation.spot-checked.v1': hear,
    'evaluation.reported.v1': hear,
    'evaluation.re-evaluated.v1': hear,
    'evaluation.archived.v1': hear,
    'rectification.issued.v1': hear,
    'rectification.replied.v1': hear,
    'rectification.confirmed.v1': hear,
    'rectification.returned.v1': hear,
    'rectification.escalated.v1': hear,
  };
}
