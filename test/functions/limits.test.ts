/** Both sides of the limits that several functions share, by the values of every authority that has ruled: nothing here knows a figure of its own. */
import { describe, expect, it } from 'vitest';
import { type Grant, grant, NOTHING } from '../../functions/delegation/rules/delegation.ts';
import { scaleOf } from '../../functions/evaluation/rules/form.ts';
import { nextDue, type PlanEntry } from '../../functions/evaluation/rules/plan.ts';
import { score } from '../../functions/evaluation/rules/score.ts';
import { slow } from '../../functions/monitoring/rules/focus.ts';
import { dueFrom } from '../../functions/rectification/rules/rectification.ts';
import { REGISTER } from '../../shared/policy/register.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { SCORING } from '../../shared/policy/scoring.ts';
import { pin, unpin } from '../../shared/review/chain.ts';
import { dueOn, remindOn } from '../../shared/review/deadline.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { addDays } from '../../shared/values/calendar.ts';
import { exact, toNumber } from '../../shared/values/exact.ts';
import { addWorkingDays, isWorkingDay } from '../../shared/values/working-days.ts';

const YEAR = 2024;
const TODAY = '2024-03-04';
const POLICIES = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = policyFor(division, YEAR);
  return [policy.id, policy] as const;
});

describe.each(POLICIES)('%s', (_, policy) => {
  it('RC-06 a notice is due on the last of its calendar days, or the first working day after it', () => {
    const last = addDays(TODAY, policy.rectification.value.days);
    const due = dueFrom(TODAY, policy);
    expect(due >= last && isWorkingDay(due)).toBe(true);
    for (let day = last; day < due; day = addDays(day, 1)) expect(isWorkingDay(day)).toBe(false);
  });

  it('DE-03 work is lent for the ruled days, both ends counted, and not a day longer', () => {
    const chief: Actor = { sub: 'chief', name: '科长', division: policy.division, organisation: '101', roles: ['finance-section'] };
    const lend = (days: number) => {
      const until = addDays(TODAY, days - 1);
      const asked: Grant = { id: 'D', to: 'p-clerk', organisation: '101', kinds: ['goals'], from: TODAY, until, reason: '出差' };
      const known = { state: NOTHING, version: 1, sequence: 1, head: 'h' };
      const decision = grant(known, chief, asked, { person: 'p-chief', today: TODAY, policy, reserved: true });
      return decision.outcome === 'refused' ? decision.findings.map(({ rule }) => rule) : decision.outcome;
    };
    const { days } = policy.review.delegation.value;
    expect([lend(days), lend(days + 1)]).toEqual(['accepted', ['DE-03']]);
  });

  it('GO-54 a step is due after its working days and reminded of so many before, its own or the government’s', () => {
    const { terms } = policy.review;
    for (const [at, step] of unpin(pin(policy.goals.chain.value, terms.value)).entries()) {
      const { workingDays = terms.value.workingDays, reminderDays = terms.value.reminderDays } = policy.goals.chain.value[at] ?? {};
      const due = dueOn(step, TODAY);
      expect(due).toBe(addWorkingDays(TODAY, workingDays));
      expect(remindOn(step, TODAY)).toBe(addWorkingDays(due, -Math.min(reminderDays, workingDays)));
    }
  });

  it('MO-25 spending is slow more than the ruled share behind, not at it', () => {
    for (const criterion of policy.monitoring.scope.value.key) {
      if (criterion.test !== 'slowSpending') continue;
      const at = (behind: ReturnType<typeof exact>) =>
        slow({ executionRate: exact('0.5').sub(behind), timeProgress: exact('0.5') }, criterion.behind);
      expect(at(exact(criterion.behind))).toBeUndefined();
      expect(at(exact(criterion.behind).add(exact('0.000001')))).toContain('落后');
    }
  });

  it('EV-35 a key project comes round after the years of the cycle, in none before', () => {
    const { years } = policy.evaluation.cycle.value;
    const place = { division: policy.division, departmentCode: '219', unitCode: '219001' };
    const span = { startsOn: `${YEAR - 3}-01-01`, endsOn: `${YEAR + 3 * years}-12-31` };
    const entry: PlanEntry = {
      ...place,
      ...span,
      projectCode: 'P',
      name: '项目',
      subject: 'project',
      key: true,
      withdrawn: false,
      heard: 1,
      department: [YEAR - 1],
      finance: [],
    };
    const rules = { ...policy.evaluation, longProject: { value: 100, basis: '县' } };
    expect(nextDue(entry, YEAR, rules)).toMatchObject({ cause: 'cycle', year: YEAR - 1 + years });
  });

  it('EV-05 execution and indicators make a hundred, neither a hundredth more nor less', () => {
    const weight = policy.evaluation.executionWeight.value;
    const said = (own: ReturnType<typeof exact>) => {
      const execution = { weight, budget: 100, executed: 100 };
      const indicators = [{ id: 'q', level1: 'output', operator: '>=', target: 1, actual: 1, weight: toNumber(own) } as const];
      const sheet = score({ execution, indicators }, scaleOf(policy, SCORING[policy.evaluation.ruleSet.value]));
      return sheet.findings.some(({ rule }) => rule === 'EV-05');
    };
    const rest = exact(100).sub(exact(weight));
    expect([rest.sub(exact('0.01')), rest, rest.add(exact('0.01'))].map(said)).toEqual([true, false, true]);
  });
});
