/** What the loop says about one project's year, as 宁夏's programme hears it. */

import { read } from '../../../events/index.ts';
import type { Followed } from '../../../functions/pilots/rules/facts.ts';
import { sample } from '../../events/samples.ts';
import { CODE } from './perfect.ts';

type Changes = Readonly<Record<string, unknown>>;

/** A frozen sample of the type, said about our project. */
export function said(type: Followed['type'], sequence: number, day: string, changes: Changes = {}, year = 2023): Followed {
  const kept = sample(type);
  const reading = read({
    ...kept,
    subject: CODE,
    division: '640104',
    time: `${day}T02:00:00.000Z`,
    sequence,
    data: { ...kept.data, fiscalYear: year, ...changes },
  });
  if (!reading.readable) throw new Error(reading.reason);
  return reading.event as Followed;
}

const amounts = (requestedAmount: number, supportedAmount: number) => ({
  requestedAmount,
  supportedAmount,
  unsupportedAmount: requestedAmount - supportedAmount,
});
const reading = { asOf: '2023-12-31', paid: 588_000_000, indicators: [] };

/** A year that completes every stage in time, with a first try at the assessment, goals that were changed, and a reading corrected. */
export const YEAR: readonly Followed[] = [
  said('assessment.concluded.v1', 2, '2022-10-20', { verdict: 'revise', ...amounts(600_000_000, 0) }),
  said('assessment.concluded.v1', 4, '2022-11-20', { verdict: 'partial', ...amounts(600_000_000, 550_000_000) }),
  said('goals.approved.v1', 5, '2023-01-15', { goalsVersion: 1 }),
  said('goals.approved.v1', 9, '2023-08-15', { goalsVersion: 2 }),
  said('budget.issued.v1', 3, '2023-01-16', { approvedAmount: 550_000_000 }),
  said('budget.changed.v1', 4, '2023-08-16', { approvedAmount: 500_000_000 }),
  said('reading.recorded.v1', 1, '2023-07-02', { period: '06', reading }),
  said('reading.recorded.v1', 1, '2023-12-30', { period: '12', reading }),
  said('reading.recorded.v1', 2, '2024-01-09', { period: '12', reading: { ...reading, paid: 590_000_000 } }),
  said('alert.raised.v1', 1, '2023-07-02', { lights: { budget: 'red', goal: 'red', overall: 'red' } }),
  said('alert.cleared.v1', 4, '2023-12-30'),
  said('evaluation.self-evaluated.v1', 1, '2024-02-01'),
  said('evaluation.reported.v1', 3, '2024-03-10', { organiser: 'department', total: 70, grade: 'fair' }),
  said('evaluation.reported.v1', 5, '2024-04-10', { organiser: 'finance', total: 91.75, grade: 'excellent' }),
  said('evaluation.re-evaluated.v1', 7, '2024-05-01', { total: 85, grade: 'good' }),
  said('evaluation.result-applied.v1', 8, '2024-05-20', { use: 'priority' }),
  said('rectification.issued.v1', 1, '2024-04-11', { rectificationId: `${CODE}.2023.F` }),
  said('rectification.confirmed.v1', 3, '2024-05-11', { rectificationId: `${CODE}.2023.F` }),
];
