import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../functions/monitoring/watch.ts';
import { circumstances, type Desk, FINANCE, openDesk, person, reading, UNIT } from './desk.ts';
import { archivedHeard, budgetHeard, goalsHeard, heard, projectHeard } from './heard.ts';
import { monthly } from './perfect.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.stop());

const key = (projectCode: string, period = '06') => ({ projectCode, fiscalYear: 2025, period });
const night = (time: string) => desk.commands.night(time, 'night-1', () => Number.POSITIVE_INFINITY);
const view = (projectCode: string, actor = FINANCE) => desk.commands.view({ projectCode, fiscalYear: 2025 }, actor);
const treat = (code: string, action: 'suspend' | 'resume' | 'continue' | 'recover', amount?: number, actor = FINANCE) =>
  desk.commands.treat(
    `${code}.2025.1`,
    { action, reason: '已研究', ...(amount === undefined ? {} : { amount }) },
    circumstances({ actor }),
  );

// First, while there are few projects: a night looks at all of them.
describe('a night', () => {
  it('MO-20 holds the funds of what nobody answered once, however many nights run at once', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 20, { time: '2025-07-01T08:00:00.000Z' });
    await night('2025-07-10T22:00:00.000Z');
    expect(await desk.told(code)).toEqual(['alert.raised.v1']);
    await Promise.all(Array.from({ length: 3 }, () => night('2025-12-30T22:00:00.000Z')));
    await night('2025-12-31T22:00:00.000Z');
    expect(await desk.told(code)).toEqual(['alert.raised.v1', 'alert.treated.v1', 'funds.changed.v1']);
    expect((await view(code))?.alerts).toMatchObject([{ status: 'treated', action: 'suspend', overdue: true }]);
    expect(await treat(code, 'resume')).toMatchObject({ outcome: 'accepted', answer: { funds: 'normal' } });
  });

  it('MO-14 that a crash left unraised is raised by the retry, by the reading’s own event, and by the night', async () => {
    const [retried, heardAgain, overnight] = [await desk.issued(), await desk.issued(), await desk.issued()];
    for (const code of [retried, heardAgain, overnight]) {
      const aggregate = { key: `reading#${code}#2025#06`, subject: code, division: '370103', fiscalYear: 2025 };
      const event = { type: 'reading.recorded.v1', data: { fiscalYear: 2025, ...monthly(6, 20) } } as const;
      await desk.monitoring.readings.append(aggregate, circumstances(), undefined, event);
    }
    expect(await desk.record(retried, 6, 20)).toMatchObject({ outcome: 'unchanged', answer: { lights: { overall: 'red' } } });
    const [event] = await desk.monitoring.ledger.history(`reading#${heardAgain}#2025#06`);
    if (event?.type !== 'reading.recorded.v1') throw new Error('no reading');
    for (let time = 0; time < 3; time += 1) await desk.commands.hearReading(event);
    await Promise.all([night('2025-12-31T22:00:00.000Z'), night('2025-12-31T22:00:00.000Z')]);
    for (const code of [retried, heardAgain, overnight]) expect(await desk.told(code)).toEqual(['alert.raised.v1']);
  });
});

