/** Whatever a government is told, it is told by its own document, by the nation's, or as a default; never by another government's. */
import { describe, expect, it } from 'vitest';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { changeBudget } from '../../../functions/projects/rules/change.ts';
import { exitProject } from '../../../functions/projects/rules/exit.ts';
import { planFund, renewFund } from '../../../functions/projects/rules/fund.ts';
import { gatesOf } from '../../../functions/projects/rules/gates.ts';
import { linkage } from '../../../functions/projects/rules/linkage.ts';
import { register } from '../../../functions/projects/rules/project.ts';
import { recomputed } from '../../../functions/projects/rules/recomputation.ts';
import type { ProjectDecision, ProjectState } from '../../../functions/projects/rules/state.ts';
import { sample } from '../../events/samples.ts';
import { BUDGETED, DEPARTMENT, FINANCE, known, PROJECT, STATE, TODAY, UNIT, withFacts, YEAR } from './perfect.ts';
import { POLICIES } from './policies.ts';

/** What each calls its own document in its articles: `市中政办字〔2019〕36号`. */
const NAMES = POLICIES.filter(([id]) => id !== 'national').map(([id, { gates }]) => [id, gates.G3.basis.split(' ')[0] ?? ''] as const);

const basesOf = (decision: ProjectDecision): readonly string[] =>
  decision.outcome === 'refused' ? decision.findings.map(({ basis }) => basis) : [];

describe.each(POLICIES)('%s', (id, policy) => {
  const bare: ProjectState = { ...withFacts({}), admitted: false };
  const fund: ProjectState = { ...STATE, subject: 'specialFund', startsOn: `${YEAR}-01-01`, endsOn: `${YEAR}-12-31`, years: {} };
  const weak = { budget: { amount: 100, goalsVersion: 1 }, result: { grade: 'poor', total: 50, by: 'finance', at: 3 } } as const;
  const last: ProjectState = { ...STATE, years: { ...STATE.years, [YEAR - 1]: weak, [YEAR - 2]: weak } };
  const plan = {
    period: { from: YEAR, until: YEAR - 1 },
    strategicGoal: '目标',
    totalAmount: 1,
    years: [{ fiscalYear: YEAR, task: '任务', amount: 2 }],
  };
  const approval = { year: YEAR, amount: 1_000_000_000_000, on: TODAY };
  const change = { year: YEAR, reason: 'emergency', explanation: '突发', amount: 975_000_000 } as const;

  const told = (): readonly string[] => {
    const issued = approveBudget(known(last), FINANCE, { ...approval, exception: { approvalNo: '1', reason: '民生' } }, policy);
    const [event] = issued.outcome === 'accepted' ? issued.events : [];
    const again = event?.type === 'budget.issued.v1' ? recomputed({ ...sample('budget.issued.v1'), ...event }, () => policy) : [];
    return [
      ...[bare, fund, last, BUDGETED].flatMap((state) =>
        gatesOf({ state, year: YEAR, policy }).flatMap(({ findings }) => findings.map(({ basis }) => basis)),
      ),
      ...[bare, { ...fund, years: { [YEAR]: {} } }, last].flatMap((state) =>
        linkage(state, YEAR, policy).factors.map(({ basis }) => basis),
      ),
      ...linkage(fund, YEAR + 1, policy).factors.map(({ basis }) => basis),
      ...[bare, last].flatMap((state) => basesOf(approveBudget(known(state), FINANCE, approval, policy))),
      ...basesOf(changeBudget(known(BUDGETED), FINANCE, change, policy)),
      ...basesOf(exitProject(known(STATE), FINANCE, { reason: '完成', now: YEAR }, policy)),
      ...[STATE, fund].flatMap((state) => basesOf(planFund(known(state), DEPARTMENT, { plan, digest: 'd' }, policy))),
      ...[STATE, fund].flatMap((state) =>
        basesOf(renewFund(known(state), FINANCE, { decision: 'end', until: YEAR, reason: '到期' }, policy)),
      ),
      ...basesOf(
        register(
          known(BUDGETED),
          UNIT,
          { project: { ...PROJECT, requestedAmount: 1 }, digest: 'other', markedMajor: undefined, divisionExists: true },
          policy,
        ),
      ),
      ...again.map(({ basis }) => basis),
    ];
  };

  it('is told by no other government’s document', () => {
    const foreign = NAMES.filter(([other]) => other !== id).map(([, name]) => name);
    const bases = told();
    expect(bases.length).toBeGreaterThan(20);
    const borrowed = bases.filter((basis) => foreign.some((name) => basis.includes(name)) && !/默认|参照/.test(basis));
    expect([...new Set(borrowed)]).toEqual([]);
  });
});
