import type { Event } from '../../../events/index.ts';
import type { Place } from '../../../shared/values/actor.ts';
import type { GoalsState } from './goals.ts';

/** A year's budget, as approved or as changed in mid-year. */
export type BudgetEvent = Event<'budget.issued.v1' | 'budget.changed.v1'>;

/**
 * 同步批复: the budget came with these goals (JH-20). Goals that aren't here can't have been approved, so nothing is kept for them; the
 * newest wins.
 */
export function hearBudget(state: GoalsState | undefined, event: BudgetEvent): GoalsState | undefined {
  if (!state || event.sequence <= (state.issued?.at ?? 0)) return undefined;
  return { ...state, issued: { amount: event.data.approvedAmount, version: event.data.goals.version, at: event.sequence } };
}

/**
 * The project moved to another unit or department, got another name, or became secret: the worklists must show it to those who may see
 * it now, and of a secret one nothing but its marker row. Takes the newest card, so it doesn't matter which event brought it.
 */
export function hearProject(state: GoalsState | undefined, project: Place & { readonly name: string }): GoalsState | undefined {
  if (!state) return undefined;
  const { name, division, departmentCode, unitCode, secret = false } = project;
  const same =
    state.name === name &&
    state.division === division &&
    state.departmentCode === departmentCode &&
    state.unitCode === unitCode &&
    (state.secret ?? false) === secret;
  if (same) return undefined;
  const { secret: _, ...rest } = state;
  return { ...rest, name, division, departmentCode, unitCode, ...(secret && { secret }) };
}
