import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import {
  type AlertDecision,
  alertIdOf,
  ease,
  type MonitoringState,
  move,
  readAlertId,
  settle,
  suspendOverdue,
} from '../../../functions/monitoring/rules/alert.ts';
import { GREEN, type Light, type Lights, lightsOf } from '../../../functions/monitoring/rules/lights.ts';
import { judgeYear, type MonthReading, type Verdict, verdictOf } from '../../../functions/monitoring/rules/year.ts';
import { SYSTEM } from '../../../functions/monitoring/watch.ts';
import { itemBytes } from '../../../local/item-size.ts';
import { nextLink } from '../../../shared/io/link.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { addWorkingDays } from '../../../shared/values/working-days.ts';
import { ALERTED, CARD, GREEN_STATE, known, monthly, NATIONAL_POLICY, PLAN, RED, RULES, YEAR, YELLOW } from './perfect.ts';

const TODAY = '2025-07-01';
const GIVEN = { card: CARD, today: TODAY, policy: NATIONAL_POLICY };

const saying = (lights: Lights, period = '06'): Verdict => ({ period, lights, findings: [] });
const types = (decision: AlertDecision) => (decision.outcome === 'accepted' ? decision.events.map(({ type }) => type) : []);
const stateOf = (decision: AlertDecision) => (decision.outcome === 'accepted' ? decision.state : undefined);

describe('an alert', () => {
  it('MO-14 is raised when the overall light leaves green, with the day by which to answer', () => {
    const verdict = verdictOf(judgeYear(PLAN, 2025, [monthly(6, 38)], RULES));
    const decision = settle(undefined, YEAR, verdict, GIVEN);
    expect(stateOf(decision)).toEqual({
      place: CARD,
      lights: lightsOf('yellow', 'yellow'),
      alerts: 1,
      alert: { status: 'open', period: '06', raisedOn: TODAY, dueOn: addWorkingDays(TODAY, 10), at: 1 },
      funds: { state: 'normal', transferred: 0, cancelled: 0, recovered: 0 },
    });
    expect(decision).toMatchObject({
      events: [
        {
          type: 'alert.raised.v1',
          data: { alertId: '370103-001.2025.1', period: '06', findings: [] },
        },
      ],
    });
  });

  it('MO-14 of a project with a national code is one item of at most 1 KB, whatever lit it', async () => {
    const projectCode = '640104252000000000001';
    const verdict: Verdict = {
      period: '12',
      lights: RED,
      findings: judgeYear(PLAN, 2025, [monthly(6, 18)], RULES)[0]?.judgement.findings ?? [],
    };
    const decision = settle(known({ ...GREEN_STATE, alerts: 9 }), { projectCode, fiscalYear: 2025 }, verdict, GIVEN);
    const [event] = decision.outcome === 'accepted' ? decision.events : [];
    if (!event) throw new Error('no alert');
    const aggregate = { key: `monitoring#${projectCode}#2025`, subject: projectCode, division: '640104', fiscalYear: 2025 };
    const cause = { id: `reading#${projectCode}#2025#12/1`, hops: 0 };
    const circumstances = { actor: SYSTEM, time: '2025-07-01T00:00:00.000Z', correlation: randomUUID(), cause };
    const after = { sequence: 18, head: digestOf('') };
    const { item } = await nextLink(event, { aggregate, circumstances, source: 'monitoring', vault: undefined }, after);
    expect(itemBytes(item)).toBeLessThanOrEqual(1024);
  });

  it('MO-14 is not raised while the light is green, nor again while it is on', () => {
    expect(settle(undefined, YEAR, undefined, GIVEN).outcome).toBe('unchanged');
    expect(settle(undefined, YEAR, saying(GREEN), GIVEN).outcome).toBe('unchanged');
    expect(settle(known(ALERTED), YEAR, saying(YELLOW, '07'), GIVEN).outcome).toBe('unchanged');
  });

  it('MO-14 is cleared when the light is green again, whether it was answered or not', () => {
    const decision = settle(known(ALERTED), YEAR, saying(GREEN, '07'), GIVEN);
    expect(types(decision)).toEqual(['alert.cleared.v1']);
    expect(stateOf(decision)).toMatchObject({ lights: GREEN, alerts: 1, alert: { status: 'cleared' } });
  });

  it('MO-14 that comes again is another one, and the money of the first stays where it went', () => {
    const funds = { state: 'suspended', transferred: 5, cancelled: 0, recovered: 0 } as const;
    const cleared: MonitoringState = { ...ALERTED, lights: GREEN, alert: { ...ALERTED.alert, status: 'cleared' }, funds };
    const decision = settle(known(cleared, 2), YEAR, saying(RED, '08'), GIVEN);
    expect(stateOf(decision)).toMatchObject({ alerts: 2, funds, alert: { status: 'open', period: '08', at: 3 } });
    expect(decision).toMatchObject({ answer: { alertId: '370103-001.2025.2' } });
  });

  it('MO-15 that was answered while yellow is due again when it turns red', () => {
    const answered: MonitoringState = { ...ALERTED, alert: { ...ALERTED.alert, status: 'treated', action: 'rectify' } };
    const decision = settle(known(answered, 2), YEAR, saying(RED, '08'), { ...GIVEN, today: '2025-09-01' });
    expect(types(decision)).toEqual(['alert.escalated.v1']);
    const dueOn = addWorkingDays('2025-09-01', 10);
    expect(stateOf(decision)?.alert).toEqual({ status: 'open', period: '06', raisedOn: '2025-07-01', dueOn, at: 3 });
  });

  it('MO-15 that nobody answered keeps its day when it turns red', () => {
    const decision = settle(known(ALERTED), YEAR, saying(RED, '08'), { ...GIVEN, today: '2025-07-10' });
    expect(stateOf(decision)?.alert).toMatchObject({ status: 'open', dueOn: ALERTED.alert.dueOn });
    expect(decision).toMatchObject({ events: [{ data: { dueOn: ALERTED.alert.dueOn } }] });
  });

  it('MO-15 that eases from red to yellow, or moves from budget to goals, changes the lights and needs no event', () => {
    const red: MonitoringState = { ...ALERTED, lights: RED };
    expect(settle(known(red), YEAR, saying(YELLOW), GIVEN).outcome).toBe('unchanged');
    expect(ease(red, saying(YELLOW))).toEqual({ ...red, lights: YELLOW });
    const goal = lightsOf('green', 'yellow');
    expect(ease(ALERTED, saying(goal))).toEqual({ ...ALERTED, lights: goal });
    expect(ease(ALERTED, saying(YELLOW))).toBeUndefined();
    expect(ease(ALERTED, saying(RED))).toBeUndefined();
    expect(ease(ALERTED, saying(GREEN))).toBeUndefined();
    expect(ease(undefined, saying(GREEN))).toBeUndefined();
  });

  it('has an id that is read from its end', () => {
    expect(alertIdOf(YEAR, 12)).toBe('370103-001.2025.12');
    expect(readAlertId('370103-001.2025.12')).toEqual({ ...YEAR, n: 12 });
    for (const id of ['', '370103-001.2025', '370103-001.2025.0', '.2025.1', 'a.2025.1', '370103-001.2025.1.1'])
      expect(readAlertId(id)).toBeUndefined();
  });

  it('follows its project to another unit, and out of every list when it becomes secret', () => {
    expect(move(ALERTED, CARD)).toBeUndefined();
    expect(move(undefined, CARD)).toBeUndefined();
    expect(move(ALERTED, { ...CARD, unitCode: '219002' })?.place.unitCode).toBe('219002');
    expect(move(ALERTED, { ...CARD, secret: true })?.place.secret).toBe(true);
    expect(move(ALERTED, { ...CARD, name: '名'.repeat(200) })?.place.name).toBe(`${'名'.repeat(24)}…`);
  });
});

