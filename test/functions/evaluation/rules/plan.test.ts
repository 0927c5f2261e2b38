import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../events/index.ts';
import { read } from '../../../../events/index.ts';
import { evaluated, describe as heardOf, nextDue, type PlanEntry, plan } from '../../../../functions/evaluation/rules/plan.ts';
import { policyFor } from '../../../../shared/policy/resolve.ts';
import { sample } from '../../../events/samples.ts';

const jinghai = policyFor('120118', 2025).evaluation;
const shizhong = policyFor('370103', 2025).evaluation;
const { years } = jinghai.cycle.value;

/** A key project that runs three years. */
const ENTRY: PlanEntry = {
  projectCode: 'P-1',
  name: '职业技能培训',
  division: '120118',
  departmentCode: '219',
  unitCode: '219001',
  subject: 'project',
  startsOn: '2024-01-01',
  endsOn: '2026-12-31',
  key: true,
  withdrawn: false,
  heard: 1,
  department: [],
  finance: [],
};
const long = { startsOn: '2021-01-01', endsOn: '2030-12-31' };
const due = (change: Partial<PlanEntry>, now = 2025, rules = jinghai) => {
  const found = nextDue({ ...ENTRY, ...change }, now, rules);
  return found && [found.cause, found.year];
};

describe('重点项目评价周期', () => {
  it.each<[string, Partial<PlanEntry>, unknown]>([
    ['never evaluated: in its last year at the latest', {}, ['cycle', 2026]],
    ['never evaluated and over: now', { endsOn: '2024-12-31' }, ['cycle', 2025]],
    ['evaluated once and over by the next turn: nothing', { department: [2024] }, undefined],
    ['of four years, evaluated: nothing', { startsOn: '2022-01-01', endsOn: '2025-12-31', department: [2023] }, undefined],
    ['evaluated by finance: that counts', { finance: [2024] }, undefined],
  ])('EV-35 a project %s', (_, change, expected) => {
    expect(due(change)).toEqual(expected);
  });

  it.each<[string, Partial<PlanEntry>, unknown]>([
    ['of ten years, never evaluated, in its middle year', long, ['midTerm', 2025]],
    ['of ten years whose mid-term evaluation is overdue', { ...long, startsOn: '2019-01-01', endsOn: '2028-12-31' }, ['midTerm', 2025]],
    ['of ten years after its mid-term evaluation: five years later', { ...long, department: [2025] }, ['end', 2030]],
    ['of five years: mid-term in the third', { startsOn: '2024-01-01', endsOn: '2028-12-31' }, ['midTerm', 2026]],
    ['of four years: no mid-term', { startsOn: '2024-01-01', endsOn: '2027-12-31' }, ['cycle', 2027]],
  ])('EV-36 a project %s', (_, change, expected) => {
    expect(due(change)).toEqual(expected);
  });

  it.each<[string, Partial<PlanEntry>, unknown]>([
    ['in the year of its expiry', { endsOn: '2026-12-31' }, ['expiry', 2026]],
    ['expired and not evaluated: now', { endsOn: '2024-12-31' }, ['expiry', 2025]],
    ['expired, evaluated by its department only', { endsOn: '2025-12-31', department: [2025] }, ['expiry', 2025]],
    ['expired, evaluated by finance for its last year', { endsOn: '2025-12-31', finance: [2025] }, undefined],
  ])('EV-36 a special fund %s', (_, change, expected) => {
    expect(due({ ...change, subject: 'specialFund' }, 2025, shizhong)).toEqual(expected);
  });

  it('EV-36 where no document asks for it, expiry has no turn of its own', () => {
    expect(due({ subject: 'specialFund', department: [2024] })).toBeUndefined();
  });

  it('EV-36 puts expired special funds first, then spreads the rest evenly', () => {
    const fund = { ...ENTRY, projectCode: 'FUND', subject: 'specialFund', startsOn: '2023-01-01', endsOn: '2025-12-31' } as const;
    const calm = Array.from({ length: 9 }, (_, at) => ({
      ...ENTRY,
      projectCode: `P-${at}`,
      startsOn: '2025-01-01',
      endsOn: '2029-12-31',
      department: [],
    }));
    const four = calm.map((each) => ({ ...each, startsOn: '2026-01-01' }));
    const items = plan([...four, fund], 2025, shizhong);
    expect(items[0]).toMatchObject({ projectCode: 'FUND', cause: 'expiry', plannedYear: 2025 });
    const counts = Map.groupBy(items, ({ plannedYear }) => plannedYear);
    expect([2025, 2026, 2027, 2028, 2029].map((year) => counts.get(year)?.length)).toEqual([2, 2, 2, 2, 2]);
  });

  const entry = fc
    .record({
      code: fc.integer({ min: 0, max: 9999 }),
      subject: fc.constantFrom('project' as const, 'policy' as const, 'specialFund' as const),
      start: fc.integer({ min: 2018, max: 2027 }),
      length: fc.integer({ min: 1, max: 12 }),
      department: fc.uniqueArray(fc.integer({ min: 2018, max: 2025 }), { maxLength: 3 }),
      finance: fc.uniqueArray(fc.integer({ min: 2018, max: 2025 }), { maxLength: 2 }),
    })
    .map(
      ({ code, subject, start, length, department, finance }): PlanEntry => ({
        ...ENTRY,
        projectCode: `P-${code}`,
        subject,
        startsOn: `${start}-01-01`,
        endsOn: `${start + length - 1}-12-31`,
        department,
        finance,
      }),
    );
  const library = fc.uniqueArray(entry, { selector: ({ projectCode }) => projectCode, maxLength: 40 });

  it('EV-35 gives every project that is due within the cycle a year of it, none later than due', () => {
    fc.assert(
      fc.property(library, (entries) => {
        const items = plan(entries, 2025, shizhong);
        expect(items.map(({ projectCode }) => projectCode).toSorted()).toEqual(entries.map(({ projectCode }) => projectCode).toSorted());
        for (const { dueYear, plannedYear, cause } of items) {
          if (dueYear === null || dueYear >= 2025 + years) expect(plannedYear).toBeNull();
          else if (cause === 'cycle') expect(plannedYear !== null && plannedYear >= 2025 && plannedYear <= dueYear).toBe(true);
          else expect(plannedYear).toBe(dueYear);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('EV-35 exceeds the even share of a year only when due dates leave no room for less', () => {
    fc.assert(
      fc.property(library, (entries) => {
        const within = plan(entries, 2025, shizhong).filter(({ plannedYear }) => plannedYear !== null);
        const share = Math.ceil(within.length / years);
        const year = (at: number) => within.filter(({ plannedYear }) => plannedYear === 2025 + at).length;
        const peak = Math.max(0, ...Array.from({ length: years }, (_, at) => year(at)));
        if (peak <= share) return;
        // One less a year, and some due date would be missed: fixed ones alone exceed it, or too many are due by some year.
        const fixed = (at: number) => within.filter(({ cause, dueYear }) => cause !== 'cycle' && dueYear === 2025 + at).length;
        const free = (until: number) => within.filter(({ cause, dueYear }) => cause === 'cycle' && (dueYear ?? 0) <= 2025 + until).length;
        const forced = Array.from({ length: years }, (_, until) => {
          const room = Array.from({ length: until + 1 }, (_, at) => Math.max(0, peak - 1 - fixed(at))).reduce((sum, each) => sum + each, 0);
          return fixed(until) > peak - 1 || free(until) > room;
        });
        expect(forced).toContain(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the plan knows', () => {
  const registered = (change: object = {}, sequence = 1): Event<'project.registered.v1'> => {
    const kept = sample('project.registered.v1');
    const project = { ...Object(kept.data.project), major: true, ...change };
    const reading = read({ ...kept, sequence, data: { project } });
    if (!reading.readable || reading.event.type !== 'project.registered.v1') throw new Error('unreadable');
    return reading.event;
  };

  it('JH-25 is every key project, however often and in whatever order it hears', () => {
    const event = registered();
    const entry = heardOf(undefined, event);
    expect(entry).toMatchObject({ projectCode: event.subject, key: true, heard: 1 });
    expect(heardOf(entry, event)).toBeUndefined();
    const early = evaluated(undefined, event.subject, 'finance', 2024);
    expect(heardOf(early, event)).toEqual({ ...entry, finance: [2024] });
    expect(evaluated(early, event.subject, 'finance', 2024)).toBeUndefined();
    expect(evaluated(entry, event.subject, 'department', 2023)).toMatchObject({ department: [2023], finance: [] });
  });

  it('JH-25 leaves out what is neither major nor a special fund, and what is so no longer', () => {
    expect(heardOf(undefined, registered({ major: false, subject: 'project' }))).toBeUndefined();
    expect(heardOf(undefined, registered({ major: false, subject: 'specialFund' }))).toMatchObject({ key: true });
    expect(heardOf(heardOf(undefined, registered()), registered({ major: false, subject: 'project' }, 2))).toMatchObject({ key: false });
    expect(heardOf(undefined, registered({ secret: true }))).toMatchObject({ secret: true });
  });
});
