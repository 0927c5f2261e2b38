/** Both sides of every threshold of every government that has ruled, and of the nation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle, suspendOverdue } from '../../../functions/monitoring/rules/alert.ts';
import { type Filing, fallDue, owe, roundsOf } from '../../../functions/monitoring/rules/filing.ts';
import { slow } from '../../../functions/monitoring/rules/focus.ts';
import { judge, type Measured } from '../../../functions/monitoring/rules/judgement.ts';
import { GREEN, isWorse, type Light, type Lights, lightsOf, worst } from '../../../functions/monitoring/rules/lights.ts';
import { early } from '../../../functions/monitoring/rules/sweep.ts';
import { by, type MonitoringRules, type Policy } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { addDays, monthEnd, timeProgress } from '../../../shared/values/calendar.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { exact } from '../../../shared/values/exact.ts';
import { portion } from '../../../shared/values/money.ts';
import { addWorkingDays, isWorkingDay } from '../../../shared/values/working-days.ts';
import { ALERTED, CARD, known, YEAR, YELLOW } from './perfect.ts';

const YEARS = [2024, 2025] as const;
const POLICIES: readonly (readonly [string, number, Policy])[] = ['000000', ...REGISTER.map(({ division }) => division)].flatMap(
  (division) => YEARS.map((year) => [policyFor(division, year).id, year, policyFor(division, year)] as const),
);
/** So large that a share of it is never rounded away: 0.0000001 of it is a 元. */
const BUDGET = 1_000_000_000_000;

/** Only one rule at a time: the others are out of reach. */
const bandsAlone = (rules: MonitoringRules): MonitoringRules => ({
  ...rules,
  lines: by(rules.lines.basis, []),
  maxGap: by(rules.maxGap.basis, 1),
});
const linesAlone = (rules: MonitoringRules): MonitoringRules => ({
  ...rules,
  bands: by(rules.bands.basis, { yellow: 0.99, red: 1, release: 0 }),
  maxGap: by(rules.maxGap.basis, 1),
});
const gapAlone = (rules: MonitoringRules): MonitoringRules => ({ ...bandsAlone(linesAlone(rules)), maxGap: rules.maxGap });

const money = (fiscalYear: number, asOf: string, paid: number): Measured => ({ fiscalYear, asOf, budget: BUDGET, paid, indicators: [] });
/** So far behind the calendar, `behind` as a share of the budget; `cents` more is that much further behind. */
const trailing = (fiscalYear: number, asOf: string, behind: number, cents: number) => {
  const days = timeProgress(fiscalYear, asOf);
  // A budget that the days of the year divide, so that the threshold is met exactly.
  const budget = Number(days.d) * 10_000_000_000;
  return { ...money(fiscalYear, asOf, portion(budget, days.sub(exact(behind))) - cents), budget };
};
const done = (fiscalYear: number, asOf: string, share: number): Measured => ({
  ...money(fiscalYear, asOf, BUDGET),
  indicators: [{ at: '/indicators/0', name: '里程', operator: '>=', target: 1_000_000, actual: Math.round(share * 1_000_000), weight: 90 }],
});

