import type { Event } from '../../../events/index.ts';
import type { Place } from '../../../shared/values/actor.ts';
import { shanghaiDate } from '../../../shared/values/calendar.ts';
import type { YearView } from './years.ts';

export type ResponsibleEvent = Event<
  'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1' | 'project.renewed.v1' | 'project.exited.v1'
>;

/**
 * One stretch of a project's life under one person and post, from the first event that said so to the last; nobody (`id` empty) once the
 * project is withdrawn, ended or secret. Sequences order it, days are what people read.
 */
interface Stretch {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly first: number;
  readonly since: string;
  readonly last: number;
  readonly seen: string;
}

/** Everybody who was ever responsible for a project; nobody is ever taken out. */
export interface Responsibles extends Place {
  readonly projectCode: string;
  /** Sequence of the event that told the place. */
  readonly placedAt: number;
  readonly stretches: readonly Stretch[];
}

/** One person's terms with one project: a row of the person's record. */
export interface Charge extends Place {
  readonly projectCode: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly terms: readonly Term[];
  /** Sequence up to which this is known. */
  readonly at: number;
}

/** Days, the last one not included; none yet: still responsible. */
export type Term = { readonly post: string; readonly from: string; readonly until?: string };

export const responsiblesKey = (projectCode: string) => `responsibles#${projectCode}`;
export const personQueue = (division: string, personId: string) => `person#${division}#${personId}`;
export const chargeKey = ({ division, person, projectCode }: Charge) => `${personQueue(division, person.id)}#${projectCode}`;

const NOBODY = { id: '', name: '', post: '' };

/**
 * PJ-51: 项目责任人对项目预算绩效负责，对重大项目的责任人实行绩效终身责任制 (市中政办字〔2019〕36号 第八条); 实行终身责任追究 (区委〔2020〕8号 一（三）). A
 * person is known by id, not by post: whoever is transferred stays responsible for the time that was theirs. Order and repetition don't matter.
 */
export function hearResponsible(state: Responsibles | undefined, event: ResponsibleEvent): Responsibles | undefined {
  const { sequence, time, subject, division } = event;
  const on = shanghaiDate(time);
  if (event.type === 'project.renewed.v1' && event.data.decision !== 'end') return undefined;
  const project = 'project' in event.data ? event.data.project : undefined;
  const stretches = told(state?.stretches ?? [], {
    ...(project?.responsible ?? NOBODY),
    first: sequence,
    since: on,
    last: sequence,
    seen: on,
  });
  const blank = { projectCode: subject, division, departmentCode: '', unitCode: '', placedAt: 0, stretches: [] };
  const before: Responsibles = state ?? blank;
  const moved =
    project && sequence > before.placedAt ? { departmentCode: project.departmentCode, unitCode: project.unitCode, placedAt: sequence } : {};
  if (stretches === before.stretches && !('placedAt' in moved)) return undefined;
  return { ...before, ...moved, stretches };
}

/** The stretches with one more thing said, in the order of the sequences; the same ones where it was known. */
function told(known: readonly Stretch[], one: Stretch): readonly Stretch[] {
  if (known.some(({ first, last }) => first === one.first || last === one.first)) return known;
  const before = known.filter(({ last }) => last < one.first);
  const after = known.filter(({ first }) => first > one.first);
  const around = known.find(({ first, last }) => first < one.first && one.first < last);
  if (around && same(around, one)) return known;
  const split = around
    ? [{ ...around, last: around.first, seen: around.since }, one, { ...around, first: around.last, since: around.seen }]
    : [one];
  const joined: Stretch[] = [];
  for (const next of [...before, ...split, ...after]) {
    const previous = joined.at(-1);
    if (previous && same(previous, next)) joined[joined.length - 1] = { ...previous, last: next.last, seen: next.seen };
    else joined.push(next);
  }
  return joined;
}

function same(one: Stretch, other: Stretch): boolean {
  return one.id === other.id && one.name === other.name && one.post === other.post;
}

/** Everybody's terms, as the stretches have them now. */
export function chargesOf({ stretches, placedAt: _, ...place }: Responsibles): Charge[] {
  const ids = [...new Set(stretches.flatMap(({ id }) => (id === '' ? [] : [id])))];
  const at = Math.max(...stretches.map(({ last }) => last));
  return ids.map((id) => {
    const terms = stretches.flatMap((stretch, index): Term[] => {
      const next = stretches[index + 1];
      return stretch.id === id ? [{ post: stretch.post, from: stretch.since, ...(next ? { until: next.since } : {}) }] : [];
    });
    const name = stretches.findLast((stretch) => stretch.id === id)?.name ?? '';
    return { ...place, person: { id, name }, terms, at };
  });
}

/** A person's row anew: `undefined` when it says nothing newer. */
export function hearCharge(known: Charge | undefined, charge: Charge): Charge | undefined {
  return known && (known.at > charge.at || JSON.stringify(known) === JSON.stringify(charge)) ? undefined : charge;
}

/** The years that a person answers for: those in which any of the terms has a day. */
export function answeredFor(terms: readonly Term[], years: readonly YearView[]): YearView[] {
  return years.filter(({ fiscalYear }) =>
    terms.some(({ from, until }) => from <= `${fiscalYear}-12-31` && (until === undefined || until > `${fiscalYear}-01-01`)),
  );
}