describe('a key project', () => {
  const keys = async (actor = FINANCE, queue: { queue?: string } = {}) => {
    const listed = await desk.lists.keyProjects(actor, '370103', { limit: 100, fiscalYear: 2025, ...queue });
    return listed.ok ? listed.items.map(({ projectCode }) => projectCode) : [];
  };
  const hear = async (code: string) => {
    const [event] = await desk.monitoring.ledger.history(`reading#${code}#2025#06`);
    if (event?.type !== 'reading.recorded.v1') throw new Error('no reading');
    await desk.commands.hearReading(event);
  };

  it('MO-25 is one as soon as its spending is slow, and listed with why; then it owes the filings', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 50);
    await hear(code);
    expect(await keys()).not.toContain(code);
    const slowly = await desk.issued();
    await desk.record(slowly, 6, 20, { time: '2025-07-01T08:00:00.000Z' });
    await hear(slowly);
    expect(await keys()).toContain(slowly);
    const listed = await desk.lists.keyProjects(FINANCE, '370103', { limit: 100, fiscalYear: 2025 });
    const row = listed.ok ? listed.items.find(({ projectCode }) => projectCode === slowly) : undefined;
    expect(row).toMatchObject({ kinds: ['department'], reasons: ['支出进度缓慢的项目'], basis: expect.stringContaining('第十三条') });
    expect(await view(slowly)).toMatchObject({
      focus: {
        key: true,
        kinds: ['department'],
        reasons: [{ criterion: 'slowSpending', name: '支出进度缓慢的项目' }],
        basis: expect.stringContaining('第十三条'),
      },
      filings: [{ period: '07', due: '2025-08-31', status: 'owed' }],
    });
    expect((await view(code))?.filings).toEqual([]);
  });

  it('MO-26 is chosen by its department or by finance, and by nobody else', async () => {
    const code = await desk.issued();
    const year = { projectCode: code, fiscalYear: 2025 };
    const choose = (actor: typeof FINANCE) => desk.commands.choose(year, { key: true, reason: '区政府确定' }, circumstances({ actor }));
    expect((await choose(person('congress'))).outcome).toBe('forbidden');
    expect((await choose({ ...person('department'), organisation: '305' })).outcome).toBe('absent');
    expect(await choose({ ...person('department'), organisation: '219' })).toMatchObject({
      outcome: 'accepted',
      answer: { kinds: ['department'] },
    });
    expect(await choose(FINANCE)).toMatchObject({ outcome: 'accepted', answer: { kinds: ['finance'] } });
    expect((await choose(FINANCE)).outcome).toBe('unchanged');
    expect(await keys()).toContain(code);
    expect(await keys(FINANCE, { queue: 'finance' })).toContain(code);
    expect(await keys(FINANCE, { queue: 'department' })).not.toContain(code);
    await desk.commands.hearProject(projectHeard(code, { secret: true }, 2));
    expect(await keys()).not.toContain(code);
  });

  it('MO-28 is named once when its filing is late, however many nights run at once; the filing comes late', async () => {
    const code = await desk.issued();
    await desk.commands.choose(
      { projectCode: code, fiscalYear: 2025 },
      { key: true, reason: '重点' },
      circumstances({ actor: FINANCE, time: '2025-03-01T08:00:00.000Z' }),
    );
    const rowsOf = async (status: string) => {
      const listed = await desk.lists.owed(FINANCE, '370103', { limit: 100, fiscalYear: 2025, status, round: '07' });
      return listed.ok ? listed.items.filter(({ projectCode }) => projectCode === code) : [];
    };
    expect(await rowsOf('owed')).toMatchObject([{ due: '2025-08-31', round: '07', unitCode: '219001' }]);
    await night('2025-08-31T12:00:00.000Z');
    expect(await rowsOf('overdue')).toEqual([]);
    await Promise.all(Array.from({ length: 3 }, () => night('2025-08-31T22:00:00.000Z')));
    const told = (await desk.monitoring.filings.history(`filing#${code}#2025#07`)).map(({ type }) => type);
    expect(told).toEqual(['filing.overdue.v1']);
    expect(await rowsOf('overdue')).toHaveLength(1);
    await desk.record(code, 7, 58);
    const [reading] = await desk.monitoring.ledger.history(`reading#${code}#2025#07`);
    if (reading?.type !== 'reading.recorded.v1') throw new Error('no reading');
    await desk.commands.hearReading(reading);
    expect(await rowsOf('overdue')).toEqual([]);
    expect(await rowsOf('filed')).toMatchObject([{ filedOn: '2025-12-31' }]);
  });
});

