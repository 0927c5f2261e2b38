import type { Event } from '../../../events/index.ts';
import type { EvaluationRules, Subject } from '../../../shared/policy/policy.ts';
import type { Place } from '../../../shared/values/actor.ts';

/** A project as the five-year plan knows it; until the project itself was heard of, only the years in which it was evaluated. */
export interface PlanEntry extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly subject: Subject;
  readonly startsOn: string;
  readonly endsOn: string;
  /** 重点: major, or a special fund. */
  readonly key: boolean;
  readonly withdrawn: boolean;
  /** Sequence of the newest description heard. */
  readonly heard: number;
  readonly department: readonly number[];
  readonly finance: readonly number[];
}

export type Cause = 'expiry' | 'midTerm' | 'end' | 'cycle' | 'none';

export interface Planned {
  readonly projectCode: string;
  readonly name: string;
  readonly departmentCode: string;
  readonly unitCode: string;
  readonly subject: Subject;
  readonly endsOn: string;
  readonly lastEvaluated: number | null;
  /** The last year in which it may be evaluated; `null`: nothing is due. */
  readonly dueYear: number | null;
  readonly cause: Cause;
  /** The year that the plan gives it; `null`: not within the cycle that begins now. */
  readonly plannedYear: number | null;
}

type Rules = Pick<EvaluationRules, 'cycle' | 'longProject'>;

/** What is due of a project next: when, why, and whether just that year will do. */
interface Due {
  readonly year: number;
  readonly cause: Exclude<Cause, 'none'>;
  /** An expiry, mid-term or end evaluation says something about that year; one for the cycle may come earlier. */
  readonly fixed: boolean;
}

const FIRST: Readonly<Record<Cause, number>> = { expiry: 0, end: 1, midTerm: 2, cycle: 3, none: 4 };

/**
 * EV-35: 原则上以5年为周期实现部门评价重点项目全覆盖. Every key project gets a year, none later than it is due, and no year gets more than
 * its even share unless due dates force it. EV-36: 到期专项资金 first and in the year of their expiry; projects of five years and more at
 * mid-term and at their end.
 */
export function plan(entries: readonly PlanEntry[], fiscalYear: number, rules: Rules): Planned[] {
  const { years } = rules.cycle.value;
  const dues = entries.map((entry) => ({ entry, due: nextDue(entry, fiscalYear, rules) }));
  const within = dues.flatMap(({ entry, due }) => (due && due.year < fiscalYear + years ? [{ entry, due }] : []));
  const given = spread(within, fiscalYear, years);
  return dues
    .map(({ entry, due }) => ({
      projectCode: entry.projectCode,
      name: entry.name,
      departmentCode: entry.departmentCode,
      unitCode: entry.unitCode,
      subject: entry.subject,
      endsOn: entry.endsOn,
      lastEvaluated: lastOf(entry) ?? null,
      dueYear: due?.year ?? null,
      cause: due?.cause ?? ('none' as const),
      plannedYear: given.get(entry.projectCode) ?? null,
    }))
    .toSorted(
      (one, other) =>
        (one.plannedYear ?? 9999) - (other.plannedYear ?? 9999) ||
        FIRST[one.cause] - FIRST[other.cause] ||
        (one.lastEvaluated ?? 0) - (other.lastEvaluated ?? 0) ||
        (one.projectCode < other.projectCode ? -1 : 1),
    );
}

/** The earliest of what a project still needs; what is overdue is due now. */
export function nextDue(entry: PlanEntry, now: number, { cycle, longProject }: Rules): Due | undefined {
  const start = Number(entry.startsOn.slice(0, 4));
  const end = Number(entry.endsOn.slice(0, 4));
  const all = [...entry.department, ...entry.finance];
  const since = (year: number, years: readonly number[] = all) => years.some((each) => each >= year);
  const dues: Due[] = [];
  // 对到期专项资金开展绩效评价: finance's own evaluation, of the last year.
  if (cycle.value.onExpiry && entry.subject === 'specialFund' && !since(end, entry.finance)) {
    dues.push({ year: end, cause: 'expiry', fixed: true });
  }
  const length = end - start + 1;
  if (length >= longProject.value) {
    const middle = start + Math.ceil(length / 2) - 1;
    if (!since(middle)) dues.push({ year: middle, cause: 'midTerm', fixed: true });
    else if (!since(end)) dues.push({ year: end, cause: 'end', fixed: true });
  }
  const last = lastOf(entry);
  const turn = last === undefined ? Math.min(start + cycle.value.years - 1, end) : last + cycle.value.years;
  if (last === undefined || turn <= end) dues.push({ year: turn, cause: 'cycle', fixed: false });
  const [first] = dues
    .map((due) => ({ ...due, year: Math.max(due.year, now) }))
    .toSorted((one, other) => one.year - other.year || FIRST[one.cause] - FIRST[other.cause]);
  return first;
}