describe.each(POLICIES)('%s %d', (_, year, { monitoring: rules }) => {
  it.each(rules.lines.value)('MO-04 the line of month $month at $minRate, on the cent and on the day', ({ month, minRate, light }) => {
    const end = monthEnd(year, month);
    const due = portion(BUDGET, exact(minRate));
    const lit = (asOf: string, paid: number) => judge(money(year, asOf, paid), linesAlone(rules)).lights.budget;
    expect(lit(end, due)).toBe('green');
    expect(lit(end, due - 1)).toBe(light);
    expect(lit(addDays(end, -1), due - 1)).toBe('green');
    expect(judge(money(year, end, due - 1), linesAlone(rules)).findings[0]).toMatchObject({ rule: 'MO-04', basis: rules.lines.basis });
  });

  it.each(['yellow', 'red'] as const)('MO-03 MO-06 the %s band: exactly at it isn’t over it, a cent more is', (band) => {
    const asOf = `${year}-07-31`;
    const below: Light = band === 'yellow' ? 'green' : 'yellow';
    const lit = (cents: number) => judge(trailing(year, asOf, rules.bands.value[band], cents), bandsAlone(rules)).lights.budget;
    expect(lit(0)).toBe(below);
    expect(lit(1)).toBe(band);
  });

  it.each(['yellow', 'red'] as const)('MO-10 a %s light stays until it is below its release, a cent less and it falls', (band) => {
    const asOf = `${year}-07-31`;
    const { value } = rules.bands;
    const lower: Light = band === 'yellow' ? 'green' : 'yellow';
    const release = Number((value[band] - value.release).toFixed(6));
    const lit = (cents: number) => judge(trailing(year, asOf, release, cents), bandsAlone(rules), lightsOf(band, 'green')).lights.budget;
    expect(lit(1)).toBe(band);
    expect(lit(0)).toBe(lower);
  });

  it.each(rules.lines.value)(
    'MO-10 a light at the line of month $month stays below its release, at it it goes out',
    ({ month, minRate, light }) => {
      const end = monthEnd(year, month);
      const out = portion(BUDGET, exact(Math.min(1, Number((minRate + rules.release.value.lines).toFixed(6)))));
      const seen = (paid: number, before: Light) => judge(money(year, end, paid), linesAlone(rules), lightsOf(before, 'green'));
      expect(seen(out - 1, light).lights.budget).toBe(light);
      expect(seen(out - 1, light).findings[0]).toMatchObject({ rule: 'MO-10', basis: rules.release.basis });
      expect(seen(out, light).lights.budget).toBe('green');
      expect(seen(out - 1, 'green').lights.budget).toBe('green');
    },
  );

  it.each(['budget', 'goal'] as const)('MO-10 a %s light at the gap stays above its release, at it it goes out', (side) => {
    const out = Number((rules.maxGap.value - rules.release.value.gap).toFixed(6));
    const asOf = `${year}-12-31`;
    const seen = (gap: number, before: Light) => {
      const measured = done(year, asOf, side === 'goal' ? 1 - gap : 1);
      const lights = side === 'goal' ? lightsOf('green', before) : lightsOf(before, 'green');
      return judge(side === 'goal' ? measured : { ...measured, paid: BUDGET - Math.round(gap * BUDGET) }, gapAlone(rules), lights);
    };
    const lit = rules.gapLight.value;
    expect(seen(out + 0.000001, lit).lights[side]).toBe(lit);
    expect(seen(out + 0.000001, lit).findings).toMatchObject([{ rule: 'MO-10', basis: rules.release.basis }]);
    expect(seen(out, lit).lights[side]).toBe('green');
    expect(seen(out + 0.000001, 'green').lights[side]).toBe('green');
  });

  it('MO-05 goals and money apart by exactly the allowed gap warn nobody, a little more does', () => {
    const { value: gap } = rules.maxGap;
    const asOf = `${year}-12-31`;
    const lit = (share: number) => judge(done(year, asOf, share), gapAlone(rules));
    expect(lit(1 - gap).lights.goal).toBe('green');
    expect(lit(1 - gap - 0.000001).lights.goal).toBe(rules.gapLight.value);
    expect(lit(1 - gap - 0.000001).findings).toMatchObject([{ rule: 'MO-05', basis: rules.maxGap.basis }]);
  });

  it.each(['certain', 'possible', 'impossible'] as const)('MO-07 likelihood %s is red only where the policy says so', (likelihood) => {
    const [indicator] = done(year, `${year}-12-31`, 1).indicators;
    if (!indicator) throw new Error('no indicator');
    const { lights } = judge({ ...done(year, `${year}-12-31`, 1), indicators: [{ ...indicator, likelihood }] }, rules);
    expect(lights.goal).toBe(rules.likelihoodRed.value.includes(likelihood) ? 'red' : 'green');
  });

  it('MO-25 spending is slow when it is behind by more than the policy’s share, not by the share itself', () => {
    for (const criterion of rules.scope.value.key) {
      if (criterion.test !== 'slowSpending') continue;
      const rate = exact(1).div(2).sub(exact(criterion.behind));
      expect(slow({ executionRate: rate, timeProgress: exact(1).div(2) }, criterion.behind)).toBeUndefined();
      expect(slow({ executionRate: rate.sub(exact('0.000001')), timeProgress: exact(1).div(2) }, criterion.behind)).toBeDefined();
    }
  });

  it('MO-27 MO-28 a filing is owed until its day, and late the day after', () => {
    const policy = { ...policyFor('000000', year), monitoring: rules };
    for (const round of roundsOf(year, policy)) {
      expect(Number(round.period)).toBeLessThanOrEqual(12);
      expect(owe(undefined, round, CARD, round.due)).toMatchObject({ status: 'owed', due: round.due });
      expect(owe(undefined, round, CARD, addDays(round.due, 1))).toBeUndefined();
      const owed: Known<Filing> = { state: { place: CARD, due: round.due, status: 'owed' }, version: 0, sequence: 0, head: 'genesis' };
      const night = (today: string) => fallDue(owed, { ...YEAR, fiscalYear: year }, round.period, today, policy).outcome;
      expect([night(round.due), night(addDays(round.due, 1))]).toEqual(['unchanged', 'accepted']);
    }
  });

  it('MO-21 the month of the sweep begins on its first day', () => {
    const first = `${year}-${String(rules.sweep.value.fromMonth).padStart(2, '0')}-01`;
    expect(early(year, first, rules.sweep)).toEqual([]);
    expect(early(year, addDays(first, -1), rules.sweep)).toMatchObject([{ rule: 'MO-21', basis: rules.sweep.basis }]);
  });
});

