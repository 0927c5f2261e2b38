import type { Policy, ResultUse } from '../../../shared/policy/policy.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { exitFactor, yearAfterResults } from './exit.ts';
import { inputsOf } from './inputs.ts';
import type { Factor } from './linkage.ts';
import type { GoalsFact, ProjectState, ResultFact, YearFacts } from './state.ts';

/** One year of a project, as it goes through the loop; amounts in 分, null where nothing was heard yet. */
export interface YearView {
  readonly fiscalYear: number;
  readonly assessedNeed: number | null;
  readonly goals: {
    readonly status: GoalsFact['status'];
    readonly version?: number;
    readonly grade?: Grade;
    readonly budget?: number;
  } | null;
  readonly approvedAmount: number | null;
  readonly paid: number | null;
  readonly light: 'green' | 'yellow' | 'red';
  readonly funds: 'normal' | 'suspended' | 'stopped' | 'recovered';
  readonly self: { readonly total: number; readonly grade: Grade } | null;
  readonly result: { readonly total: number; readonly grade: Grade; readonly by: ResultFact['by'] } | null;
  readonly rectifications: { readonly issued: number; readonly open: number; readonly reductions: number };
  /** What the result takes off the next budget, 0..1, and what it means for the project. */
  readonly cut: { readonly share: number; readonly use: ResultUse } | null;
  readonly archived: boolean;
}

/**
 * BJ-07: 对实施期超过1年的重大政策和项目实行全周期跟踪问效，建立动态评价调整机制 (区委〔2020〕8号 二（四）4). Every year that anything was heard of,
 * oldest first, each by the policy of the next.
 */
export function yearsOf(state: ProjectState, policyOf: (year: number) => Policy): YearView[] {
  return Object.entries(state.years)
    .map(([year, facts]) => yearView(Number(year), facts, policyOf(Number(year) + 1)))
    .toSorted((one, other) => one.fiscalYear - other.fiscalYear);
}

function yearView(fiscalYear: number, facts: YearFacts, { linkage }: Policy): YearView {
  const { assessment, goals, approvedGoals, review, budget, reading, light, funds, self, result, archive } = facts;
  const notices = Object.values(facts.notices ?? {});
  return {
    fiscalYear,
    assessedNeed: assessment?.status === 'concluded' ? (assessment.supported ?? 0) : null,
    goals: goals
      ? {
          status: goals.status,
          ...(approvedGoals ? { version: approvedGoals.version, budget: approvedGoals.budget } : {}),
          ...(review ? { grade: review.grade } : {}),
        }
      : null,
    approvedAmount: budget?.amount ?? null,
    paid: reading?.paid ?? null,
    light: light?.light ?? 'green',
    funds: funds?.state ?? 'normal',
    self: self ? { total: self.total, grade: self.grade } : null,
    result: result ? { total: result.total, grade: result.grade, by: result.by } : null,
    rectifications: {
      issued: notices.length,
      open: notices.filter(({ status }) => status !== 'confirmed').length,
      reductions: notices.filter(({ reducedIn }) => reducedIn !== undefined).length,
    },
    cut: result ? { share: linkage.cuts.value[result.grade], use: linkage.uses.value[result.grade] } : null,
    archived: archive !== undefined,
  };
}

/** Whether the results so far say that the project should leave, from which budget year on. */
export function exitOf(state: ProjectState, policyOf: (year: number) => Policy): (Factor & { readonly fiscalYear: number }) | null {
  const year = yearAfterResults(state);
  if (year === undefined || state.closed) return null;
  const policy = policyOf(year);
  const due = exitFactor(inputsOf(state, year, policy), policy);
  return due && { ...due, fiscalYear: year };
}
