import type { Event } from '../../../events/index.ts';
import type { Operator } from '../../../shared/values/indicator.ts';
import type { Cents } from '../../../shared/values/money.ts';

/** What a project's year is measured against, as heard from projects, goals and evaluation. `at` is the sequence it came with. */
export interface Plan {
  readonly division: string;
  readonly budget?: { readonly amount: Cents; readonly at: number };
  readonly goals?: { readonly version: number; readonly indicators: readonly PlannedIndicator[]; readonly at: number };
  /** The year is in the archive: nothing is monitored any more. */
  readonly archived?: true;
}

export interface PlannedIndicator {
  readonly id: string;
  readonly name: string;
  readonly operator: Operator;
  readonly target: number | string;
  readonly unit?: string | undefined;
  readonly weight: number;
}

/** The years in which a division has budgets to monitor. */
export interface Roll {
  readonly division: string;
  readonly years: readonly number[];
}

export const planKey = ({ projectCode, fiscalYear }: { readonly projectCode: string; readonly fiscalYear: number }) =>
  `plan#${projectCode}#${fiscalYear}`;
/** Where the words of what a year is measured against are kept. */
export const heardKey = ({ projectCode, fiscalYear }: { readonly projectCode: string; readonly fiscalYear: number }) =>
  `heard#${projectCode}#${fiscalYear}`;
export const rollKey = (division: string) => `roll#${division}`;

/** A plan that a reading can be held against: budget and goals are issued together. */
export type Issued = Plan & Required<Pick<Plan, 'budget' | 'goals'>>;

export type PlanEvent = Event<'budget.issued.v1' | 'budget.changed.v1' | 'goals.approved.v1' | 'evaluation.archived.v1'>;

export function isIssued(plan: Plan | undefined): plan is Issued {
  return plan?.budget !== undefined && plan.goals !== undefined;
}

/** Takes a heard event into the plan; `undefined` when it says nothing newer. Order and repetition don't matter. */
export function hearPlan(plan: Plan | undefined, event: PlanEvent): Plan | undefined {
  const before = plan ?? { division: event.division };
  switch (event.type) {
    case 'budget.issued.v1':
    case 'budget.changed.v1':
      if (before.budget && before.budget.at >= event.sequence) return undefined;
      return { ...before, budget: { amount: event.data.approvedAmount, at: event.sequence } };
    case 'goals.approved.v1': {
      if (before.goals && before.goals.at >= event.sequence) return undefined;
      const { goalsVersion: version, goals } = event.data;
      const indicators = goals.indicators.map(({ id, name, operator, target, unit, weight }) => ({
        id,
        name,
        operator,
        target,
        ...(unit === undefined ? {} : { unit }),
        weight,
      }));
      return { ...before, goals: { version, indicators, at: event.sequence } };
    }
    case 'evaluation.archived.v1':
      return before.archived ? undefined : { ...before, archived: true };
  }
}
