import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { current, currentStep, type GoalsEvent, type GoalsState, receipt, statusOf } from './rules/goals.ts';

export type GoalsTable = Table<GoalsState, GoalsEvent>;

/** Goals by division, year and status, those in review by the step that is waited for; in a queue by unit. A secret project's are in none. */
export function openGoals(options: Opened): GoalsTable {
  return new Table({
    ...options,
    source: 'goals',
    placement: (state, key) => {
      if (state.secret) return undefined;
      const [, projectCode = '', fiscalYear = ''] = key.split('#');
      const { name, division, departmentCode, unitCode } = state;
      const contents = current(state);
      const step = currentStep(state)?.[0];
      return {
        queue: `${division}#${fiscalYear}#${statusOf(state)}${step === undefined ? '' : `/${step}`}`,
        place: `${unitCode}#${projectCode}`,
        row: {
          ...receipt(state, { project: { projectCode }, fiscalYear: Number(fiscalYear) }),
          name,
          division,
          departmentCode,
          unitCode,
          ...(contents && { budget: yuan(contents.budget) }),
          ...(contents?.adjustment && { adjustment: true }),
        },
      };
    },
  });
}

const CLOSED = ['returned', 'blocked', 'approved'];

/** One division's goals: of one step (`queue`), of one status, or all; of the year asked for, else of all years, the newest first. */
export function lister(goals: GoalsTable, yearNow: () => number) {
  return (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = query.fiscalYear === undefined ? yearsUntil(yearNow() + 1) : [query.fiscalYear];
    const queues = years.flatMap((year) => namesOf(division, year, query).map((name) => `${division}#${year}#${name}`));
    return worklist(goals, actor, query, queues);
  };
}

function namesOf(division: string, year: number, { queue, status }: ListQuery): string[] {
  const steps = queue === undefined ? policyFor(division, year).goals.chain.value.map(({ step }) => step) : [queue];
  const waiting = status === undefined || status === 'inReview' ? steps.map((step) => `inReview/${step}`) : [];
  if (queue !== undefined) return waiting;
  return [...waiting, ...CLOSED.filter((each) => status === undefined || status === each)];
}

/** Budget performance management began with 2018. */
function yearsUntil(last: number): number[] {
  return Array.from({ length: Math.max(last - 2017, 1) }, (_, before) => last - before);
}
