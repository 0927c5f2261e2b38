import { describe, expect, it } from 'vitest';
import { type ApplicationForm, applyResult, followUp } from '../../../functions/evaluation/rules/application.ts';
import type { EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import type { ResultUse } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import { BLANK, FINANCE, known, POLICY, said, UNIT } from './perfect.ts';

const TODAY = '2024-05-06';
const graded = (grade: Grade): EvaluationState => ({ ...BLANK, finance: { total: 85, grade, at: 2 } });
const FORM: ApplicationForm = { use: 'priority', measures: ['下年度预算优先安排'], followUpOn: '2024-12-31' };
const apply = (form: Partial<ApplicationForm> = {}, state = graded('good'), policy = POLICY, by = FINANCE, disclosed = true) =>
  applyResult(known(state), by, { ...FORM, ...form }, TODAY, policy, disclosed);
const USES: readonly ResultUse[] = ['priority', 'keep', 'improve', 'reduce', 'reduceOrCancel', 'account'];
const POLICIES = [policyFor('000000', 2024), ...REGISTER.map(({ division }) => policyFor(division, 2024))];

describe('评价结果应用', () => {
  it('JH-28 keeps the result it is about, its measures and the day to look again', () => {
    expect(apply()).toMatchObject({
      outcome: 'accepted',
      state: { applications: { count: 1, open: [{ n: 1, on: '2024-12-31' }] } },
      events: [
        {
          type: 'evaluation.result-applied.v1',
          data: { application: 1, use: 'priority', result: { total: 85, grade: 'good', by: 'finance' }, measures: ['下年度预算优先安排'] },
        },
      ],
    });
  });

  it.each(
    POLICIES.flatMap((policy) => (['excellent', 'good', 'fair', 'poor'] as const).map((grade) => [policy.name, grade, policy] as const)),
  )('EV-64 in %s a result that is %s has one use, and no other', (_, grade, policy) => {
    const due = policy.linkage.uses.value[grade];
    for (const use of USES) {
      const decision = apply({ use, amount: 100_00 }, graded(grade), policy);
      if (use === due) expect(said(decision)).toBe('accepted');
      else
        expect(decision).toMatchObject({ outcome: 'refused', findings: [{ rule: 'EV-64', at: '/use', basis: policy.linkage.uses.basis }] });
    }
  });

  it('JH-29 有效的支出要安排，低效的要削减，无效的要问责', () => {
    const jinghai = policyFor('120118', 2024);
    expect(said(apply({ use: 'keep' }, graded('good'), jinghai))).toBe('accepted');
    expect(said(apply({ use: 'reduce', amount: 1 }, graded('fair'), jinghai))).toBe('accepted');
    expect(said(apply({ use: 'account' }, graded('poor'), jinghai))).toBe('accepted');
  });

  it('EV-64 without a result there is nothing to apply', () => {
    expect(said(applyResult(undefined, FINANCE, FORM, TODAY, POLICY, true))).toEqual([['EV-64', '', '尚无评价结果，无从应用']]);
  });

  it('EV-65 what is cut has an amount, what is followed up a day that isn’t over', () => {
    expect(said(apply({ use: 'reduceOrCancel' }, graded('fair')))).toEqual([['EV-65', '/amount', '削减或取消须填写金额']]);
    expect(said(apply({ use: 'reduceOrCancel', amount: 1 }, graded('fair')))).toBe('accepted');
    expect(said(apply({ followUpOn: TODAY }))).toBe('accepted');
    expect(said(apply({ followUpOn: '2024-05-05' }))).toEqual([['EV-65', '/followUpOn', '跟踪日期2024-05-05早于今天2024-05-06']]);
  });

  it.each(POLICIES.map((policy) => [policy.name, policy] as const))('EV-67 in %s publication comes first, or need not', (_, policy) => {
    const [use, state] = [policy.linkage.uses.value.good, graded('good')] as const;
    expect(said(apply({ use, amount: 1 }, state, policy, FINANCE, true))).toBe('accepted');
    const hidden = said(apply({ use, amount: 1 }, state, policy, FINANCE, false));
    expect(hidden).toEqual(policy.linkage.afterDisclosure.value ? [['EV-67', '', '评价结果尚未公示（公开），不能应用']] : 'accepted');
  });

  it('NX-16 使用、评价、公示（公开）、应用 is 宁夏’s order', () => {
    expect(POLICIES.filter(({ linkage }) => linkage.afterDisclosure.value).map(({ division }) => division)).toEqual(['640000']);
  });

  it('is not for the unit itself, and not without end', () => {
    expect(said(apply({}, graded('good'), POLICY, UNIT))).toBe('forbidden');
    const open = Array.from({ length: 8 }, (_, at) => ({ n: at + 1, on: '2024-12-31' }));
    expect(said(apply({}, { ...graded('good'), applications: { count: 8, open } }))).toBe('conflict');
  });

  const applied: EvaluationState = { ...graded('good'), applications: { count: 2, open: [{ n: 2, on: '2024-12-31' }] } };
  const follow = (n: number, done = true, today = '2024-12-31') => followUp(known(applied), n, { done, says: '已按要求安排' }, today);

  it('EV-66 what is done is closed, what isn’t stays open, and late is said to be late', () => {
    expect(follow(2)).toMatchObject({
      state: { applications: { count: 2, open: [] } },
      events: [{ data: { application: 2, done: true, late: false } }],
    });
    expect(follow(2, false)).toMatchObject({ state: { applications: { open: [{ n: 2 }] } } });
    expect(follow(2, true, '2025-01-01')).toMatchObject({ events: [{ data: { late: true } }] });
    expect(said(follow(1))).toBe('conflict');
    expect(said(follow(3))).toBe('absent');
    expect(said(followUp(undefined, 1, { done: true, says: '' }, TODAY))).toBe('absent');
  });
});