function lastOf({ department, finance }: PlanEntry): number | undefined {
  const all = [...department, ...finance];
  return all.length === 0 ? undefined : Math.max(...all);
}

type Job = { readonly entry: PlanEntry; readonly due: Due };

/** Gives each job a year: fixed ones their own, the others the earliest-due first, under the lowest ceiling that lets everything be in time. */
function spread(jobs: readonly Job[], first: number, years: number): ReadonlyMap<string, number> {
  const fixed = Array.from({ length: years }, (_, at) => jobs.filter(({ due }) => due.fixed && due.year === first + at).length);
  const free = jobs
    .filter(({ due }) => !due.fixed)
    .toSorted(
      (one, other) =>
        one.due.year - other.due.year ||
        (lastOf(one.entry) ?? 0) - (lastOf(other.entry) ?? 0) ||
        (one.entry.projectCode < other.entry.projectCode ? -1 : 1),
    );
  const deadlines = free.map(({ due }) => due.year - first);
  let ceiling = Math.ceil(jobs.length / years);
  while (!fits(deadlines, fixed, ceiling, 0)) ceiling += 1;
  const given = new Map(jobs.filter(({ due }) => due.fixed).map(({ entry, due }) => [entry.projectCode, due.year]));
  let done = 0;
  for (let at = 0; at < years; at += 1) {
    const own = fixed[at] ?? 0;
    const left = free.length - done + fixed.slice(at).reduce((sum, each) => sum + each, 0);
    let take = Math.min(free.length - done, Math.max(0, Math.ceil(left / (years - at)) - own));
    while (!fits(deadlines.slice(done + take), fixed, ceiling, at + 1)) take += 1;
    for (const { entry } of free.slice(done, done + take)) given.set(entry.projectCode, first + at);
    done += take;
  }
  return given;
}

/** Whether deadlines (ascending, in years from the first) can all be kept from year `from` on, with `ceiling` jobs a year, fixed ones included. */
function fits(deadlines: readonly number[], fixed: readonly number[], ceiling: number, from: number): boolean {
  let room = 0;
  let at = from;
  for (const [done, deadline] of deadlines.entries()) {
    while (at <= deadline) {
      room += Math.max(0, ceiling - (fixed[at] ?? 0));
      at += 1;
    }
    if (done + 1 > room) return false;
  }
  return true;
}

const BLANK = {
  name: '',
  division: '',
  departmentCode: '',
  unitCode: '',
  subject: 'project',
  startsOn: '',
  endsOn: '',
  key: false,
  withdrawn: false,
  heard: 0,
  department: [],
  finance: [],
} as const;

/** What the project's own events say; the newest description wins, withdrawn stays withdrawn. `undefined`: nothing to keep. */
export function describe(
  before: PlanEntry | undefined,
  event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>,
): PlanEntry | undefined {
  const known: PlanEntry = before ?? { ...BLANK, projectCode: event.subject };
  if (event.type === 'project.withdrawn.v1') return { ...known, withdrawn: true };
  if (event.sequence <= known.heard) return undefined;
  const { name, division, departmentCode, unitCode, subject, startsOn, endsOn, major, secret } = event.data.project;
  const key = major || subject === 'specialFund';
  if (!before && !key) return undefined;
  const { secret: _, ...rest } = known;
  const described = { ...rest, name, division, departmentCode, unitCode, subject, startsOn, endsOn, key, heard: event.sequence };
  return secret ? { ...described, secret: true } : described;
}

/** A year in which it was evaluated, once. */
export function evaluated(
  before: PlanEntry | undefined,
  projectCode: string,
  by: 'department' | 'finance',
  year: number,
): PlanEntry | undefined {
  const known: PlanEntry = before ?? { ...BLANK, projectCode };
  return known[by].includes(year) ? undefined : { ...known, [by]: [...known[by], year].toSorted() };
}
