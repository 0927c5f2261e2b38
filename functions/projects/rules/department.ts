import { outranks } from './facts.ts';
import type { DepartmentResult } from './inputs.ts';
import type { Heard, ProjectState, ResultFact } from './state.ts';

/** 部门（街道）整体绩效评价 of one department: by year, by the code under which the whole department is evaluated. */
export interface DepartmentState {
  readonly years: Readonly<Record<string, Readonly<Record<string, Heard<ResultFact>>>>>;
}

export const departmentKey = ({ division, departmentCode }: { readonly division: string; readonly departmentCode: string }) =>
  `department#${division}#${departmentCode}`;

/** Whether a project stands for its whole department: 部门整体, or a street's. */
export function isDepartmental({ subject }: Pick<ProjectState, 'subject'>): boolean {
  return subject === 'department' || subject === 'street';
}

/** Takes the results of a project into a department's, as far as they are newer; of one that doesn't stand for it any more, takes them out. */
export function hearDepartment(key: string, state: DepartmentState | undefined, project: ProjectState): DepartmentState | undefined {
  const code = project.projectCode;
  const stands = isDepartmental(project) && departmentKey(project) === key;
  const years: Record<string, Readonly<Record<string, Heard<ResultFact>>>> = { ...state?.years };
  let changed = false;
  for (const year of new Set([...Object.keys(years), ...Object.keys(project.years)])) {
    const known = years[year]?.[code];
    const result = stands ? project.years[year]?.result : undefined;
    if (result ? !outranks(result, known) : !known || stands) continue;
    const { [code]: _, ...others } = years[year] ?? {};
    years[year] = result ? { ...others, [code]: result } : others;
    changed = true;
  }
  return changed ? { years } : undefined;
}

/** The result that counts for the budget of the year after: the one that ranks highest, whatever its code. */
export function departmentResult(state: DepartmentState | undefined, year: number): DepartmentResult | undefined {
  const [best] = Object.entries(state?.years[year] ?? {}).toSorted(([a, one], [b, other]) => {
    if (one.by !== other.by) return outranks(one, other) ? -1 : 1;
    return a < b ? -1 : 1;
  });
  return best && { grade: best[1].grade, from: `evaluation#${best[0]}#${year}/${best[1].at}` };
}
