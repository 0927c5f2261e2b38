import type { Position } from '../../shared/io/items.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { pin } from '../../shared/review/chain.ts';
import { clockOf } from '../../shared/review/deadline.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { yuan } from '../../shared/values/money.ts';
import { current, currentSteps, type GoalsEvent, type GoalsState, receipt, statusOf } from './rules/goals.ts';
import { isQueueOf, queueOf, queuesOf, type Roll } from './rules/roll.ts';

export type GoalsTable = Table<GoalsState, GoalsEvent>;

/** Goals by division, year and status, those in review by the step that is waited for; in a queue by unit. A secret project's are in none. */
export function openGoals(options: Opened): GoalsTable {
  return new Table<GoalsState, GoalsEvent>({
    ...options,
    source: 'goals',
    shown: ({ name, division, departmentCode, unitCode }) => ({
      name: String(name),
      division: String(division),
      departmentCode: String(departmentCode),
      unitCode: String(unitCode),
    }),
    placement: (state, key) => {
      if (state.secret) return undefined;
      const [, projectCode = '', fiscalYear = ''] = key.split('#');
      const { name, division, departmentCode, unitCode } = state;
      const contents = current(state);
      const steps = currentSteps(state);
      const clock = state.filing && steps.length > 0 ? clockOf(state.filing.review) : undefined;
      return {
        queue: `${division}#${fiscalYear}#${statusOf(state)}${steps.length === 0 ? '' : `/${queueOf(steps)}`}`,
        place: `${unitCode}#${projectCode}`,
        row: {
          ...receipt(state, { project: { projectCode }, fiscalYear: Number(fiscalYear) }),
          name,
          division,
          departmentCode,
          unitCode,
          ...(contents && { budget: yuan(contents.budget) }),
          ...(contents?.adjustment && { adjustment: true }),
          ...(clock && { due: clock.dueOn }),
          ...(clock?.noticeOn && { noticeOn: clock.noticeOn }),
          ...(steps.some(({ escalated }) => escalated) && { escalated: true }),
        },
      };
    },
  });
}

const ROLLS = 'rolls';

/** The register of divisions, by which the night finds what is under review. */
export function openRolls(options: Opened) {
  return new Table<Roll, never>({
    ...options,
    source: 'goals',
    placement: ({ division, years, chains }) => ({ queue: ROLLS, place: division, row: { division, years, chains } }),
  });
}

/** What the night walks: the divisions, and in each the goals that wait for some step, with the day on which there is something to say. */
export function openRegistry(goals: GoalsTable, rolls: ReturnType<typeof openRolls>) {
  return {
    divisions: () => rows(rolls, ROLLS, rollOf),
    async *waiting({ division, chains }: Roll, fiscalYear: number) {
      for (const name of new Set(chains.flatMap(queuesOf))) yield* rows(goals, `${division}#${fiscalYear}#inReview/${name}`, waitingOf);
    },
  };
}

function rollOf({ division, years, chains }: Receipt): Roll {
  return {
    division: String(division),
    years: Array.isArray(years) ? years.map(Number) : [],
    chains: Array.isArray(chains) ? chains.map(String) : [],
  };
}

function waitingOf({ projectCode, fiscalYear, noticeOn }: Receipt) {
  return {
    projectCode: String(projectCode),
    fiscalYear: Number(fiscalYear),
    noticeOn: typeof noticeOn === 'string' ? noticeOn : undefined,
  };
}

async function* rows<Row>(
  table: GoalsTable | ReturnType<typeof openRolls>,
  queue: string,
  shape: (row: Receipt) => Row,
): AsyncGenerator<Row> {
  let after: Position | undefined;
  do {
    const page = await table.list({ queue, limit: 100, ...(after === undefined ? {} : { after }) });
    for (const row of page.rows) yield shape(row);
    after = page.next;
  } while (after !== undefined);
}

const CLOSED = ['returned', 'withdrawn', 'blocked', 'approved'];

/** One division's goals: of one step (`queue`), of one status, or all; of the year asked for, else of all years, the newest first. */
export function lister(goals: GoalsTable, yearNow: () => number) {
  return (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = query.fiscalYear === undefined ? yearsUntil(yearNow() + 1) : [query.fiscalYear];
    const queues = years.flatMap((year) => namesOf(division, year, query).map((name) => `${division}#${year}#${name}`));
    return worklist(goals, actor, query, queues);
  };
}

/** A step's worklist is every queue in which it is waited for, alone or beside others; overdue ones stand in `escalated` as well. */
function namesOf(division: string, year: number, { queue, status }: ListQuery): string[] {
  const { goals, review } = policyFor(division, year);
  const every = queuesOf(pin(goals.chain.value, review.terms.value));
  const asked = queue === undefined ? every : every.filter((name) => isQueueOf(name, queue));
  // A step that today's policy doesn't have may still be waited for under an older one.
  const names = asked.length > 0 || queue === undefined ? asked : queueNames(queue);
  const waiting = status === undefined || status === 'inReview' ? names.map((name) => `inReview/${name}`) : [];
  if (queue !== undefined) return waiting;
  return [...waiting, ...CLOSED.filter((each) => status === undefined || status === each)];
}

const queueNames = (step: string) => [queueOf([{ step }]), queueOf([{ step, escalated: true }])];

/** Budget performance management began with 2018. */
function yearsUntil(last: number): number[] {
  return Array.from({ length: Math.max(last - 2017, 1) }, (_, before) => last - before);
}
