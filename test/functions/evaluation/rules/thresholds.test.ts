/** Both sides of every threshold of evaluation, by the values of every authority that has ruled: nothing here knows a figure of its own. */
import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../../../functions/evaluation/rules/form.ts';
import { nextDue, type PlanEntry } from '../../../../functions/evaluation/rules/plan.ts';
import { beforeConclusion } from '../../../../functions/evaluation/rules/procedure.ts';
import { checkReport } from '../../../../functions/evaluation/rules/report.ts';
import { draw, sample, selfDueOn, signsOf } from '../../../../functions/evaluation/rules/sampling.ts';
import { score } from '../../../../functions/evaluation/rules/score.ts';
import { difference } from '../../../../functions/evaluation/rules/spot-check.ts';
import type { Policy } from '../../../../shared/policy/policy.ts';
import { REGISTER } from '../../../../shared/policy/register.ts';
import { policyFor } from '../../../../shared/policy/resolve.ts';
import { PolicySchema } from '../../../../shared/policy/schema/schema.ts';
import { SCORING } from '../../../../shared/policy/scoring.ts';
import { addDays } from '../../../../shared/values/calendar.ts';
import { exact, toNumber } from '../../../../shared/values/exact.ts';
import { type Grade, gradeOf } from '../../../../shared/values/grade.ts';
import { BLANK, REPORT } from '../perfect.ts';

const YEAR = 2024;
const POLICIES = [policyFor('000000', YEAR), ...REGISTER.map(({ division }) => policyFor(division, YEAR))];
const EACH = POLICIES.map((policy) => [policy.name, policy] as const);
const HUNDREDTH = exact('0.01');
const less = (x: number) => toNumber(exact(x).sub(HUNDREDTH));
const more = (x: number) => toNumber(exact(x).add(HUNDREDTH));
const GRADES: readonly Grade[] = ['excellent', 'good', 'fair', 'poor'];

/** A form that weighs 100, one indicator of at least 100, so much of the budget spent. */
const form = (actual: number, executed: number, weight = 90) => ({
  execution: { weight: 10, budget: 1_000_000, executed },
  indicators: [{ id: 'q1', level1: 'output', operator: '>=', target: 100, actual, weight } as const],
});
const said = (policy: Policy, actual: number, executed: number) => {
  const sheet = score(form(actual, executed), scaleOf(policy, SCORING[policy.evaluation.ruleSet.value]));
  return [...sheet.findings, ...sheet.indicators.flatMap(({ findings }) => findings)].map(({ rule }) => rule);
};