describe('a check on the spot', () => {
  const found = (serious: boolean) => ({ checkedOn: '2025-07-01', checkers: ['王五'], findings: [{ says: '停工', serious }] });
  const inspect = (code: string, document: Parameters<typeof desk.commands.inspect>[1], actor = FINANCE) =>
    desk.commands.inspect({ projectCode: code, fiscalYear: 2025 }, document, circumstances({ actor }));

  it('MO-30 NX-13 that finds serious trouble raises an alert at once, and a later one that finds none clears it', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 50);
    expect(await inspect(code, { ...found(false), conclusion: 'correct' })).toMatchObject({ answer: { check: 1, conclusion: 'correct' } });
    expect(await desk.told(code)).toEqual([]);
    expect(await inspect(code, { ...found(true), checkedOn: '2025-07-02', conclusion: 'serious' })).toMatchObject({ answer: { check: 2 } });
    expect(await desk.told(code)).toEqual(['alert.raised.v1']);
    expect(await view(code)).toMatchObject({
      lights: { budget: 'green', goal: 'green', overall: 'red' },
      alerts: [{ status: 'open', findings: [{ rule: 'MO-30' }] }],
    });
    const checks = await desk.monitoring.checks.history(`check#${code}#2025`);
    const [, serious] = checks;
    if (serious?.type !== 'monitoring.checked.v1') throw new Error('no check');
    for (let time = 0; time < 2; time += 1) await desk.commands.hearCheck(serious);
    await desk.record(code, 7, 58);
    expect(await desk.told(code)).toEqual(['alert.raised.v1']);
    await inspect(code, { ...found(true), checkedOn: '2025-08-01', findings: [], conclusion: 'normal' });
    expect(await desk.told(code)).toEqual(['alert.raised.v1', 'alert.cleared.v1']);
    expect(await desk.commands.checksOf({ projectCode: code, fiscalYear: 2025 }, UNIT)).toMatchObject([
      { check: 1, by: 'finance' },
      { check: 2 },
      { check: 3 },
    ]);
  });

  it('MO-30 of a project that never reported counts as well; a unit or a stranger checks nothing', async () => {
    const code = await desk.issued();
    expect((await inspect(code, { ...found(true), conclusion: 'serious' }, UNIT)).outcome).toBe('forbidden');
    expect((await inspect(code, { ...found(true), conclusion: 'serious' }, { ...person('department'), organisation: '305' })).outcome).toBe(
      'absent',
    );
    await inspect(code, { ...found(true), conclusion: 'serious' }, { ...person('department'), organisation: '219' });
    expect(await view(code)).toMatchObject({
      lights: { overall: 'red' },
      alerts: [{ period: '07' }],
      checks: { checks: 1, standing: { serious: 1 } },
    });
    expect(await desk.commands.payment({ projectCode: code, fiscalYear: 2025 }, UNIT, '2025-07-02T01:00:00.000Z')).toMatchObject({
      signal: 'pay',
      upTo: 60_136_986,
    });
  });
});

describe('a sweep', () => {
  it('MO-21 lists what each project under the division will not have paid, and adds it up', async () => {
    const [slow, done, silent] = [await desk.issued(), await desk.issued(), await desk.issued()];
    await desk.record(slow, 11, 50);
    await desk.record(done, 11, 92);
    const form = { division: '370100', fiscalYear: 2025, asOf: '2025-12-01' };
    const list = await desk.commands.sweep(form, { ...FINANCE, division: '370000' });
    expect(list?.items.find(({ projectCode }) => projectCode === slow)).toMatchObject({
      amount: 45_359_281,
      method: 'pace',
      unitCode: '219001',
    });
    expect(list?.items.some(({ projectCode }) => projectCode === done)).toBe(false);
    expect(list?.unreported).toContain(silent);
    expect(list?.total).toBe(list?.items.reduce((sum, { amount }) => sum + amount, 0));
    expect(await desk.commands.sweep(form, FINANCE)).toBeUndefined();
    const october = await desk.commands.sweep({ ...form, asOf: '2025-10-31' }, { ...FINANCE, division: '370000' });
    expect(october?.unreported).toContain(slow);
    expect(october?.findings).toMatchObject([{ rule: 'MO-21', level: 'warning' }]);
  });
});