describe('an alert that nobody answers', () => {
  const on = (today: string, state = ALERTED, policy = NATIONAL_POLICY) => suspendOverdue(known(state), YEAR, today, policy);

  it('MO-20 holds the funds on the day after it was due, not on the day', () => {
    expect(on(ALERTED.alert.dueOn).outcome).toBe('unchanged');
    const decision = on('2025-07-16');
    expect(types(decision)).toEqual(['alert.treated.v1', 'funds.changed.v1']);
    expect(stateOf(decision)).toMatchObject({
      alert: { status: 'treated', action: 'suspend', overdue: true },
      funds: { state: 'suspended' },
    });
    expect(decision).toMatchObject({
      events: [{ data: { action: 'suspend', overdue: true } }, { data: { from: 'normal', to: 'suspended' } }],
    });
  });

  it('MO-20 does so once', () => {
    const held = stateOf(on('2025-07-16'));
    expect(held && on('2025-07-17', held).outcome).toBe('unchanged');
  });

  it('MO-20 leaves funds alone that are stopped already', () => {
    const stopped: MonitoringState = { ...ALERTED, funds: { ...ALERTED.funds, state: 'stopped' } };
    const decision = on('2025-07-16', stopped);
    expect(types(decision)).toEqual(['alert.treated.v1']);
    expect(stateOf(decision)?.funds.state).toBe('stopped');
  });

  it('MO-20 leaves answered, cleared and secret ones alone, and governments that rule otherwise', () => {
    for (const status of ['treated', 'cleared'] as const) {
      expect(on('2026-01-01', { ...ALERTED, alert: { ...ALERTED.alert, status } }).outcome).toBe('unchanged');
    }
    expect(on('2026-01-01', { ...ALERTED, place: { ...ALERTED.place, secret: true } }).outcome).toBe('unchanged');
    const { treatment } = RULES;
    const lenient = {
      ...NATIONAL_POLICY,
      monitoring: { ...RULES, treatment: { ...treatment, value: { ...treatment.value, overdue: 'none' as const } } },
    };
    expect(on('2026-01-01', ALERTED, lenient).outcome).toBe('unchanged');
    expect(suspendOverdue(undefined, YEAR, '2026-01-01', NATIONAL_POLICY).outcome).toBe('unchanged');
  });
});