describe.each(EACH)('in %s', (_, policy) => {
  const { evaluation, grades } = policy;

  it.each(['excellent', 'good', 'fair'] as const)('EV-15 the bound of %s belongs to it, a hundredth less doesn’t', (grade) => {
    const bound = grades.value[grade];
    expect([gradeOf(bound, grades.value), gradeOf(less(bound), grades.value)]).toEqual([grade, GRADES[GRADES.indexOf(grade) + 1]]);
  });

  it('EV-08 asks about more than the share above the target, not about the share itself', () => {
    const most = 100 + evaluation.overAchievement.value * 100;
    expect(said(policy, most, 1_000_000)).not.toContain('EV-08');
    expect(said(policy, more(most), 1_000_000).includes('EV-08')).toBe(SCORING[evaluation.ruleSet.value].overAchievement.value.questioned);
  });

  it('EV-04 asks for a reason below the execution line, not on it', () => {
    const line = evaluation.reasonBelow.value * 1_000_000;
    expect(said(policy, 100, line)).not.toContain('EV-04');
    expect(said(policy, 100, line - 1)).toContain('EV-04');
  });

  it('EV-31 calls scores different from the ruled points on', () => {
    const { difference: points } = evaluation.spotCheck.value;
    const of = (apart: number) =>
      difference({ total: 80, grade: 'good' }, { total: toNumber(exact(80).sub(exact(apart))), grade: 'good' }, evaluation);
    expect(of(points)).toMatchObject({ findings: [{ rule: 'EV-31' }], bulletin: evaluation.bulletins.value.includes('difference') });
    expect(of(less(points))).toMatchObject({ findings: [], bulletin: false });
  });

  it('EV-31 calls grades different from the ruled bands on', () => {
    const { gradeBands } = evaluation.spotCheck.value;
    const of = (bands: number) =>
      difference({ total: 80, grade: 'excellent' }, { total: 80, grade: GRADES[bands] ?? 'poor' }, evaluation).findings.map(
        ({ rule }) => rule,
      );
    expect(of(gradeBands)).toContain('EV-31');
    expect(of(gradeBands - 1)).not.toContain('EV-31');
  });

  it.each(['missing', 'difference', 'poor'] as const)('EV-30, EV-31, EV-32 has “%s” in its bulletins, or only says it', (cause) => {
    const cases = {
      missing: difference(undefined, { total: 85, grade: 'good' }, evaluation),
      difference: difference({ total: 100, grade: 'excellent' }, { total: 60, grade: 'fair' }, evaluation),
      poor: difference({ total: 10, grade: 'poor' }, { total: 10, grade: 'poor' }, evaluation),
    };
    const ruled = evaluation.bulletins.value.includes(cause);
    expect(cases[cause]).toMatchObject({ bulletin: ruled, findings: [{ level: ruled ? 'error' : 'warning' }] });
  });

  it.each(['decision', 'process', 'output', 'benefit'] as const)('EV-50 %s takes its full marks, and not a hundredth more', (dimension) => {
    const full = { ...evaluation.dimensions.value };
    expect(checkReport({ ...REPORT, dimensions: full }, policy)).toEqual([]);
    const over = { ...full, [dimension]: more(full[dimension]) };
    expect(checkReport({ ...REPORT, dimensions: over }, policy).map(({ rule, at }) => [rule, at])).toEqual([
      ['EV-50', `/dimensions/${dimension}`],
    ]);
  });

  it('EV-50 output and benefit together weigh the ruled minimum, and no policy may have less', () => {
    const least = evaluation.minOutputBenefit.value;
    const frame = (output: number) => {
      const dimensions = { decision: 0, process: toNumber(exact(100).sub(exact(output))), output, benefit: 0 };
      return PolicySchema.safeParse({ ...policy, evaluation: { ...evaluation, dimensions: { value: dimensions, basis: '某办法' } } })
        .success;
    };
    expect([frame(least), frame(less(least))]).toEqual([true, false]);
  });

  it('EV-33 sees risk from the ruled score up, below the ruled rate, from the ruled amount up', () => {
    const rules = evaluation.sampling.value;
    const calm = {
      projectCode: 'P',
      name: 'P',
      unitCode: 'U',
      total: less(rules.score),
      rate: rules.rate,
      amount: rules.amount - 1,
      lastGrade: 'fair',
    } as const;
    expect(signsOf(calm, rules)).toEqual([]);
    expect(signsOf({ ...calm, total: rules.score }, rules)).toEqual(['score']);
    expect(signsOf({ ...calm, rate: toNumber(exact(rules.rate).sub(exact('0.000001'))) }, rules)).toEqual(['rate']);
    expect(signsOf({ ...calm, amount: rules.amount }, rules)).toEqual(['amount']);
    expect(signsOf({ ...calm, lastGrade: 'poor' }, rules)).toEqual(['lastPoor']);
  });

  it('EV-33 gives the ruled share of a sample to risk, rounded up, and its points to each sign', () => {
    const rules = evaluation.sampling.value;
    const risky = Array.from({ length: 20 }, (_, at) => ({
      projectCode: `P${at}`,
      name: 'P',
      unitCode: 'U',
      total: 70,
      amount: rules.amount,
    }));
    const shareOf = (size: number) => draw(risky, rules, 's', size).picks.filter(({ by }) => by === 'risk').length;
    const whole = Math.round(10 * rules.riskShare);
    expect([shareOf(10), shareOf(11)]).toEqual([whole, toNumber(exact(11).mul(exact(rules.riskShare)).ceil())]);
    const [one] = draw(
      [{ ...risky[0], projectCode: 'P', name: 'P', unitCode: 'U', total: rules.score, lastGrade: 'poor' }],
      rules,
      's',
      1,
    ).picks;
    expect(one?.points).toBe(rules.weights.score + rules.weights.lastPoor + rules.weights.amount);
  });

  it('EV-35 asks again in the year that the cycle says after the last evaluation, and not in the year before', () => {
    const { years } = evaluation.cycle.value;
    const entry: PlanEntry = {
      ...BLANK,
      subject: 'policy',
      startsOn: `${YEAR}-01-01`,
      endsOn: `${YEAR + evaluation.longProject.value - 2}-12-31`,
      key: true,
      withdrawn: false,
      heard: 1,
      department: [YEAR - years],
      finance: [],
    };
    expect(nextDue(entry, YEAR, evaluation)).toMatchObject({ year: YEAR, cause: 'cycle' });
    expect(nextDue({ ...entry, department: [YEAR - years + 1] }, YEAR, evaluation)).toMatchObject({ year: YEAR + 1, cause: 'cycle' });
  });

  it('EV-05 lets the execution rate weigh what the indicators leave of a hundred', () => {
    const rest = 100 - evaluation.executionWeight.value;
    const weighing = (weight: number) => {
      const sheet = {
        ...form(100, 1_000_000, weight),
        execution: { weight: evaluation.executionWeight.value, budget: 1_000_000, executed: 1_000_000 },
      };
      return score(sheet, scaleOf(policy, SCORING[evaluation.ruleSet.value])).findings.map(({ rule }) => rule);
    };
    expect(weighing(rest)).not.toContain('EV-05');
    expect(weighing(more(rest))).toContain('EV-05');
    expect(weighing(less(rest))).toContain('EV-05');
  });

  it('EV-34 names the missing the day after the due date, not on it', () => {
    const owing = [{ projectCode: 'P', name: 'P', departmentCode: 'D', unitCode: 'U' }];
    const due = selfDueOn(YEAR, policy);
    const named = (today: string) => {
      const drawn = sample(undefined, { division: '640104', fiscalYear: YEAR, seed: 's', size: 1 }, [], owing, today, policy);
      return drawn.outcome === 'accepted' && drawn.answer.missing;
    };
    expect([named(due), named(addDays(due, 1))]).toEqual([0, 1]);
  });

  it('EV-36 asks for a mid-term evaluation from the ruled length on', () => {
    const { value: years } = evaluation.longProject;
    const entry = (length: number): PlanEntry => ({
      ...BLANK,
      subject: 'project',
      startsOn: `${YEAR}-01-01`,
      endsOn: `${YEAR + length - 1}-12-31`,
      key: true,
      withdrawn: false,
      heard: 1,
      department: [],
      finance: [],
    });
    expect(nextDue(entry(years), YEAR, evaluation)?.cause).toBe('midTerm');
    expect(nextDue(entry(years - 1), YEAR, evaluation)?.cause).toBe('cycle');
  });

  it('EV-57 waits the ruled days for an answer', () => {
    const { answerDays } = evaluation.procedure.value;
    const sent = { ...BLANK, procedure: { step: 'exchanged', on: '2025-03-01', sentOn: '2025-03-01' } } as const;
    const open = (days: number) =>
      beforeConclusion(sent, { sentOn: '2025-03-01', answeredOn: '2025-03-01' }, addDays('2025-03-01', days), policy).length;
    expect([open(answerDays), open(answerDays + 1)]).toEqual([1, 0]);
  });
});
