import type { ImportedSelfEvaluation } from '../../events/import.self-evaluations-confirmed.v1.ts';
import type { Event } from '../../events/index.ts';
import type { Chunks } from '../../shared/io/chunks.ts';
import type { Consumers } from '../../shared/io/queue.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import type { Commands } from './commands.ts';

type Hearing = Pick<Commands, 'keep' | 'hear' | 'hearDelegation' | 'owe' | 'markMissing' | 'hearReport'> & {
  readonly selfEvaluateImported: (row: ImportedSelfEvaluation, circumstances: Circumstances) => Promise<Outcome>;
};

/** Evaluation hears everything: it keeps the project's dossier; what describes the project also updates its card. */
export function consumers(
  { keep, hear, hearDelegation, owe, markMissing, hearReport, selfEvaluateImported }: Hearing,
  { each }: Chunks,
): Consumers<'evaluation'> {
  const describes = async (event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>, kept: string) => {
    await keep(event, kept);
    await hear(event);
  };
  const lends = async (event: Event<'delegation.granted.v1' | 'delegation.revoked.v1'>, kept: string) => {
    await keep(event, kept);
    await hearDelegation(event);
  };
  return {
    'project.registered.v1': describes,
    'project.revised.v1': describes,
    'project.withdrawn.v1': describes,
    'project.admitted.v1': keep,
    'project.planned.v1': keep,
    'project.renewed.v1': keep,
    'project.exited.v1': keep,
    'project.disclosed.v1': keep,
    'budget.issued.v1': async (event, kept) => {
      await keep(event, kept);
      await owe(event);
    },
    'budget.change-filed.v1': keep,
    'budget.changed.v1': keep,
    'assessment.commissioned.v1': keep,
    'assessment.submitted.v1': keep,
    'assessment.returned.v1': keep,
    'assessment.sent-back.v1': keep,
    'assessment.withdrawn.v1': keep,
    'assessment.review-reminded.v1': keep,
    'assessment.review-escalated.v1': keep,
    'assessment.opined.v1': keep,
    'assessment.independently-assessed.v1': keep,
    'assessment.condition-reported.v1': keep,
    'assessment.condition-settled.v1': keep,
    'assessment.concluded.v1': keep,
    'goals.commissioned.v1': keep,
    'goals.submitted.v1': keep,
    'goals.reviewed.v1': keep,
    'goals.returned.v1': keep,
    'goals.blocked.v1': keep,
    'goals.approved.v1': keep,
    'goals.adjusted.v1': keep,
    'goals.withdrawn.v1': keep,
    'delegation.granted.v1': lends,
    'delegation.revoked.v1': lends,
    'goals.review-reminded.v1': keep,
    'goals.review-escalated.v1': keep,
    'reading.recorded.v1': keep,
    'alert.raised.v1': keep,
    'alert.escalated.v1': keep,
    'alert.cleared.v1': keep,
    'alert.treated.v1': keep,
    'funds.changed.v1': keep,
    'funds.reallocated.v1': keep,
    'focus.changed.v1': keep,
    'filing.overdue.v1': keep,
    // Its own, which its chains keep already.
    'evaluation.sampled.v1': markMissing,
    'evaluation.reported.v1': hearReport,
    'evaluation.re-evaluated.v1': hearReport,
    'monitoring.checked.v1': keep,
    'rectification.issued.v1': keep,
    'rectification.replied.v1': keep,
    'rectification.confirmed.v1': keep,
    'rectification.returned.v1': keep,
    'rectification.escalated.v1': keep,
    'import.self-evaluations-confirmed.v1': (event) => each(event, ['unit', 'department'], selfEvaluateImported),
  };
}
