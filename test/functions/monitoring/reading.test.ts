import { describe, expect, it } from 'vitest';
import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import type { Plan } from '../../../functions/monitoring/rules/plan.ts';
import { admit, remarks } from '../../../functions/monitoring/rules/reading.ts';
import { judgeYear } from '../../../functions/monitoring/rules/year.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { NATIONAL_POLICY, PLAN, READING, RULES, rules, YEAR } from './perfect.ts';

const KEY = { ...YEAR, period: '06' };
const TODAY = '2025-07-03';

const ask = (change: Partial<ReadingDocument> = {}, plan: Plan | undefined = PLAN, today = TODAY) => {
  const admission = admit(plan, KEY, { ...READING, ...change }, today, NATIONAL_POLICY);
  return admission.admitted ? [] : admission.findings;
};

it('a perfect reading is admitted', () => {
  expect(ask()).toEqual([]);
  expect(remarks(PLAN, 2025, READING, RULES)).toEqual([]);
});

describe('what a reading is held against', () => {
  it('MO-01 without an issued budget there is nothing to monitor', () => {
    const { budget: _, ...unissued } = PLAN;
    expect(ask({}, unissued)).toMatchObject([{ rule: 'MO-01', says: '2025年度预算尚未批复下达，不能填报监控数据' }]);
    expect(ask({}, { division: '370103' })).toMatchObject([{ rule: 'MO-01' }]);
  });

  it('MO-01 without the goals that were issued with it neither', () => {
    const { goals: _, ...aimless } = PLAN;
    expect(ask({}, aimless)).toMatchObject([{ rule: 'MO-01', says: '2025年度绩效目标尚未批复下达，不能填报监控数据' }]);
  });

  it.each(REGISTER.map(({ name, division, years }) => [name, policyFor(division, years.from)] as const))(
    'MO-01 cites the article by which %s issues both together',
    (_, policy) => {
      const admission = admit(undefined, KEY, READING, TODAY, policy);
      expect(admission).toMatchObject({ admitted: false, findings: [{ rule: 'MO-01', basis: policy.gates.G4.basis }] });
    },
  );
});

describe('the day of a reading', () => {
  it.each([
    ['2025-06-01', []],
    ['2025-06-30', []],
    ['2025-05-31', ['MO-02']],
    ['2025-07-01', ['MO-02']],
    ['2024-06-30', ['MO-02']],
  ])('MO-02 %s for June 2025', (asOf, expected) => {
    expect(rules(ask({ asOf }))).toEqual(expected);
  });

  it('MO-02 is today at the latest', () => {
    expect(ask({}, PLAN, '2025-06-30')).toEqual([]);
    expect(ask({}, PLAN, '2025-06-29')).toMatchObject([{ rule: 'MO-02', at: '/asOf', says: '数据截止日期2025-06-30晚于今日2025-06-29' }]);
  });
});

describe('the indicators of a reading', () => {
  const row = { id: 'km', actual: 50 };

  it('MO-12 are those of the approved goals', () => {
    expect(ask({ indicators: [row, { id: 'trees', actual: 3 }] })).toMatchObject([{ rule: 'MO-12', at: '/indicators/1/id' }]);
  });

  it('MO-12 are reported once each', () => {
    expect(ask({ indicators: [row, row] })).toMatchObject([{ rule: 'MO-12', at: '/indicators/1/id', says: '指标“km”填报了两次' }]);
  });

  it('MO-12 that are left out are named, and don’t count', () => {
    expect(ask({ indicators: [] })).toEqual([]);
    expect(remarks(PLAN, 2025, { ...READING, indicators: [] }, RULES)).toMatchObject([
      { rule: 'MO-12', level: 'warning', at: '/indicators' },
    ]);
    const [month] = judgeYear(PLAN, 2025, [{ period: '06', reading: { ...READING, indicators: [] } }], RULES);
    expect(month?.judgement).toMatchObject({ goalProgress: null, lights: { overall: 'green' } });
    expect(rules(month?.judgement.findings ?? [])).toEqual(['MO-08', 'MO-12']);
  });

  it('MO-12 that newer goals don’t have any more are left out of an older reading', () => {
    const gone = { ...PLAN, goals: { ...PLAN.goals, indicators: [] } };
    const [month] = judgeYear(gone, 2025, [{ period: '06', reading: READING }], RULES);
    expect(month?.judgement.goalProgress).toBeNull();
  });

  it.each([
    ['possible', {}, ['MO-13']],
    ['impossible', {}, ['MO-13', 'MO-24']],
    ['certain', {}, []],
    ['possible', { explanation: '雨季' }, []],
    ['possible', { causes: { funding: '资金未到位' } }, []],
    ['possible', { causes: { funding: '' } }, ['MO-13']],
  ] as const)('MO-13 likelihood %s with %j', (likelihood, words, expected) => {
    expect(rules(remarks(PLAN, 2025, { ...READING, indicators: [{ ...row, likelihood, ...words }] }, RULES))).toEqual(expected);
  });

  // By 30 June 181 of 365 days are over, 49.589 %: more than 10 points behind is below 39.589 %.
  it.each([
    [39.59, undefined, {}, []],
    [39.58, undefined, {}, ['MO-24']],
    [39.58, undefined, { explanation: '雨季' }, ['MO-24']],
    [39.58, undefined, { causes: { staffing: '缺技术人员' } }, []],
    [50, 'impossible', { explanation: '雨季' }, ['MO-24']],
    [50, 'impossible', { causes: { hardware: '设备未到' } }, []],
  ] as const)('MO-24 an indicator at %d %% (%s) with %j', (actual, likelihood, words, expected) => {
    const told = { id: 'km', actual, ...(likelihood ? { likelihood } : {}), ...words };
    expect(rules(remarks(PLAN, 2025, { ...READING, indicators: [told] }, RULES))).toEqual(expected);
  });

  it('MO-13 what is expected by December is no less than what is paid', () => {
    expect(ask({ expected: 50_000_000 })).toEqual([]);
    expect(ask({ expected: 49_999_999 })).toMatchObject([{ rule: 'MO-13', at: '/expected' }]);
  });
});
