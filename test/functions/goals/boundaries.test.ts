import { describe, expect, it } from 'vitest';
import { remind } from '../../../functions/goals/rules/deadline.ts';
import { file } from '../../../functions/goals/rules/filing.ts';
import type { GoalsForm, IndicatorForm } from '../../../functions/goals/rules/form.ts';
import { review } from '../../../functions/goals/rules/review.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Role } from '../../../shared/values/actor.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import { addWorkingDays } from '../../../shared/values/working-days.ts';
import { ofRule, perfect, person, project, Story, submissionOf, unit } from './perfect.ts';

/** Every policy that there is; a new one is covered by standing in the register. */
const POLICIES = ['000000', ...REGISTER.map(({ division }) => division)].map((division) => {
  const policy = policyFor(division, 2024);
  return [policy.id, policy] as const;
});

const qualitative = (id: string): IndicatorForm => ({
  id,
  level1: 'benefit',
  level2: 'social',
  name: `群众反映${id}`,
  operator: 'qualitative',
  target: '矛盾纠纷全部化解',
  weight: 0,
});
const counted = (id: string): IndicatorForm => ({
  id,
  level1: 'output',
  level2: 'quantity',
  name: `数量${id}`,
  operator: '>=',
  target: 1,
  unit: '个',
  weight: 0,
});
/** A hundred rows, so many of them qualitative. */
const hundred = (most: number): GoalsForm => ({
  ...perfect,
  indicators: Array.from({ length: 100 }, (_, at) => (at < most ? qualitative(`Q${at}`) : counted(`N${at}`))),
});
const weighted = (total: number): GoalsForm => ({ ...perfect, indicators: [{ ...counted('N'), weight: total }] });

/** What the chain's first step says to a full sheet that sums to `hundredths` of a point. */
function reviewing(
  policy: Policy,
  hundredths: number,
  opinion: 'excellent' | 'good' | 'fair' | 'poor',
  change: Readonly<Record<string, number>> = {},
) {
  const story = new Story();
  story.tell(
    file(
      undefined,
      unit,
      submissionOf(perfect, { policy: { ...policy, goals: { ...policy.goals, requiredIndicators: { value: [], basis: '县' } } } }),
      policy,
    ),
  );
  const [first] = policy.goals.chain.value;
  const role: Role = first?.roles[0] ?? 'department';
  const judge = role === 'department' ? person('219', role) : person('101', role);
  let left = hundredths;
  const scores = Object.fromEntries(
    policy.goals.reviewSheet.value.map(({ key, marks }) => {
      const given = Math.min(left, marks * 100);
      left -= given;
      return [key, given / 100];
    }),
  );
  const { document } = submissionOf(perfect).report.draft;
  if (!document) throw new Error('the perfect form is read');
  const decision = review(
    story.now,
    judge,
    { step: first?.step ?? '', opinion, comment: '意见', scores: { ...scores, ...change } },
    { project, fiscalYear: 2023, policy, today: '2023-02-01', person: judge.sub, document },
  );
  return decision.outcome === 'refused' ? decision.findings.map(({ rule }) => rule) : decision.outcome;
}

