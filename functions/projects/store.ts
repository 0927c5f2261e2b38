import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import type { DepartmentState } from './rules/department.ts';
import { type Charge, personQueue, type Responsibles } from './rules/responsible.ts';
import { type ProjectEvent, type ProjectState, statusOf } from './rules/state.ts';

export type ProjectTable = Table<ProjectState, ProjectEvent>;

/** Projects by division and status; in a queue by unit, so that a unit's own rows lie together. */
export function openProjects(options: Opened) {
  const source = 'projects';
  const projects: ProjectTable = new Table({
    ...options,
    source,
    placement: (state) => {
      const { projectCode, division, departmentCode, unitCode, startsOn, endsOn, secret } = state;
      const status = statusOf(state);
      const marker = { projectCode, division, departmentCode, unitCode, status, startsOn, endsOn };
      return {
        queue: `${division}#${status}`,
        place: `${unitCode}#${projectCode}`,
        row: secret ? { ...marker, secret } : { ...marker, name: state.name, major: state.major },
      };
    },
  });
  const departments = new Table<DepartmentState, never>({ ...options, source });
  const responsibles = new Table<Responsibles, never>({ ...options, source });
  // A person's record is a queue of its own, so that it is read with one query however many projects there are. It is never forgotten.
  const charges = new Table<Charge, never>({
    ...options,
    source,
    placement: ({ projectCode, division, departmentCode, unitCode, person, terms }) => ({
      queue: personQueue(division, person.id),
      place: `${unitCode}#${projectCode}`,
      row: { projectCode, division, departmentCode, unitCode, name: person.name, terms },
    }),
  });
  return { projects, departments, responsibles, charges };
}

export type Projects = ReturnType<typeof openProjects>;

const STATUSES = ['proposed', 'admitted', 'budgeted', 'executing', 'closed', 'withdrawn'];

/** The project library of one division, by status; with a fiscal year, the projects that run in it. */
export function lister(projects: ProjectTable) {
  return (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const queues = STATUSES.filter((status) => query.status === undefined || query.status === status).map(
      (status) => `${division}#${status}`,
    );
    return worklist(projects, actor, query, queues, (row) => query.fiscalYear === undefined || runsIn(row, query.fiscalYear));
  };
}

function runsIn({ startsOn, endsOn }: Receipt, year: number): boolean {
  return Number(String(startsOn).slice(0, 4)) <= year && year <= Number(String(endsOn).slice(0, 4));
}

/** The rows of one person's record, as far as the actor may see whose projects they were. */
export function recordLister({ charges }: Pick<Projects, 'charges'>) {
  return (actor: Actor, division: string, personId: string, query: ListQuery): Promise<Listed> =>
    worklist(charges, actor, query, [personQueue(division, personId)]);
}
