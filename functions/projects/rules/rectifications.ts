import type { Event } from '../../../events/index.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { ProjectState } from './state.ts';

/** A 整改通知 as projects know it. `reducedIn`: the year in which 核减 was taken for it. */
export interface NoticeFact {
  readonly status: 'owed' | 'replied' | 'confirmed';
  readonly at: number;
  readonly reducedIn?: number;
}

/** By notice id. */
export type NoticeFacts = Readonly<Record<string, NoticeFact>>;

export type NoticeEvent = Event<
  | 'rectification.issued.v1'
  | 'rectification.replied.v1'
  | 'rectification.confirmed.v1'
  | 'rectification.returned.v1'
  | 'rectification.escalated.v1'
>;

const STATUS = {
  'rectification.issued.v1': 'owed',
  'rectification.returned.v1': 'owed',
  'rectification.escalated.v1': 'owed',
  'rectification.replied.v1': 'replied',
  'rectification.confirmed.v1': 'confirmed',
} as const satisfies Record<NoticeEvent['type'], NoticeFact['status']>;

/** The newest says where a notice stands; that a reduction was taken stays true whatever was heard before it. `undefined`: nothing new. */
export function hearNotice(known: NoticeFacts = {}, event: NoticeEvent): NoticeFacts | undefined {
  const { rectificationId: id } = event.data;
  const before = known[id];
  const newest = before && before.at >= event.sequence ? before : { status: STATUS[event.type], at: event.sequence };
  const reduced = event.type === 'rectification.escalated.v1' && event.data.step === 'reduction';
  const reducedIn = reduced ? Number(event.data.on.slice(0, 4)) : before?.reducedIn;
  if (before && newest === before && reducedIn === before.reducedIn) return undefined;
  return { ...known, [id]: { status: newest.status, at: newest.at, ...(reducedIn === undefined ? {} : { reducedIn }) } };
}

/** The notices of all years: what was found in one year is mended in the next. */
function noticesOf(state: ProjectState): (readonly [id: string, notice: NoticeFact])[] {
  return Object.values(state.years).flatMap(({ notices }) => Object.entries(notices ?? {}));
}

export function hasNotices(state: ProjectState): boolean {
  return noticesOf(state).length > 0;
}

/** PJ-21: 报送整改情况. */
export function unreplied(state: ProjectState, basis: string): Finding[] {
  const owed = noticesOf(state).filter(([, { status }]) => status === 'owed');
  return owed.map(([id]) => finding('PJ-21', '/rectifications', `整改通知${id}尚未报送整改情况`, basis));
}

/** PJ-22: 经财政部门确认后销号. */
export function unconfirmed(state: ProjectState, basis: string): Finding[] {
  const open = noticesOf(state).filter(([, { status }]) => status !== 'confirmed');
  return open.map(([id]) => finding('PJ-22', '/rectifications', `整改通知${id}尚未经财政部门确认销号`, basis));
}

/** Ids of the notices for which 核减 was taken in the year before and that still aren't mended. */
export function reducedFor(state: ProjectState, year: number): string[] {
  return noticesOf(state)
    .filter(([, { status, reducedIn }]) => status !== 'confirmed' && reducedIn === year - 1)
    .map(([id]) => id);
}

/** Whether everything that a year's evaluation and monitoring ordered to mend is mended. */
export function isRepaired(notices: NoticeFacts = {}): boolean {
  return Object.values(notices).every(({ status }) => status === 'confirmed');
}
