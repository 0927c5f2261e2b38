import type { Consumers } from '../../shared/io/queue.ts';
import type { Commands } from './commands.ts';

/** What imports hear: their own confirmations, whose rows they then send on, and what became of the rows. */
export function consumers({ hearConfirmed, hearAnswer }: Pick<Commands, 'hearConfirmed' | 'hearAnswer'>): Consumers<'imports'> {
  return {
    'import.confirmed.v1': hearConfirmed,
    'goals.rows-answered.v1': hearAnswer,
    'monitoring.rows-answered.v1': hearAnswer,
    'evaluation.rows-answered.v1': hearAnswer,
  };
}
