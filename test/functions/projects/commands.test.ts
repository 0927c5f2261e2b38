import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import { sample } from '../../events/samples.ts';
import { circumstances, type Desk, openDesk } from './desk.ts';
import { DEPARTMENT, FINANCE, UNIT, YEAR } from './perfect.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

const AUDIT: Actor = { ...FINANCE, sub: 'A-1', organisation: 'A01', roles: ['audit'] };
const types = async (code: string) => (await desk.kept.projects.history(`project#${code}`)).map(({ type }) => type);
/** Registered, assessed, its goals approved, admitted, its budget issued. */
const budgeted = async (code: string) => {
  await desk.register(code);
  await desk.hear('assessment.concluded.v1', code, 2);
  await desk.hear('goals.approved.v1', code, 3, { goalsVersion: 1 });
  expect((await desk.commands.admit(code, circumstances())).outcome).toBe('accepted');
  const approved = await desk.commands.approveBudget(code, { year: YEAR, amount: 975_000_000 }, circumstances());
  expect(approved.outcome).toBe('accepted');
};

describe('a budget changed in mid-year', () => {
  const change = { year: YEAR, reason: 'budgetAdjustment', explanation: '年中追减', amount: 900_000_000 } as const;

  it('JH-19 is in force once its goals are approved, however often that is heard, because of that event', async () => {
    await budgeted('CHANGE-1');
    expect((await desk.commands.changeBudget('CHANGE-1', change, circumstances())).outcome).toBe('refused');
    await desk.hear('goals.adjusted.v1', 'CHANGE-1', 5, { goalsVersion: 2 });
    desk.capacity.reset();
    const filed = await desk.commands.changeBudget('CHANGE-1', change, circumstances());
    expect(filed).toMatchObject({ outcome: 'accepted', answer: { status: 'waiting' } });
    expect(desk.capacity.counted().projects?.writes).toBeLessThanOrEqual(11);
    for (const _ of [1, 2]) await desk.hear('goals.approved.v1', 'CHANGE-1', 8, { goalsVersion: 2 });
    expect((await types('CHANGE-1')).slice(-2)).toEqual(['budget.change-filed.v1', 'budget.changed.v1']);
    const changed = (await desk.kept.projects.history('project#CHANGE-1')).at(-1);
    expect(changed).toMatchObject({ actor: 'system', hops: 1, causationid: expect.stringMatching(/^goals#CHANGE-1#2023\/8$/) });
  });

  it('SZ-14 can be made again, sheet by sheet, from the events alone', async () => {
    const report = await desk.views.recompute('CHANGE-1', YEAR, AUDIT);
    expect(report).toMatchObject({ same: true, policy: { id: policyFor('370103', YEAR).id } });
    expect(new Set(report?.items.map(({ what }) => what.split('/')[0]))).toEqual(new Set(['issued', 'changes']));
    expect(await desk.views.recompute('CHANGE-1', YEAR + 1, AUDIT)).toBeUndefined();
  });
});

describe('the result of a whole department', () => {
  const sheet = () => desk.views.linkage('LINKED-1', YEAR, FINANCE);

  it('SZ-24 reaches the sheets of its projects, as long as it stands for the department', async () => {
    await desk.register('LINKED-1');
    await desk.register('WHOLE-1', { subject: 'department' });
    expect(await sheet()).toMatchObject({ department: null });
    for (const _ of [1, 2])
      await desk.hear('evaluation.reported.v1', 'WHOLE-1', 3, { fiscalYear: YEAR - 1, grade: 'poor', organiser: 'finance' });
    expect(await sheet()).toMatchObject({ department: { says: expect.stringContaining('“差”'), amount: '8750000.00' } });
    await desk.register('WHOLE-1', { subject: 'project' });
    expect(await sheet()).toMatchObject({ department: null });
  });
});

describe('the record of a responsible person', () => {
  const LI = { id: 'P-LI', name: '李某', post: '副局长' };
  const ZHANG = { id: 'P-ZHANG', name: '张某', post: '科长' };
  const responsible = (code: string, person: typeof LI, change: object = {}) => desk.register(code, { responsible: person, ...change });

  it('PJ-51 survives transfer and withdrawal, read with one query', async () => {
    await responsible('PERSON-1', LI);
    await responsible('PERSON-2', LI);
    await responsible('PERSON-1', ZHANG);
    await desk.commands.withdraw('PERSON-2', '并入他项', circumstances(UNIT));
    await desk.hear('project.withdrawn.v1', 'PERSON-2', 2);
    await desk.hear('evaluation.reported.v1', 'PERSON-1', 3, { fiscalYear: YEAR + 1, grade: 'poor', total: 51, organiser: 'finance' });
    desk.capacity.reset();
    const record = await desk.record('P-LI', AUDIT);
    expect(record).toMatchObject([
      { projectCode: 'PERSON-1', terms: [{ post: '副局长', until: `${YEAR}-06-01` }], years: [] },
      { projectCode: 'PERSON-2', status: 'withdrawn', terms: [{ until: expect.any(String) }] },
    ]);
    expect(desk.capacity.counted().projects?.calls).toBe(1 + record.length);
    expect(await desk.record('P-ZHANG', AUDIT)).toMatchObject([
      {
        projectCode: 'PERSON-1',
        terms: [{ post: '科长' }],
        years: [{ fiscalYear: YEAR + 1, result: { grade: 'poor', total: 51, by: 'finance' } }],
      },
    ]);
  });

  it('BJ-03 is for whoever supervises, and of a unit or department only their own', async () => {
    const codes = async (by: Actor) => (await desk.record('P-LI', by)).length;
    expect([await codes(UNIT), await codes(DEPARTMENT)]).toEqual([2, 2]);
    expect(await codes({ ...UNIT, organisation: '219002' })).toBe(0);
    expect(await codes({ ...DEPARTMENT, organisation: '301' })).toBe(0);
    expect(await codes({ ...AUDIT, division: '370104' })).toBe(0);
  });

  it('PJ-51 shows of a project that became secret its marker, and who had it still has it', async () => {
    await responsible('PERSON-1', ZHANG, { secret: true });
    for (const person of ['P-LI', 'P-ZHANG']) {
      expect((await desk.record(person, AUDIT))[0]).toEqual({ projectCode: 'PERSON-1', division: '370103', secret: true });
    }
  });
});

describe('a special fund', () => {
  it('BJ-20 is planned, evaluated at its end, renewed; each once, however often it is asked', async () => {
    await desk.register('FUND-1', { subject: 'specialFund' });
    const plan = {
      period: { from: YEAR, until: YEAR },
      strategicGoal: '改造供热管网',
      totalAmount: 100,
      years: [{ fiscalYear: YEAR, task: '改造', amount: 100 }],
    };
    const planned = () => desk.commands.planFund('FUND-1', plan, circumstances(DEPARTMENT));
    expect([(await planned()).outcome, (await planned()).outcome]).toEqual(['accepted', 'unchanged']);
    const renewal = { decision: 'continue', until: YEAR + 2, reason: '到期评价为良' } as const;
    expect(await desk.commands.renewFund('FUND-1', renewal, circumstances())).toMatchObject({ findings: [{ rule: 'PJ-36' }] });
    await desk.hear('evaluation.reported.v1', 'FUND-1', 3, { grade: 'good', organiser: 'finance' });
    const asked = circumstances();
    expect([
      (await desk.commands.renewFund('FUND-1', renewal, asked)).outcome,
      (await desk.commands.renewFund('FUND-1', renewal, asked)).outcome,
    ]).toEqual(['accepted', 'repeated']);
    expect(await types('FUND-1')).toEqual(['project.registered.v1', 'project.planned.v1', 'project.renewed.v1']);
  });

  it('BJ-20 shows its plan and its last year beside its gates', async () => {
    expect(await desk.views.view('FUND-1', AUDIT, `${YEAR}-12-01T02:00:00.000Z`)).toMatchObject({
      fund: { lastYear: YEAR + 2, renewal: 'continue', plan: { totalAmount: '1.00', years: [{ fiscalYear: YEAR, amount: '1.00' }] } },
    });
    expect(await desk.views.view('LINKED-1', AUDIT, `${YEAR}-12-01T02:00:00.000Z`)).not.toHaveProperty('fund');
  });

  it('BJ-07 every year of it can be read, and the exit decided', async () => {
    expect(await desk.views.years('FUND-1', AUDIT)).toMatchObject({
      status: 'proposed',
      exit: null,
      items: [
        { fiscalYear: Number(sample('evaluation.reported.v1').data.fiscalYear), result: { grade: 'good' }, cut: { use: 'priority' } },
      ],
    });
    const exit = { reason: '不再安排', approvalNo: '市中政复〔2024〕3号' };
    expect((await desk.commands.exit('FUND-1', exit, circumstances())).outcome).toBe('accepted');
    expect(await desk.views.years('FUND-1', AUDIT)).toMatchObject({ status: 'closed' });
  });
});