describe('the decision on a sweep', () => {
  it('SZ-29 JH-23 takes all lines or none, once, and tells where the money goes', async () => {
    const [from, other, to] = [await desk.issued(), await desk.issued(), await desk.issued()];
    await desk.record(from, 11, 50);
    await desk.record(other, 11, 60);
    const sweepId = '370103.2025.2025-12-01';
    const decide = (items: Parameters<typeof desk.commands.decideSweep>[1], actor = FINANCE, key = 'k-1') =>
      desk.commands.decideSweep(sweepId, items, circumstances({ actor, request: { key, digest: key } }));
    const item = { projectCode: from, recover: 40_000_000, to, reason: '年底前无法支付' };
    const plain = { projectCode: other, recover: 1_000_000, reason: '年底前无法支付' };
    expect(await decide([item, plain])).toMatchObject({ outcome: 'refused', findings: [{ rule: 'MO-35', at: '/items/0/to' }] });
    expect(await desk.told(other)).not.toContain('funds.changed.v1');
    await desk.commands.choose(
      { projectCode: to, fiscalYear: 2025 },
      { key: true, reason: '全区重点项目' },
      circumstances({ actor: FINANCE }),
    );
    const decided = { outcome: 'accepted', answer: { sweepId, projects: 2, recovered: '410000.00', reallocated: '400000.00' } };
    expect(await decide([item, plain])).toMatchObject(decided);
    expect(await decide([item, plain])).toMatchObject(decided);
    expect(await decide([item, plain], FINANCE, 'k-2')).toMatchObject(decided);
    expect((await desk.told(from)).slice(-2)).toEqual(['funds.changed.v1', 'funds.reallocated.v1']);
    expect((await desk.told(other)).filter((type) => type === 'funds.changed.v1')).toHaveLength(1);
    expect((await decide([{ ...item, recover: 1 }], FINANCE, 'k-3')).outcome).toBe('conflict');
    expect((await view(from))?.funds).toMatchObject({ state: 'normal', recovered: 40_000_000, left: 10_000_000 });
    expect((await decide([item], { ...FINANCE, division: '370104' }, 'k-4')).outcome).toBe('absent');
  });
});

describe('the recomputation', () => {
  it('MO-36 of a year that was filed, corrected and filed late is the same as what was recorded', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 38, { time: '2025-07-01T01:00:00.000Z' });
    await desk.record(code, 7, 49, { time: '2025-08-01T01:00:00.000Z' });
    await desk.commands.hearPlan(goalsHeard(code, 120, 8));
    await desk.record(code, 7, 50, { time: '2025-08-02T01:00:00.000Z' });
    await desk.record(code, 4, 30, { time: '2025-08-03T01:00:00.000Z' });
    const again = await desk.commands.recompute({ projectCode: code, fiscalYear: 2025 }, UNIT);
    expect(again?.items.filter(({ same }) => !same)).toEqual([]);
    expect(again).toMatchObject({ same: true, items: { length: 32 } });
    expect(await desk.commands.recompute({ projectCode: code, fiscalYear: 2025 }, { ...UNIT, organisation: '219002' })).toBeUndefined();
  });
});

describe('a reading', () => {
  it('is created, unchanged when it comes again, and a new version when it says something else', async () => {
    const code = await desk.issued();
    const first = await desk.record(code, 6, 50);
    expect(first).toMatchObject({
      outcome: 'accepted',
      created: true,
      version: 1,
      answer: { projectCode: code, period: '06', executionRate: 0.5, goalProgress: 0.5, lights: { overall: 'green' } },
    });
    expect(await desk.record(code, 6, 50)).toEqual({ ...first, outcome: 'unchanged', created: false });
    expect(await desk.record(code, 6, 51)).toMatchObject({ outcome: 'accepted', created: false, version: 2 });
    expect(await desk.record(code, 6, 50)).toMatchObject({ outcome: 'accepted', version: 3 });
    expect(await desk.monitoring.ledger.verify(`reading#${code}#2025#06`)).toMatchObject({ sound: true, length: 3 });
  });

  it('honours the version that the caller saw', async () => {
    const code = await desk.issued();
    expect(await desk.record(code, 6, 50, { ifMatch: 1 })).toEqual({ outcome: 'stale', version: 0 });
    expect(await desk.record(code, 6, 50, { ifMatch: 0 })).toMatchObject({ outcome: 'accepted', version: 1 });
    expect(await desk.record(code, 6, 51, { ifMatch: 0 })).toEqual({ outcome: 'stale', version: 1 });
    expect(await desk.record(code, 6, 51, { ifMatch: 1 })).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it('ten times in parallel is one version, one event and one alert', async () => {
    const code = await desk.issued();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => desk.record(code, 6, 20)));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', ...Array(9).fill('unchanged')]);
    expect(await desk.monitoring.ledger.history(`reading#${code}#2025#06`)).toHaveLength(1);
    expect(await desk.told(code)).toEqual(['alert.raised.v1']);
  });

  it('MO-01 waits a moment for a budget that is on its way', async () => {
    const code = '370103-LATE';
    await desk.commands.hearProject(projectHeard(code));
    await desk.commands.hearPlan(goalsHeard(code));
    const waiting = desk.record(code, 6, 50);
    setTimeout(() => desk.commands.hearPlan(budgetHeard(code)), 150);
    expect(await waiting).toMatchObject({ outcome: 'accepted', created: true });
  });

  it('MO-01 is refused when the budget doesn’t come', async () => {
    const code = '370103-NEVER';
    await desk.commands.hearProject(projectHeard(code));
    expect(await desk.record(code, 6, 50)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'MO-01' }] });
    expect(await desk.monitoring.ledger.history(`reading#${code}#2025#06`)).toEqual([]);
  });

  it('is for its own unit, department and finance to write, and for others absent', async () => {
    const code = await desk.issued();
    const by = (actor: ReturnType<typeof person>) => desk.record(code, 6, 50, { actor });
    expect((await by({ ...UNIT, organisation: '219002' })).outcome).toBe('absent');
    expect((await by({ ...UNIT, division: '370102' })).outcome).toBe('absent');
    expect((await by(person('third-party'))).outcome).toBe('absent');
    expect((await by(person('congress'))).outcome).toBe('forbidden');
    expect((await by({ ...person('unit', 'congress'), organisation: '219002' })).outcome).toBe('forbidden');
    expect((await by({ ...person('department'), organisation: '219' })).outcome).toBe('accepted');
    expect((await desk.record('370103-NOBODY', 6, 50)).outcome).toBe('absent');
  });

  it('of a secret, a withdrawn or an archived project isn’t taken', async () => {
    const [secret, archived] = [await desk.issued(), await desk.issued()];
    await desk.commands.hearProject(projectHeard(secret, { secret: true }, 2));
    expect((await desk.record(secret, 6, 50)).outcome).toBe('absent');
    expect(await view(secret)).toBeUndefined();
    await desk.commands.hearPlan(archivedHeard(archived));
    expect((await desk.record(archived, 6, 50)).outcome).toBe('conflict');
  });
});

