import { type Opened, Table } from '../../shared/io/table.ts';
import type { DelegationEvent, PersonState } from './rules/delegation.ts';

/** What each person has lent and borrowed. It stands in no worklist: only they themselves ask for it. */
export function openPersons(options: Opened) {
  return new Table<PersonState, DelegationEvent>({ ...options, source: 'delegation' });
}
