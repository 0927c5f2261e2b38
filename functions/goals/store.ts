import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist, yearsUntil } from '../../shared/io/worklist.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { pin } from '../../shared/review/chain.ts';
import { isQueueOf, queueOf, queuesOf, type Roll } from '../../shared/review/roll.ts';
import { clockRow } from '../../shared/review/standing.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { current, currentSteps, type GoalsEvent, type GoalsState, receipt, statusOf } from './rules/goals.ts';

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
          ...clockRow(state.filing?.status === 'inReview' ? state.filing.review : undefined),
        },
      };
    },
  });
}

/** The worklists in which goals under review may stand: by every chain that anything was ever filed under. */
export function waitingIn({ division, chains }: Roll, fiscalYear: number): readonly string[] {
  return [...new Set(chains.flatMap(queuesOf))].map((name) => `${division}#${fiscalYear}#inReview/${name}`);
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