describe.each(POLICIES)('%s', (_, policy) => {
  it('GO-11 the qualitative share is allowed to the point, and not one indicator more', () => {
    const most = Math.floor(policy.goals.maxQualitativeShare.value * 100);
    expect(ofRule('GO-11', hundred(most), { policy })).toEqual([]);
    expect(ofRule('GO-11', hundred(most + 1), { policy })).toHaveLength(1);
  });

  it('GO-01, GO-02 the weights make the policy’s sum, and neither a hundredth more nor less', () => {
    const { indicators, execution } = policy.goals.weights.value;
    const found = (total: number) =>
      [...ofRule('GO-01', weighted(total), { policy }), ...ofRule('GO-02', weighted(total), { policy })].map(({ rule }) => rule);
    expect(found(indicators)).toEqual([]);
    expect(found(indicators - 0.01)).toEqual(['GO-01']);
    expect(found(indicators + 0.01)).toEqual(['GO-01']);
    if (execution > 0) expect(found(indicators + execution)).toEqual(['GO-02']);
  });

  it('GO-03 a level departs from its share from a hundredth on', () => {
    const { byLevel1, withoutSatisfaction } = policy.goals.weights.value;
    const { output, benefit, satisfaction } = byLevel1;
    const rows = (more: number): GoalsForm => ({
      ...perfect,
      indicators: [
        { ...counted('N'), weight: output + more },
        { ...counted('B'), level1: 'benefit', level2: 'social', weight: benefit - more },
        { ...counted('M'), level1: 'satisfaction', level2: 'satisfaction', weight: satisfaction },
      ],
    });
    expect(withoutSatisfaction).not.toBe('satisfaction');
    expect(ofRule('GO-03', rows(0), { policy })).toEqual([]);
    expect(ofRule('GO-03', rows(0.01), { policy })).toHaveLength(2);
  });

  it('GO-03 with a cost indicator each level departs from its other share from a hundredth on', () => {
    const { output, benefit, satisfaction, cost } = policy.goals.weights.value.withCost;
    const rows = (more: number): GoalsForm => ({
      ...perfect,
      indicators: [
        { ...counted('N'), weight: output + more },
        { ...counted('B'), level1: 'benefit', level2: 'social', weight: benefit },
        { ...counted('M'), level1: 'satisfaction', level2: 'satisfaction', weight: satisfaction },
        { ...counted('C'), level1: 'cost', level2: 'economicCost', operator: '<=', unit: '元', weight: cost - more },
      ],
    });
    expect(ofRule('GO-03', rows(0), { policy })).toEqual([]);
    expect(ofRule('GO-03', rows(0.01), { policy })).toHaveLength(2);
  });

  it('GO-54 a step is reminded of on its day and escalated on the day after its last, neither a day before', () => {
    const story = new Story();
    const free = { ...policy, goals: { ...policy.goals, requiredIndicators: { value: [], basis: '县' } } };
    story.tell(file(undefined, unit, submissionOf(perfect, { policy: free }), policy));
    const review = story.known?.state.filing?.review;
    if (!review) throw new Error('nothing was filed');
    const { workingDays, reminderDays } = policy.review.terms.value;
    const [first] = policy.goals.chain.value;
    const last = addWorkingDays(review.since, first?.workingDays ?? workingDays);
    const reminded = addWorkingDays(last, -(first?.reminderDays ?? reminderDays));
    const said = (today: string) => {
      const night = remind(story.known, { projectCode: project.projectCode, fiscalYear: 2023 }, today);
      return night.outcome === 'accepted' ? night.events.map(({ type }) => type) : night.outcome;
    };
    expect(said(addDays(reminded, -1))).toBe('unchanged');
    expect(said(reminded)).toEqual(['goals.review-reminded.v1']);
    expect(said(last)).toEqual(['goals.review-reminded.v1']);
    expect(said(addDays(last, 1))).toEqual(['goals.review-escalated.v1']);
  });

  it('GO-13 a cost may be the budget, not a 分 more', () => {
    const cost = (target: number): GoalsForm => ({
      ...perfect,
      indicators: [{ ...counted('C'), level2: 'cost', operator: '<=', target, unit: '元' }],
    });
    expect(ofRule('GO-13', cost(9_750_000), { policy })).toEqual([]);
    expect(ofRule('GO-13', cost(9_750_000.01), { policy })).toHaveLength(1);
  });

  it('GO-17 the budget may be what is asked for, not a 分 more', () => {
    expect(ofRule('GO-17', perfect, { policy, requestedAmount: perfect.budget })).toEqual([]);
    expect(ofRule('GO-17', perfect, { policy, requestedAmount: perfect.budget - 1 })).toHaveLength(1);
  });

  it('GO-04 each indicator that must be set is missed when it isn’t, and only then', () => {
    for (const { name, level1, level2, when } of policy.goals.requiredIndicators.value) {
      const found = (indicators: readonly IndicatorForm[]) =>
        ofRule('GO-04', { ...perfect, indicators }, { policy, investment: when === 'investment' }).filter(
          ({ says }) => says === `没有设置${name}`,
        );
      const meeting = perfect.indicators.filter((row) => !(level1?.includes(row.level1) || level2?.includes(row.level2)));
      expect(found(meeting), name).toHaveLength(1);
      const row: IndicatorForm = { ...counted('R'), level1: level1?.[0] ?? 'output', level2: level2?.[0] ?? 'quantity' };
      expect(found([...meeting, row]), name).toEqual([]);
    }
  });

  it('GO-38 a full sheet is graded at the very bound, and a hundredth below it is the next grade', () => {
    const { excellent, good, fair } = policy.grades.value;
    for (const [bound, grade, below] of [
      [excellent, 'excellent', 'good'],
      [good, 'good', 'fair'],
      [fair, 'fair', 'poor'],
    ] as const) {
      expect(reviewing(policy, bound * 100, grade), `${bound} ${grade}`).toBe('accepted');
      expect(reviewing(policy, bound * 100 - 1, grade), `below ${bound} ${grade}`).toEqual(['GO-38']);
      expect(reviewing(policy, bound * 100 - 1, below), `below ${bound} ${below}`).toBe('accepted');
    }
  });

  it('GO-37 full marks may be given, not a hundredth more', () => {
    expect(reviewing(policy, 10_000, 'excellent')).toBe('accepted');
    for (const { key, marks } of policy.goals.reviewSheet.value) {
      expect(reviewing(policy, 10_000, 'excellent', { [key]: marks + 0.01 }), key).toEqual(['GO-37']);
    }
  });
});
