import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import type { AssessmentEvent, AssessmentState, Status } from './rules/assessment.ts';

export type AssessmentTable = Table<AssessmentState, AssessmentEvent>;

/** Assessments by division, fiscal year and status; in a queue by unit. A secret project's are in none. */
export function openAssessments(options: Opened): AssessmentTable {
  return new Table({
    ...options,
    source: 'assessment',
    placement: ({
      projectCode,
      fiscalYear,
      name,
      division,
      departmentCode,
      unitCode,
      secret,
      status,
      organiser,
      requestedAmount,
      conclusion,
    }) => {
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

const STATUSES: readonly Status[] = ['submitted', 'returned', 'concluded'];

/** One division's assessments by status: of the year asked for, else of all years, the newest first. */
export function lister(assessments: AssessmentTable, yearNow: () => number) {
  return (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = query.fiscalYear === undefined ? yearsUntil(yearNow() + 1) : [query.fiscalYear];
    const statuses = STATUSES.filter((status) => query.status === undefined || query.status === status);
    const queues = years.flatMap((year) => statuses.map((status) => `${division}#${year}#${status}`));
    return worklist(assessments, actor, query, queues);
  };
}

/** Budget performance management began with 2018. */
function yearsUntil(last: number): number[] {
  return Array.from({ length: Math.max(last - 2017, 1) }, (_, before) => last - before);
}