describe('exactly once', () => {
  /** The table as far as it matters here: a state with a revision, and a commit on condition. */
  class Shelf {
    state: Known<MonitoringState> | undefined;
    revision = 0;
    readonly events: string[] = [];

    commit(seen: number, decision: AlertDecision): boolean {
      if (decision.outcome !== 'accepted') return true;
      if (seen !== this.revision) return false;
      this.revision += 1;
      const sequence = (this.state?.sequence ?? 0) + decision.events.length;
      this.state = known(decision.state, sequence);
      this.events.push(...decision.events.map(({ type }) => type));
      return true;
    }

    ease(verdict: Verdict | undefined): void {
      const next = ease(this.state?.state, verdict);
      if (!next || !this.state) return;
      this.revision += 1;
      this.state = { ...this.state, state: next };
    }
  }

  const verdict = (months: ReadonlyMap<string, MonthReading>) => verdictOf(judgeYear(PLAN, 2025, [...months.values()], RULES));

  function settleAll(shelf: Shelf, months: ReadonlyMap<string, MonthReading>): void {
    for (let round = 0; round < 5; round += 1) {
      const now = verdict(months);
      shelf.commit(shelf.revision, settle(shelf.state, YEAR, now, GIVEN));
      shelf.ease(now);
    }
  }

  const step = fc.record({
    month: fc.integer({ min: 1, max: 12 }),
    spent: fc.integer({ min: 0, max: 100 }),
    done: fc.integer({ min: 0, max: 100 }),
    /** What goes wrong: nothing, the writer dies before it settles, it settles twice, a rival decides on what it saw before. */
    fate: fc.constantFrom('settled', 'died', 'repeated', 'raced'),
  });

  it('MO-14 raises and clears by turns over any readings, deaths, repeats and races, and ends at what the readings say', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 16 }), (steps) => {
        const shelf = new Shelf();
        const months = new Map<string, MonthReading>();
        for (const { month, spent, done, fate } of steps) {
          const rival = { seen: shelf.revision, decision: settle(shelf.state, YEAR, verdict(months), GIVEN) };
          const reading = monthly(month, spent, done);
          months.set(reading.period, reading);
          if (fate === 'raced') {
            const decision = settle(shelf.state, YEAR, verdict(months), GIVEN);
            const both = [rival, { seen: shelf.revision, decision }, { seen: shelf.revision, decision }];
            for (const { seen, decision: decided } of both) shelf.commit(seen, decided);
          }
          if (fate !== 'died') settleAll(shelf, months);
          if (fate === 'repeated') settleAll(shelf, months);
        }
        settleAll(shelf, months);
        const turns = shelf.events.filter((type) => type !== 'alert.escalated.v1');
        expect(turns).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'alert.raised.v1' : 'alert.cleared.v1')));
        expect(shelf.state?.state.lights ?? GREEN).toEqual(verdict(months)?.lights ?? GREEN);
        expect(shelf.state?.state.alerts ?? 0).toBe(turns.filter((type) => type === 'alert.raised.v1').length);
      }),
      { numRuns: 300 },
    );
  });

  it('MO-14 counts as many alerts as the overall light left green', () => {
    const light = fc.constantFrom<Light>('green', 'yellow', 'red');
    fc.assert(
      fc.property(fc.array(fc.tuple(light, light), { maxLength: 40 }), (sequence) => {
        const shelf = new Shelf();
        let before: Light = 'green';
        let left = 0;
        for (const [budget, goal] of sequence) {
          const now = saying(lightsOf(budget, goal));
          if (before === 'green' && now.lights.overall !== 'green') left += 1;
          before = now.lights.overall;
          shelf.commit(shelf.revision, settle(shelf.state, YEAR, now, GIVEN));
          shelf.ease(now);
        }
        expect(shelf.events.filter((type) => type === 'alert.raised.v1')).toHaveLength(left);
        expect(shelf.events.filter((type) => type === 'alert.cleared.v1')).toHaveLength(left - (before === 'green' ? 0 : 1));
      }),
      { numRuns: 500 },
    );
  });
});
