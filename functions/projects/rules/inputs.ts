import type { Policy } from '../../../shared/policy/policy.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import type { LinkageInputs } from './linkage.ts';
import { isRepaired, reducedFor } from './rectifications.ts';
import { assessmentTrigger } from './scope.ts';
import { lastYearOf, type ProjectState } from './state.ts';

/** 部门整体绩效评价结果 of one year, and the event that it comes from. */
export interface DepartmentResult {
  readonly grade: Grade;
  readonly from: string;
}

/** So many years of results are looked back on. */
const LOOK_BACK = 5;

/** What the sheet of a budget year follows from, each with the id of the event that said it. */
export function inputsOf(state: ProjectState, year: number, policy: Policy, department?: DepartmentResult): LinkageInputs {
  const { assessment, approvedGoals: goals } = state.years[year] ?? {};
  const last = state.years[year - 1];
  const idOf = (kind: string, of: number, at: number) => `${kind}#${state.projectCode}#${of}/${at}`;
  const concluded = assessment?.status === 'concluded';
  const reduced = reducedFor(state, year);
  const results = Array.from({ length: LOOK_BACK }, (_, back) => year - 1 - back).flatMap((each) => {
    const facts = state.years[each];
    if (!facts?.result) return [];
    return [
      { year: each, grade: facts.result.grade, repaired: isRepaired(facts.notices), from: idOf('evaluation', each, facts.result.at) },
    ];
  });
  return {
    requestedAmount: state.requestedAmount,
    ...(concluded ? { assessment: { supported: assessment.supported ?? 0, from: idOf('assessment', year, assessment.at) } } : {}),
    ...(!concluded && assessmentTrigger(state, year, policy) ? { mustAssess: true as const } : {}),
    ...(goals ? { goals: { version: goals.version, budget: goals.budget, from: idOf('goals', year, goals.at) } } : {}),
    ...(last?.budget
      ? {
          last: {
            amount: last.budget.amount,
            ...(last.result ? { grade: last.result.grade, from: idOf('evaluation', year - 1, last.result.at) } : {}),
          },
        }
      : {}),
    ...(department && policy.linkage.factors.value.includes('departmentResult') ? { department } : {}),
    ...fundOf(state, year, policy),
    ...(reduced.length > 0 ? { reduced } : {}),
    ...(results.length > 0 ? { results } : {}),
  };
}

/** Of a special fund that is planned, or whose end this government watches (G9). */
function fundOf(state: ProjectState, year: number, policy: Policy): Pick<LinkageInputs, 'fund'> {
  const { fund } = state;
  if (state.subject !== 'specialFund' || (!fund && policy.gates.G9.value.requires.length === 0)) return {};
  const amount = fund?.amounts[year - fund.from];
  return {
    fund: {
      until: lastYearOf(state),
      ...(amount === undefined ? {} : { amount }),
      ...(fund ? { from: `project#${state.projectCode}/${fund.at}` } : {}),
    },
  };
}
