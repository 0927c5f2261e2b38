import type { NewEvent } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Card, type MonitoringState, placeOf, type Year } from './alert.ts';

/** One round of 集中填报 of a fiscal year: the form of `period` (`01`..`12`), due on a day. */
export interface Round {
  readonly period: string;
  readonly due: string;
}

/** `lapsed`: owed no more, because the project isn't key any more. */
export type FilingStatus = 'owed' | 'filed' | 'overdue' | 'lapsed';

/** What a project owes for one round. It exists for those who owe one. */
export interface Filing {
  readonly place: MonitoringState['place'];
  readonly due: string;
  readonly status: FilingStatus;
  readonly filedOn?: string;
}

export type FilingDecision = Decision<Filing, NewEvent<'filing.overdue.v1'>>;

export const filingKey = ({ projectCode, fiscalYear }: Year, period: string) => `filing#${projectCode}#${fiscalYear}#${period}`;

/** MO-27: 8月集中分析1—7月: the rounds of the year with their days. A day before its own month is one of the next year. */
export function roundsOf(fiscalYear: number, { monitoring: { rounds } }: Policy): readonly Round[] {
  return rounds.value.map(({ period, due }) => ({
    period: String(period).padStart(2, '0'),
    due: `${Number(due.slice(0, 2)) < period ? fiscalYear + 1 : fiscalYear}-${due}`,
  }));
}

/** MO-27: owed by who is to be monitored on the day of the round; whoever comes later doesn't owe it. `undefined`: nothing changes. */
export function owe(filing: Filing | undefined, { due }: Round, card: Card, today: string): Filing | undefined {
  if (today > due || (filing && filing.status !== 'lapsed')) return undefined;
  return { place: placeOf(card), due, status: 'owed' };
}

export function lapse(filing: Filing | undefined): Filing | undefined {
  return filing?.status === 'owed' ? { ...filing, status: 'lapsed' } : undefined;
}

/** The form has come, in time or late. */
export function file(filing: Filing | undefined, { due }: Round, card: Card, on: string): Filing | undefined {
  return filing?.status === 'filed' ? undefined : { place: placeOf(card), due, status: 'filed', filedOn: on };
}

/** The same where the government says nothing about it: late all the same. */
export function pass(filing: Filing | undefined, today: string): Filing | undefined {
  return filing?.status === 'owed' && filing.due < today ? { ...filing, status: 'overdue' } : undefined;
}

/** MO-28: 未按时填报, said once, on the day after. */
export function fallDue(known: Known<Filing> | undefined, year: Year, period: string, today: string, policy: Policy): FilingDecision {
  const filing = known?.state;
  if (filing?.status !== 'owed' || filing.place.secret || filing.due >= today) return { outcome: 'unchanged', answer: {} };
  const data = {
    fiscalYear: year.fiscalYear,
    period,
    due: filing.due,
    findings: [late(year, period, filing.due, policy)],
    policy: { id: policy.id, version: policy.version },
  };
  return { outcome: 'accepted', state: { ...filing, status: 'overdue' }, events: [{ type: 'filing.overdue.v1', data }], answer: {} };
}

function late({ fiscalYear }: Year, period: string, due: string, { monitoring: { rounds } }: Policy): Finding {
  const says = `未按时填报：${fiscalYear}年1—${Number(period)}月监控表应于${due}前填报`;
  return finding('MO-28', `/readings/${period}`, says, rounds.basis);
}

/** The row follows its project. */
export function moveFiling(filing: Filing | undefined, card: Card): Filing | undefined {
  if (!filing) return undefined;
  const place = placeOf(card);
  return JSON.stringify(place) === JSON.stringify(filing.place) ? undefined : { ...filing, place };
}
