import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist, yearsUntil } from '../../shared/io/worklist.ts';
import type { Roll } from '../../shared/review/roll.ts';
import { clockRow, stepsOf, waitsFor } from '../../shared/review/standing.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import type { AssessmentEvent, AssessmentState, Status } from './rules/assessment.ts';

export type AssessmentTable = Table<AssessmentState, AssessmentEvent>;

/** Assessments by division, fiscal year and status; in a queue by unit. A secret project's are in none. */
export function openAssessments(options: Opened): AssessmentTable {
  return new Table({
    ...options,
    source: 'assessment',
    placement: (state) => {
      const { projectCode, fiscalYear, name, division, departmentCode, unitCode, secret, status, organiser, requestedAmount, conclusion } =
        state;
      if (secret) return undefined;
      return {
        queue: `${division}#${fiscalYear}#${status}`,
        place: `${unitCode}#${projectCode}`,
        row: {
          projectCode,
          fiscalYear,
          name,
          division,
          departmentCode,
          unitCode,
          status,
          ...stepsOf(status === 'submitted' ? state.review : undefined),
          ...clockRow(status === 'submitted' ? state.review : undefined),
          organiser,
          requestedAmount: yuan(requestedAmount),
          ...(status === 'concluded' && conclusion
            ? { verdict: conclusion.verdict, supportedAmount: yuan(conclusion.supported), score: conclusion.score }
            : {}),
        },
      };
    },
  });
}

const STATUSES: readonly Status[] = ['submitted', 'returned', 'withdrawn', 'concluded'];

/** The worklist in which reports under review stand; their rows say for which step. */
export const waitingIn = ({ division }: Roll, fiscalYear: number) => [`${division}#${fiscalYear}#submitted`];

/** One division's assessments by status, those under review also by step (`queue`, `escalated`): of the year asked for, else of all years, the newest first. */
export function lister(assessments: AssessmentTable, yearNow: () => number) {
  return (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = query.fiscalYear === undefined ? yearsUntil(yearNow() + 1) : [query.fiscalYear];
    const statuses = STATUSES.filter(
      (status) => (query.status ?? status) === status && (query.queue === undefined || status === 'submitted'),
    );
    const queues = years.flatMap((year) => statuses.map((status) => `${division}#${year}#${status}`));
    const { queue } = query;
    return worklist(assessments, actor, query, queues, (row) => queue === undefined || waitsFor(row, queue));
  };
}
