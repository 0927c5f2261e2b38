import type { Position } from '../../shared/io/items.ts';
import { openShelf } from '../../shared/io/shelf.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { Grade } from '../../shared/values/grade.ts';
import { Money } from '../../shared/values/money.ts';
import type { PlanEntry } from './rules/plan.ts';
import type { Candidate, Population, SampleEvent, SamplesState } from './rules/sampling.ts';
import { type EvaluationTable, STATUSES } from './store.ts';

/** How often samples were drawn, by division and year. */
export const openSamples = (options: Opened) => new Table<SamplesState, SampleEvent>({ ...options, source: 'evaluation' });

const PAGE = 500;

/** A whole queue of the worklist, page by page. */
async function* rowsOf(table: Pick<EvaluationTable, 'list'>, queue: string, prefix?: string): AsyncGenerator<Receipt> {
  let after: Position | undefined;
  do {
    const page = await table.list({ queue, limit: PAGE, ...(prefix === undefined ? {} : { prefix }), ...(after ? { after } : {}) });
    yield* page.rows;
    after = page.next;
  } while (after);
}

/** 自评和部门评价结果 that nobody checked yet are the population; last year's 差 is read from last year's worklists. */
export function openPopulation(evaluations: EvaluationTable) {
  const rows = async function* (division: string, fiscalYear: number) {
    for (const status of STATUSES) yield* rowsOf(evaluations, `${division}#${fiscalYear}#${status}`);
  };
  return async (division: string, fiscalYear: number): Promise<Population> => {
    const last = new Map<string, Grade>();
    for await (const row of rows(division, fiscalYear - 1)) {
      const grade = Grade.safeParse(row.grade);
      if (grade.success) last.set(String(row.projectCode), grade.data);
    }
    const candidates: Candidate[] = [];
    const filed = new Set<string>();
    for await (const row of rows(division, fiscalYear)) {
      const projectCode = String(row.projectCode);
      if (row.selfEvaluated === true) filed.add(projectCode);
      if (row.checked === true || typeof row.total !== 'number' || (row.by !== 'self' && row.by !== 'department')) continue;
      candidates.push({
        projectCode,
        name: String(row.name),
        unitCode: String(row.unitCode),
        total: row.total,
        rate: typeof row.executionRate === 'number' ? row.executionRate : null,
        amount: row.budget === undefined ? undefined : Money.parse(row.budget),
        lastGrade: last.get(projectCode),
      });
    }
    return { candidates, filed };
  };
}

/** Who owes a self-evaluation: laid down when the year's budget is issued. */
export function openOwing(options: Opened) {
  const shelf = openShelf(options);
  const place = (division: string, fiscalYear: number) => `owing#${division}#${fiscalYear}`;
  return {
    add: (division: string, fiscalYear: number, projectCode: string) =>
      shelf.lay(place(division, fiscalYear), { place: projectCode, text: projectCode }),
    of: async (division: string, fiscalYear: number) => (await shelf.take(place(division, fiscalYear))).map(({ text }) => text),
  };
}

/** Key projects by division and department, for the plan. A secret project's is nowhere. */
export function openPlans(options: Opened) {
  const table = new Table<PlanEntry>({
    ...options,
    source: 'evaluation',
    placement: (entry) =>
      entry.key && !entry.withdrawn && !entry.secret
        ? {
            queue: `plan#${entry.division}`,
            place: `${entry.departmentCode}#${entry.projectCode}`,
            row: { entry: JSON.stringify(entry) },
          }
        : undefined,
  });
  return {
    absorb: table.absorb.bind(table),
    async entries(division: string, departmentCode?: string): Promise<readonly PlanEntry[]> {
      const entries: PlanEntry[] = [];
      const prefix = departmentCode === undefined ? undefined : `${departmentCode}#`;
      for await (const { entry } of rowsOf(table, `plan#${division}`, prefix)) entries.push(JSON.parse(String(entry)));
      return entries;
    },
  };
}
