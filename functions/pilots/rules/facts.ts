import type { Event } from '../../../events/index.ts';
import { shanghaiDate } from '../../../shared/values/calendar.ts';
import type { Grade } from '../../../shared/values/grade.ts';

/** What the loop says that a programme follows. */
export type Followed = Event<
  | 'assessment.concluded.v1'
  | 'goals.approved.v1'
  | 'goals.adjusted.v1'
  | 'budget.issued.v1'
  | 'budget.changed.v1'
  | 'reading.recorded.v1'
  | 'monitoring.checked.v1'
  | 'alert.raised.v1'
  | 'alert.escalated.v1'
  | 'alert.cleared.v1'
  | 'evaluation.self-evaluated.v1'
  | 'evaluation.spot-checked.v1'
  | 'evaluation.reported.v1'
  | 'evaluation.re-evaluated.v1'
  | 'evaluation.result-applied.v1'
  | 'rectification.issued.v1'
  | 'rectification.confirmed.v1'
>;

/** A fact as the newest event of its kind has it: the event's sequence and day, and those of the first one where they aren't the same. */
export type Fact<Content> = Content & {
  readonly at: number;
  readonly on: string;
  readonly first?: { readonly at: number; readonly on: string };
};

interface Graded {
  readonly total: number;
  readonly grade: Grade;
}
type Light = 'green' | 'yellow' | 'red';

/** What is known of one project's year: amounts in 分, days in Asia/Shanghai. */
export interface YearFacts {
  readonly assessment?: Fact<{
    readonly verdict: 'support' | 'partial' | 'revise' | 'reject';
    readonly asked: number;
    readonly kept: number;
  }>;
  readonly goals?: Fact<{ readonly version: number }>;
  /** Goals that are being changed. */
  readonly adjusted?: Fact<{ readonly version: number }>;
  readonly budget?: Fact<{ readonly amount: number }>;
  /** Of the latest month that was reported. */
  readonly reading?: Fact<{ readonly month: string; readonly paid: number; readonly rate?: number }>;
  readonly check?: Fact<object>;
  readonly alert?: Fact<{ readonly light: Light }>;
  readonly self?: Fact<Graded>;
  readonly spot?: Fact<{ readonly grade: Grade }>;
  readonly department?: Fact<Graded>;
  readonly finance?: Fact<Graded>;
  readonly second?: Fact<Graded>;
  readonly applied?: Fact<{ readonly use: string }>;
  /** By its reference: whether it is closed. */
  readonly notices?: Readonly<Record<string, boolean>>;
}

/**
 * PI-17: what an event says becomes a fact of its project's year. The newest by sequence holds, the first gives the day of completion, so
 * that neither order nor repetition makes a difference. Answers the very same facts where the event says nothing new.
 */
export function heed(facts: YearFacts, event: Followed): YearFacts {
  const put = <Name extends keyof Omit<YearFacts, 'notices'>>(name: Name, content: Content<Name>): YearFacts => {
    const next = newest(facts[name] as Fact<Content<Name>> | undefined, event, content);
    return next === facts[name] ? facts : { ...facts, [name]: next };
  };
  switch (event.type) {
    case 'assessment.concluded.v1': {
      const { verdict, requestedAmount: asked, supportedAmount: kept } = event.data;
      return put('assessment', { verdict, asked, kept });
    }
    case 'goals.approved.v1':
      return put('goals', { version: event.data.goalsVersion });
    case 'goals.adjusted.v1':
      return put('adjusted', { version: event.data.goalsVersion });
    case 'budget.issued.v1':
    case 'budget.changed.v1':
      return put('budget', { amount: event.data.approvedAmount });
    case 'reading.recorded.v1':
      return readingIn(facts, event);
    case 'monitoring.checked.v1':
      return put('check', {});
    case 'alert.raised.v1':
    case 'alert.escalated.v1':
    case 'alert.cleared.v1':
      return put('alert', { light: event.type === 'alert.cleared.v1' ? 'green' : event.data.lights.overall });
    case 'evaluation.self-evaluated.v1':
      return put('self', graded(event.data.sheet));
    case 'evaluation.spot-checked.v1':
      return put('spot', { grade: event.data.checkGrade });
    case 'evaluation.reported.v1':
      return put(event.data.organiser, graded(event.data));
    case 'evaluation.re-evaluated.v1':
      return put('second', graded(event.data));
    case 'evaluation.result-applied.v1':
      return put('applied', { use: event.data.use });
    case 'rectification.issued.v1':
    case 'rectification.confirmed.v1':
      return noticeIn(facts, event);
  }
}

type Content<Name extends keyof YearFacts> = Omit<NonNullable<YearFacts[Name]>, 'at' | 'on' | 'first'>;

const graded = ({ total, grade }: Graded): Graded => ({ total, grade });

function newest<C extends object>(
  known: Fact<C> | undefined,
  { sequence: at, time }: { readonly sequence: number; readonly time: string },
  content: C,
): Fact<C> {
  const on = shanghaiDate(time);
  if (!known) return { ...content, at, on };
  const first = known.first ?? { at: known.at, on: known.on };
  if (at > known.at) return { ...content, at, on, first };
  return at < first.at ? { ...known, first: { at, on } } : known;
}

/** Each month has a chain of its own: the later month holds, and of one month the newer reading. */
function readingIn(facts: YearFacts, event: Event<'reading.recorded.v1'>): YearFacts {
  const { period: month, reading, figures } = event.data;
  const known = facts.reading;
  if (known && month < known.month) return facts;
  const rate = figures?.executionRate;
  const content = { month, paid: reading.paid, ...(typeof rate === 'number' ? { rate } : {}) };
  const next = newest(known?.month === month ? known : undefined, event, content);
  return next === known ? facts : { ...facts, reading: next };
}

/** A notice that was closed stays closed, whichever is heard first. */
function noticeIn(facts: YearFacts, event: Event<'rectification.issued.v1' | 'rectification.confirmed.v1'>): YearFacts {
  const reference = event.data.rectificationId.split('.').at(-1) ?? '';
  const notices = new Map(Object.entries(facts.notices ?? {}));
  const closed = event.type === 'rectification.confirmed.v1' || notices.get(reference) === true;
  if (notices.get(reference) === closed) return facts;
  const all = [...notices.set(reference, closed)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...facts, notices: Object.fromEntries(all) };
}
