import { describe, expect, it } from 'vitest';
import type { CheckDocument } from '../../../events/monitoring.checked.v1.ts';
import { ease } from '../../../functions/monitoring/rules/alert.ts';
import { type Checks, check, seriousOf } from '../../../functions/monitoring/rules/check.ts';
import { GREEN } from '../../../functions/monitoring/rules/lights.ts';
import { judgeYear, verdictOf } from '../../../functions/monitoring/rules/year.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { person } from './desk.ts';
import { ALERTED, monthly, NATIONAL_POLICY, PLAN, RULES, YEAR } from './perfect.ts';

const SERIOUS: CheckDocument = {
  checkedOn: '2025-07-01',
  checkers: ['王五'],
  findings: [{ says: '工程停工', serious: true }],
  conclusion: 'serious',
};
const known = (state: Checks): Known<Checks> => ({ state, version: 1, sequence: state.checks, head: 'sha256:0' });
const ask = (change: Partial<CheckDocument> = {}, before?: Checks) =>
  check(before && known(before), person('finance-section'), YEAR, { ...SERIOUS, ...change }, '2025-07-01', NATIONAL_POLICY);
const standing = (conclusion: CheckDocument['conclusion'], checkedOn = '2025-07-01') => ({
  standing: { checkedOn, conclusion, serious: 1 },
  policy: NATIONAL_POLICY,
});

describe('a check on the spot', () => {
  it('MO-29 is one event, and remembers what it came to', () => {
    expect(ask()).toMatchObject({
      state: { checks: 1, standing: { checkedOn: '2025-07-01', conclusion: 'serious', serious: 1 } },
      events: [{ type: 'monitoring.checked.v1', data: { check: 1, by: 'finance', document: SERIOUS } }],
      answer: { check: 1, conclusion: 'serious' },
    });
  });

  it.each<[string, Partial<CheckDocument>, string]>([
    ['tomorrow', { checkedOn: '2025-07-02' }, '/checkedOn'],
    ['the year before', { checkedOn: '2024-12-31' }, '/checkedOn'],
    ['正常 with a serious finding', { conclusion: 'normal' }, '/conclusion'],
    ['应予纠正 with a serious finding', { conclusion: 'correct' }, '/conclusion'],
    ['问题严重 with none', { findings: [{ says: '台账不全', serious: false }] }, '/conclusion'],
    ['应予纠正 with nothing found', { findings: [], conclusion: 'correct' }, '/conclusion'],
  ])('MO-29 refuses %s', (_, change, at) => {
    expect(ask(change)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'MO-29', at }] });
  });

  it.each<[string, Partial<CheckDocument>]>([
    ['on the first day of the year', { checkedOn: '2025-01-01' }],
    ['with a small finding', { findings: [{ says: '台账不全', serious: false }], conclusion: 'correct' }],
    ['with none', { findings: [], conclusion: 'normal' }],
  ])('MO-29 takes one %s', (_, change) => {
    expect(ask(change).outcome).toBe('accepted');
  });

  it('MO-29 that was made before a newer one doesn’t take its word', () => {
    const newer: Checks = { checks: 1, standing: { checkedOn: '2025-06-30', conclusion: 'normal', serious: 0 } };
    expect(ask({ checkedOn: '2025-06-29' }, newer)).toMatchObject({ state: { checks: 2, standing: newer.standing }, answer: { check: 2 } });
    expect(ask({ checkedOn: '2025-06-30' }, newer)).toMatchObject({ state: { standing: { conclusion: 'serious' } } });
  });

  it('MO-30 SZ-28 lights the overall light red, over the figures and without any, until a later one finds nothing serious', () => {
    const months = judgeYear(PLAN, 2025, [monthly(6, 50)], RULES);
    expect(verdictOf(months)?.lights).toEqual(GREEN);
    expect(verdictOf(months, standing('serious'))).toMatchObject({
      period: '06',
      lights: { ...GREEN, overall: 'red' },
      findings: [{ rule: 'MO-30', basis: RULES.sanctions.basis }],
    });
    expect(verdictOf([], standing('serious'))).toMatchObject({ period: '07', lights: { ...GREEN, overall: 'red' } });
    expect(verdictOf(months, standing('correct'))?.lights).toEqual(GREEN);
    expect(verdictOf([], standing('normal'))).toMatchObject({ lights: GREEN, findings: [] });
    expect(verdictOf([])).toBeUndefined();
    expect(seriousOf(undefined, NATIONAL_POLICY)).toEqual([]);
  });

  it('MO-30 falls back to the yellow of the figures when it is over', () => {
    const lights = { budget: 'yellow', goal: 'green', overall: 'yellow' } as const;
    const red = { ...ALERTED, lights: { ...lights, overall: 'red' as const } };
    expect(ease(red, { period: '07', lights, findings: [] })?.lights).toEqual(lights);
  });
});
