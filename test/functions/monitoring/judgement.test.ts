import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, type Measured } from '../../../functions/monitoring/rules/judgement.ts';
import { GREEN } from '../../../functions/monitoring/rules/lights.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { monthEnd, timeProgress } from '../../../shared/values/calendar.ts';
import { type Exact, exact, halfUp, toNumber } from '../../../shared/values/exact.ts';
import { toRate } from '../../../shared/values/rate.ts';
import { INDICATOR, NATIONAL_POLICY, ON_COURSE, RED, RULES, rules, YELLOW } from './perfect.ts';

const YEAR = 2025;
const POLICIES = [
  ['全国', NATIONAL_POLICY] as const,
  ...REGISTER.map((file) => [file.name, policyFor(file.division, Math.max(YEAR, file.years.from))] as const),
];

/** Large enough that one fen is a tiny share of it. */
const BUDGET = 100_000_000_000;

const spend = (paid: number, change: Partial<Measured> = {}): Measured => ({
  ...ON_COURSE,
  budget: BUDGET,
  paid,
  indicators: [],
  ...change,
});
const floor = (share: Exact) => Math.floor(toNumber(share.mul(BUDGET)));
const ceil = (share: Exact) => Math.ceil(toNumber(share.mul(BUDGET)));

it('a year on course shows green lights and says nothing', () => {
  const { lights, findings, executionRate, goalProgress, gap } = judge(ON_COURSE, RULES);
  expect(lights).toEqual(GREEN);
  expect(findings).toEqual([]);
  expect([executionRate, goalProgress, gap].map((share) => share && toRate(share))).toEqual([0.5, 0.5, 0]);
});