describe.each(POLICIES)('%s %d, the days of an alert', (_, year, policy) => {
  // Before the National Day, the Spring Festival, and an ordinary week: 调休 counts.
  it.each([`${year}-09-26`, `${year}-01-20`, `${year}-06-10`])(
    'MO-20 raised on %s: not a day before its working days are over',
    (today) => {
      const { treatment } = policy.monitoring;
      const raised = settle(undefined, YEAR, { period: '09', lights: YELLOW, findings: [] }, { card: CARD, today, policy });
      const state = raised.outcome === 'accepted' ? raised.state : ALERTED;
      const { dueOn } = state.alert;
      expect(dueOn).toBe(addWorkingDays(today, treatment.value.workingDays));
      let worked = 0;
      for (let day = addDays(today, 1); day <= dueOn; day = addDays(day, 1)) worked += isWorkingDay(day) ? 1 : 0;
      expect(worked).toBe(treatment.value.workingDays);
      expect(suspendOverdue(known(state), YEAR, dueOn, policy).outcome).toBe('unchanged');
      const suspends = treatment.value.overdue === 'suspend';
      expect(suspendOverdue(known(state), YEAR, addDays(dueOn, 1), policy).outcome).toBe(suspends ? 'accepted' : 'unchanged');
    },
  );
});

describe('a project that hovers', () => {
  it('MO-10 around a threshold by less than the release never changes its light twice', () => {
    const policy = fc.constantFrom(...POLICIES);
    const jitter = fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(policy, fc.constantFrom('yellow' as const, 'red' as const), jitter, ([, year, { monitoring: rules }], band, steps) => {
        const { value } = rules.bands;
        let before: Lights = GREEN;
        const lights = steps.map((step, at) => {
          const behind = value[band] + (value.release * step) / 1000;
          // Two readings a month would do as well: the lights go by the order, the lag by the day.
          const measured = trailing(year, monthEnd(year, 6 + Math.floor(at / 2)), Number(behind.toFixed(6)), 0);
          before = judge(measured, bandsAlone(rules), before).lights;
          return before.budget;
        });
        expect(lights.filter((light, at) => at > 0 && light !== lights[at - 1]).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  const steps = fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 2, maxLength: 12 });
  /** So often does the light change over these readings, each judged after the one before. */
  const changes = (readings: readonly Measured[], rules: MonitoringRules, side: 'budget' | 'goal') => {
    let before: Lights = GREEN;
    const lights = readings.map((measured) => {
      before = judge(measured, rules, before).lights;
      return before[side];
    });
    return lights.filter((light, at) => at > 0 && light !== lights[at - 1]).length;
  };

  it('MO-10 around a line of the months by less than the release changes its light at most once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...POLICIES), fc.nat(), steps, ([, year, { monitoring: rules }], which, moves) => {
        const { value: lines } = rules.lines;
        const line = lines[which % lines.length];
        if (!line) return;
        const asOf = monthEnd(year, line.month);
        const readings = moves.map((move) =>
          money(year, asOf, Math.round(BUDGET * (line.minRate + (rules.release.value.lines * move) / 1000))),
        );
        expect(changes(readings, linesAlone(rules), 'budget')).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('MO-10 around the gap by less than the release changes its light at most once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...POLICIES), steps, ([, year, { monitoring: rules }], moves) => {
        const gap = (move: number) => rules.maxGap.value + (rules.release.value.gap * move) / 1000;
        const readings = moves.map((move) => done(year, `${year}-12-31`, 1 - gap(move)));
        expect(changes(readings, gapAlone(rules), 'goal')).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('MO-10 on all measures at once is never milder than its reasons of that day, and never worse than they or what was on', () => {
    const move = fc.record({ lag: fc.integer({ min: 0, max: 400 }), apart: fc.integer({ min: -200, max: 200 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...POLICIES),
        fc.array(move, { minLength: 2, maxLength: 12 }),
        ([, year, { monitoring: rules }], moves) => {
          const asOf = `${year}-10-31`;
          const time = timeProgress(year, asOf);
          let before: Lights = GREEN;
          for (const { lag, apart } of moves) {
            const rate = Math.max(0, Number(time.sub(exact(lag).div(1000)).valueOf().toFixed(6)));
            const goals = Math.min(1, Math.max(0, rate + apart / 1000));
            const seen = judge({ ...done(year, asOf, goals), paid: Math.round(rate * BUDGET) }, rules, before);
            const strict = judge({ ...done(year, asOf, goals), paid: Math.round(rate * BUDGET) }, rules);
            for (const side of ['budget', 'goal'] as const) {
              expect(isWorse(strict.lights[side], seen.lights[side])).toBe(false);
              expect(isWorse(seen.lights[side], worst([strict.lights[side], before[side]]))).toBe(false);
            }
            before = seen.lights;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