describe('an alert', () => {
  it('MO-14 is raised once, cleared once, raised as another, and is the system’s act', async () => {
    const code = await desk.issued();
    expect(await desk.record(code, 4, 35)).toMatchObject({ answer: { lights: { overall: 'green' } } });
    expect(await desk.record(code, 6, 38)).toMatchObject({ answer: { lights: { overall: 'yellow' }, alertId: `${code}.2025.1` } });
    expect(await desk.record(code, 7, 45)).toMatchObject({ answer: { lights: { overall: 'yellow' } } });
    const cleared = await desk.record(code, 8, 65);
    expect(cleared).toMatchObject({ answer: { lights: { overall: 'green' } } });
    expect(cleared).not.toHaveProperty('answer.alertId');
    expect(await desk.record(code, 10, 40)).toMatchObject({ answer: { lights: { overall: 'red' }, alertId: `${code}.2025.2` } });
    expect(await desk.told(code)).toEqual(['alert.raised.v1', 'alert.cleared.v1', 'alert.raised.v1']);
    const [raised] = await desk.monitoring.ledger.history(`monitoring#${code}#2025`);
    expect(raised).toMatchObject({ actor: SYSTEM.sub, correlationid: 'portal-7', causationid: `reading#${code}#2025#06/1`, hops: 1 });
  });

  it('MO-15 turns from yellow to red', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 38);
    expect(await treat(code, 'continue')).toMatchObject({ outcome: 'accepted' });
    await desk.record(code, 9, 40);
    expect(await desk.told(code)).toEqual(['alert.raised.v1', 'alert.treated.v1', 'alert.escalated.v1']);
    expect((await view(code))?.alerts).toMatchObject([
      { status: 'open', lights: { overall: 'red' }, findings: [{ rule: 'MO-03', level: 'error' }, { rule: 'MO-06' }, { rule: 'MO-04' }] },
    ]);
  });

  it('MO-14 isn’t raised by a month that comes late, when a newer one is on course', async () => {
    const code = await desk.issued();
    await desk.record(code, 8, 66);
    expect(await desk.record(code, 6, 20)).toMatchObject({ answer: { lights: { overall: 'green' } } });
    expect(await desk.told(code)).toEqual([]);
  });

  it('MO-14 twelve months at once, each sent twice, end at what the newest says, with every alert cleared once', async () => {
    const code = await desk.issued();
    const months = Array.from({ length: 12 }, (_, month) => month + 1);
    await Promise.all([...months, ...months].map((month) => desk.record(code, month, month === 12 ? 99 : month % 2 === 0 ? 5 : 99)));
    const told = await desk.told(code);
    expect(told.filter((type) => type === 'alert.raised.v1').length).toBe(told.filter((type) => type === 'alert.cleared.v1').length);
    expect((await view(code))?.lights).toEqual({ budget: 'green', goal: 'green', overall: 'green' });
    expect((await view(code))?.alerts).toEqual([]);
    expect((await desk.monitoring.ledger.verify(`monitoring#${code}#2025`)).sound).toBe(true);
  });

  it('MO-14 follows when goals change after the readings', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 50);
    await desk.commands.hearPlan(goalsHeard(code, 1000, 8));
    expect(await desk.told(code)).toEqual(['alert.raised.v1']);
    await desk.commands.hearPlan(goalsHeard(code, 100, 9));
    expect(await desk.told(code)).toEqual(['alert.raised.v1', 'alert.cleared.v1']);
  });

  it('leaves the list when its project becomes secret, and moves with it to another unit', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 20);
    const codes = async (actor: typeof FINANCE) => {
      const listed = await desk.list(actor, '370103', { limit: 100, fiscalYear: 2025, status: 'open' });
      return listed.ok ? listed.items.map(({ projectCode }) => projectCode) : [];
    };
    expect(await codes(UNIT)).toContain(code);
    await desk.commands.hearProject(projectHeard(code, { unitCode: '219007' }, 2));
    expect(await codes(UNIT)).not.toContain(code);
    expect(await codes(FINANCE)).toContain(code);
    await desk.commands.hearProject(projectHeard(code, { secret: true }, 3));
    expect(await codes(FINANCE)).not.toContain(code);
  });
});

