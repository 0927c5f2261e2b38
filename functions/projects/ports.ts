import type { Event, EventType } from '../../events/index.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { Known, Ledger, Listener } from '../../shared/values/decision.ts';
import { type DepartmentState, departmentKey, departmentResult } from './rules/department.ts';
import type { DepartmentResult } from './rules/inputs.ts';
import type { Charge, Responsibles } from './rules/responsible.ts';
import type { ProjectEvent, ProjectState } from './rules/state.ts';

type Kept<State> = Listener<State> & { read(key: string): Promise<Known<State> | undefined> };

/** What the commands need of the world. */
export interface Ports {
  readonly projects: Ledger<ProjectState, ProjectEvent> &
    Listener<ProjectState> & {
      event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
      history(key: string): Promise<readonly Event[]>;
    };
  readonly departments: Kept<DepartmentState>;
  readonly responsibles: Kept<Responsibles>;
  readonly charges: Kept<Charge>;
}

export const projectKey = (projectCode: string) => `project#${projectCode}`;

/** The department's result of the year before, where the policy links budgets to it. */
export async function departmentFor(
  { departments }: Pick<Ports, 'departments'>,
  state: ProjectState,
  year: number,
  policy: Policy,
): Promise<DepartmentResult | undefined> {
  if (!policy.linkage.factors.value.includes('departmentResult')) return undefined;
  return departmentResult((await departments.read(departmentKey(state)))?.state, year - 1);
}
