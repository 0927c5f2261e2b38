import type { Chunks } from '../../shared/io/chunks.ts';
import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What goals hear: what the project is, which they can't do without, that the budget was issued with them, what others filed, what came of last year's, who reviews for whom, and what was imported. */
export function consumers(
  commands: Pick<Commands, 'hearProject' | 'hearBudget' | 'hearReading' | 'hearFiled' | 'hearActuals' | 'hearDelegation' | 'file'>,
  { each }: Chunks,
): Consumers<'goals'> {
  const { hearProject, hearBudget, hearReading, hearFiled, hearActuals, hearDelegation, file } = commands;
  return {
    'project.registered.v1': hearProject,
    'project.revised.v1': hearProject,
    'project.withdrawn.v1': hearProject,
    'budget.issued.v1': hearBudget,
    'budget.changed.v1': hearBudget,
    'reading.recorded.v1': hearReading,
    'goals.submitted.v1': hearFiled,
    'goals.adjusted.v1': hearFiled,
    'evaluation.self-evaluated.v1': hearActuals,
    'delegation.granted.v1': hearDelegation,
    'delegation.revoked.v1': hearDelegation,
    'import.goals-confirmed.v1': (event) =>
      each(event, ['unit', 'department'], ({ form, ...which }, circumstances) => file(which, form, circumstances)),
  };
}