describe('a treatment', () => {
  it('MO-19 holds and releases the funds, each once, and tells the amounts', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 20);
    expect(await treat(code, 'suspend')).toMatchObject({ answer: { funds: 'suspended', status: 'treated' } });
    expect((await treat(code, 'suspend')).outcome).toBe('conflict');
    expect(await treat(code, 'resume')).toMatchObject({ answer: { funds: 'normal' } });
    expect(await treat(code, 'recover', 80_000_001)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'MO-17' }] });
    expect(await treat(code, 'recover', 80_000_000)).toMatchObject({ answer: { funds: 'recovered', amount: '800000.00' } });
    expect((await view(code))?.funds).toEqual({
      state: 'recovered',
      transferred: 0,
      cancelled: 0,
      recovered: 80_000_000,
      budget: 100_000_000,
      paid: 20_000_000,
      left: 0,
    });
    const types = ['alert.raised.v1', ...Array(3).fill(['alert.treated.v1', 'funds.changed.v1']).flat()];
    expect(await desk.told(code)).toEqual(types);
  });

  it('by two people at once is one answer, one conflict, one event', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 20);
    const others = [FINANCE, { ...FINANCE, sub: 'p-2' }];
    const outcomes = await Promise.all(others.map((actor) => treat(code, 'suspend', undefined, actor)));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'conflict']);
    expect(await desk.told(code)).toEqual(['alert.raised.v1', 'alert.treated.v1', 'funds.changed.v1']);
  });

  it('MO-18 is the department’s own only for its own projects', async () => {
    const code = await desk.issued();
    await desk.record(code, 6, 20);
    const own = { ...person('department'), organisation: '219' };
    expect((await treat(code, 'continue', undefined, { ...own, organisation: '305' })).outcome).toBe('absent');
    expect((await treat(code, 'continue', undefined, { ...own, organisation: '305', roles: ['department', 'congress'] })).outcome).toBe(
      'forbidden',
    );
    expect((await treat(code, 'suspend', undefined, own)).outcome).toBe('forbidden');
    expect((await treat(code, 'continue', undefined, own)).outcome).toBe('accepted');
  });
});