describe.each(POLICIES)('双监控 %s', (_, { monitoring }) => {
  const bands = monitoring.bands.value;
  const noLines = { ...monitoring, lines: { ...monitoring.lines, value: [] } };

  it.each(monitoring.lines.value)('MO-04 by the end of month $month warns below $minRate, and not at it', ({ month, minRate, light }) => {
    const asOf = monthEnd(YEAR, month);
    // Far from the calendar's own bands: only the line is under test.
    const wide = { ...monitoring, bands: { ...monitoring.bands, value: { yellow: 1, red: 2, release: 0 } } };
    const at = judge(spend(ceil(exact(minRate)), { asOf }), wide);
    const below = judge(spend(ceil(exact(minRate)) - 1, { asOf }), wide);
    expect(at.lights.budget).toBe('green');
    expect(rules(at.findings)).not.toContain('MO-04');
    expect(below.lights).toEqual({ budget: light, goal: 'green', overall: light });
    expect(below.findings.find(({ rule }) => rule === 'MO-04')).toMatchObject({ at: '/paid', basis: monitoring.lines.basis });
    const dayBefore = new Date(Date.parse(`${asOf}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    const earlier = judge(spend(ceil(exact(minRate)) - 1, { asOf: dayBefore }), wide);
    expect(rules(earlier.findings)).not.toContain('MO-04');
  });

  it.each(['yellow', 'red'] as const)('MO-03 spending behind the calendar by more than the %s threshold lights it, at it not', (light) => {
    const asOf = '2025-09-30';
    const edge = timeProgress(YEAR, asOf).sub(exact(bands[light]));
    const milder = light === 'red' ? 'yellow' : 'green';
    expect(judge(spend(ceil(edge), { asOf }), noLines).lights.budget).toBe(milder);
    const beyond = judge(spend(ceil(edge) - 1, { asOf }), noLines);
    expect(beyond.lights).toEqual({ budget: light, goal: 'green', overall: light });
    expect(beyond.findings[0]).toMatchObject({
      rule: 'MO-03',
      level: light === 'red' ? 'error' : 'warning',
      basis: monitoring.bands.basis,
    });
  });

  it.each(['yellow', 'red'] as const)('MO-06 goals behind the calendar by more than the %s threshold light it, at it not', (light) => {
    const asOf = '2025-09-30';
    const noGap = { ...noLines, maxGap: { ...monitoring.maxGap, value: 9 } };
    const edge = timeProgress(YEAR, asOf).sub(exact(bands[light]));
    const milder = light === 'red' ? 'yellow' : 'green';
    const done = (actual: number) => spend(BUDGET, { asOf, indicators: [{ ...INDICATOR, target: BUDGET, actual }] });
    expect(judge(done(ceil(edge)), noGap).lights.goal).toBe(milder);
    expect(judge(done(ceil(edge) - 1), noGap).lights).toEqual({ budget: 'green', goal: light, overall: light });
  });

  it('MO-05 a gap above the limit warns, at the limit not, whichever side is ahead', () => {
    const limit = exact(monitoring.maxGap.value);
    const wide = { ...noLines, bands: { ...monitoring.bands, value: { yellow: 1, red: 2, release: 0 } } };
    const half = BUDGET / 2;
    const done = (actual: number) => judge(spend(half, { indicators: [{ ...INDICATOR, target: BUDGET, actual }] }), wide);
    expect(done(half + floor(limit)).lights).toEqual(GREEN);
    expect(done(half - floor(limit)).lights).toEqual(GREEN);
    const light = monitoring.gapLight.value;
    expect(done(half + floor(limit) + 1).lights).toEqual({ budget: light, goal: 'green', overall: light });
    expect(done(half - floor(limit) - 1).lights).toEqual({ budget: 'green', goal: light, overall: light });
  });

  it('MO-07 a goal that its reporter calls impossible is red by itself', () => {
    const likely = (likelihood: 'certain' | 'possible' | 'impossible') =>
      judge({ ...ON_COURSE, indicators: [{ ...INDICATOR, likelihood }] }, monitoring).lights;
    expect(likely('certain')).toEqual(GREEN);
    expect(likely('possible')).toEqual(GREEN);
    expect(likely('impossible')).toEqual({ budget: 'green', goal: 'red', overall: 'red' });
  });

  it.each([
    ['yellow', YELLOW, 'green'],
    ['red', RED, 'yellow'],
  ] as const)('MO-10 a %s light stays on until the lag is below its threshold by the release', (light, before, after) => {
    const asOf = '2025-09-30';
    const release = timeProgress(YEAR, asOf).sub(exact(bands[light])).add(exact(bands.release));
    const lagging = (paid: number, standing = before) => judge(spend(paid, { asOf }), noLines, standing);
    const held = lagging(ceil(release) - 1);
    expect(held.lights.budget).toBe(light);
    expect(rules(held.findings)).toContain('MO-10');
    expect(lagging(ceil(release)).lights.budget).toBe(after);
    expect(lagging(ceil(release) - 1, GREEN).lights.budget).toBe(after);
  });
});

describe('四川的线（川财绩〔2025〕10号）', () => {
  it.each([
    [39_990_000, 'yellow', ['MO-04']],
    [40_000_000, 'green', []],
  ] as const)('MO-04 on 30 June %d fen of 100 million is %s', (paid, budget, said) => {
    const seen = judge({ ...ON_COURSE, paid, indicators: [{ ...INDICATOR, actual: 45 }] }, RULES);
    expect(seen.lights.budget).toBe(budget);
    expect(rules(seen.findings)).toEqual(said);
  });

  it.each([
    [55, 44, 'yellow', ['MO-05']],
    [55, 45, 'green', []],
  ] as const)('MO-05 goals %d %% against execution %d %% is %s', (done, spent, overall, said) => {
    const seen = judge({ ...ON_COURSE, paid: spent * 1_000_000, indicators: [{ ...INDICATOR, actual: done }] }, RULES);
    expect(seen.lights.overall).toBe(overall);
    expect(rules(seen.findings)).toEqual(said);
    expect(seen.gap && toNumber(halfUp(seen.gap, 6))).toBe((done - spent) / 100);
  });

  it('MO-04 says what was due, what was paid, and by which article', () => {
    const [finding] = judge({ ...ON_COURSE, paid: 39_990_000, indicators: [] }, RULES).findings;
    expect(finding).toEqual({
      rule: 'MO-04',
      level: 'warning',
      at: '/paid',
      says: '6月底应支付预算的40%（400,000.00元），截至2025-06-30支付399,900.00元',
      basis: '默认（参照川财绩〔2025〕10号）',
    });
  });

  it('MO-05 says both rates and the distance', () => {
    const seen = judge({ ...ON_COURSE, paid: 44_000_000, indicators: [{ ...INDICATOR, actual: 55 }] }, RULES);
    expect(seen.findings[0]?.says).toBe('绩效目标进度55%，预算执行率44%，相差11个百分点，超过10个百分点');
  });
});

describe('money', () => {
  it('MO-11 a zero budget has no execution rate; nothing is divided by it', () => {
    const unspent = judge(spend(0, { budget: 0 }), RULES);
    expect(unspent).toMatchObject({ executionRate: null, gap: null, lights: GREEN });
    expect(unspent.findings[0]).toMatchObject({ rule: 'MO-11', level: 'warning', at: '/budget' });
    const spent = judge(spend(100, { budget: 0 }), RULES);
    expect(spent.findings[0]).toMatchObject({ rule: 'MO-11', level: 'error', says: '预算为零而已支付1.00元' });
  });

  it('MO-11 spending above the budget, or above what was released, is pointed out', () => {
    expect(rules(judge({ ...ON_COURSE, paid: 100_000_001, indicators: [] }, RULES).findings)).toEqual(['MO-11', 'MO-08']);
    expect(judge({ ...ON_COURSE, issued: 40_000_000 }, RULES).findings).toMatchObject([
      { rule: 'MO-11', says: '已支付500,000.00元，超出累计下达指标400,000.00元' },
    ]);
    expect(judge({ ...ON_COURSE, issued: 50_000_000 }, RULES).findings).toEqual([]);
  });

  it('forecasts by the unit’s own word, else by the pace of the year so far, never above the budget or below what is paid', () => {
    const forecast = (change: Partial<Measured>) => judge({ ...ON_COURSE, ...change }, RULES).forecast;
    expect(forecast({ expected: 80_000_000 })).toMatchObject({ amount: 80_000_000, method: 'expected' });
    // 40,000,000 × 365 ÷ 181
    expect(forecast({ paid: 40_000_000 })).toMatchObject({ amount: 80_662_983, method: 'pace' });
    expect(forecast({ paid: 90_000_000 })).toMatchObject({ amount: 100_000_000, method: 'pace' });
    expect(forecast({ paid: 110_000_000 })).toMatchObject({ amount: 110_000_000, method: 'pace' });
    expect(forecast({ paid: 40_000_000, asOf: '2025-12-31' })).toMatchObject({ amount: 40_000_000 });
    expect(forecast({ asOf: '2024-12-31' })).toBeNull();
  });
});

describe('properties', () => {
  const share = fc.integer({ min: 0, max: 120 });
  const moment = fc.record({
    month: fc.integer({ min: 1, max: 12 }),
    spent: share,
    done: share,
    before: fc.constantFrom(GREEN, YELLOW, RED),
  });

  it('MO-03 spending more never worsens the budget light of the calendar, and the overall light is the worse of the two', () => {
    fc.assert(
      fc.property(moment, share, ({ month, spent, before }, more) => {
        const at = (percent: number) => judge(spend((BUDGET / 100) * percent, { asOf: monthEnd(YEAR, month) }), RULES, before).lights;
        const severity = { green: 0, yellow: 1, red: 2 };
        expect(severity[at(spent + more).budget]).toBeLessThanOrEqual(severity[at(spent).budget]);
      }),
      { numRuns: 500 },
    );
  });

  it('every light that is not green has a reason with an article', () => {
    fc.assert(
      fc.property(moment, ({ month, spent, done, before }) => {
        const indicators = [{ ...INDICATOR, actual: done }];
        const seen = judge(spend((BUDGET / 100) * spent, { asOf: monthEnd(YEAR, month), indicators }), RULES, before);
        const lit = seen.findings.filter(({ rule }) => ['MO-03', 'MO-04', 'MO-05', 'MO-06', 'MO-07', 'MO-10'].includes(rule));
        expect(lit.length > 0).toBe(seen.lights.overall !== 'green');
        expect(lit.some(({ level }) => level === 'error')).toBe(seen.lights.overall === 'red');
        expect(lit.every(({ basis }) => basis.length > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