describe('a batch', () => {
  const rowsOf = (code: string) => [
    { index: 0, key: key(code, '05'), reading: reading(5, 42) },
    { index: 1, key: key(code, '06'), reading: reading(5, 50) },
    { index: 2, key: key('370103-NOBODY', '06'), reading: reading(6, 50) },
    { index: 3, key: key(code, '07'), reading: reading(7, 58) },
  ];
  const request = (digest: string) => circumstances({ actor: FINANCE, request: { key: 'bulk-1', digest } });

  it('MO-23 records the good rows and says why the others are not', async () => {
    const code = await desk.issued();
    const received = await desk.commands.recordAll(rowsOf(code), circumstances({ actor: FINANCE }), false);
    expect(received).toMatchObject({
      accepted: 2,
      rejected: [
        { index: 1, findings: [{ rule: 'MO-02', at: '/readings/1/asOf' }] },
        { index: 2, findings: [{ rule: 'MO-23' }] },
      ],
    });
    expect((await view(code))?.months.map(({ period }) => period)).toEqual(['05', '07']);
  });

  it('gives the same request its first answer, and another one under the same key a conflict', async () => {
    const code = await desk.issued();
    const first = await desk.commands.receive(rowsOf(code), [], request('sha256:1'));
    await desk.commands.hearProject(projectHeard('370103-NOBODY'));
    expect(await desk.commands.receive(rowsOf(code), [], request('sha256:1'))).toEqual(first);
    expect(await desk.commands.receive(rowsOf(code), [], request('sha256:2'))).toEqual({ conflict: '该 Idempotency-Key 已用于另一个请求' });
  });

  it('from a queue doesn’t bring back an old version; by hand it can', async () => {
    const code = await desk.issued();
    const rows = [{ index: 0, key: key(code, '06'), reading: reading(6, 50) }];
    await desk.commands.recordAll(rows, circumstances(), true);
    await desk.record(code, 6, 55);
    expect(await desk.commands.recordAll(rows, circumstances(), true)).toEqual({ accepted: 1, rejected: [] });
    expect((await view(code))?.months).toMatchObject([{ version: 2 }]);
    expect(await desk.record(code, 6, 50)).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it('does something once for a key', async () => {
    let done = 0;
    const work = async () => {
      done += 1;
    };
    await desk.commands.once('intake#m-1', '2025-07-01T00:00:00.000Z', work);
    await desk.commands.once('intake#m-1', '2025-07-01T00:00:00.000Z', work);
    expect(done).toBe(1);
  });
});

describe('what it costs', () => {
  const measured = async (work: () => Promise<unknown>) => {
    desk.capacity.reset();
    await work();
    return desk.capacity.counted().monitoring;
  };

  it('a reading that changes no light takes one write of at most 2 units and four reads', async () => {
    const code = await desk.issued();
    const cost = await measured(() => desk.record(code, 6, 50));
    expect(cost?.writes).toBeLessThanOrEqual(2);
    expect(cost?.calls).toBe(5);
  });

  it('a reading of ten indicators under a national code does so too, whether it changes a light or not', async () => {
    const code = '370103252000000000001';
    const ids = Array.from({ length: 10 }, (_, at) => `I${at + 1}`);
    const indicator = { level1: 'output', level2: 'quantity', name: '指标', operator: '>=', target: 100, unit: '公里', weight: 9 } as const;
    await desk.commands.hearProject(projectHeard(code));
    const indicators = ids.map((id) => ({ id, ...indicator }));
    await desk.commands.hearPlan(
      heard('goals.approved.v1', code, 3, { fiscalYear: 2025, goalsVersion: 3, goals: { overall: '', budget: 100_000_000, indicators } }),
    );
    await desk.commands.hearPlan(budgetHeard(code));
    const report = (month: number, spent: number) => () => {
      const told = ids.map((id) => ({ id, actual: spent, likelihood: 'certain' as const }));
      const { period, reading } = monthly(month, spent);
      const document = { ...reading, issued: 100_000_000, expected: 100_000_000, indicators: told };
      return desk.commands.record(
        { projectCode: code, fiscalYear: 2025, period },
        document,
        circumstances({ correlation: crypto.randomUUID() }),
      );
    };
    expect((await measured(report(5, 42)))?.writes).toBeLessThanOrEqual(2);
    expect((await measured(report(6, 20)))?.writes).toBeLessThanOrEqual(8);
    expect((await measured(report(7, 22)))?.writes).toBeLessThanOrEqual(2);
    expect((await measured(report(12, 99)))?.writes).toBeLessThanOrEqual(8);
  });

  it('a reading that raises or clears an alert writes at most 8 units', async () => {
    const code = await desk.issued();
    const raised = await measured(() => desk.record(code, 6, 20));
    const cleared = await measured(() => desk.record(code, 8, 66));
    expect(raised?.writes).toBeLessThanOrEqual(8);
    expect(cleared?.writes).toBeLessThanOrEqual(8);
  });
});
