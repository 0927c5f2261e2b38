import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/values/actor.ts';
import type { Reply } from './calls.ts';
import { reading } from './case.ts';
import { eventsIn } from './chains.ts';
import type { Changes, Desk } from './desk.ts';
import { approveGoals, gateIs, issueBudget, must, propose } from './loop.ts';
import { shared } from './region.ts';

const { region, people, desk } = shared();

const times = <Made>(count: number, make: (at: number) => Promise<Made>) => Promise.all(Array.from({ length: count }, (_, at) => make(at)));
const heard = () => true;
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).toSorted();

const eventsOf = async (aggregate: string) => eventsIn(await region.tables(), aggregate);

/** Another person of the same role: of two reviewers each has a name. */
async function named(role: Role, name: string): Promise<Changes> {
  return { token: await people.token(role, { name }) };
}

describe('two at once', () => {
  it('concluding an assessment: one 200, one 409, one event', async () => {
    const own = desk('RACE-CONCLUDE');
    must(await own.act('unit', 'registerProject'), 201);
    const assessment = await own.upload('department', 'offerAssessmentAttachment', '评估报告');
    const informed = own.about({ ...own.own, report: { ...own.own.report, assessment } });
    must(await informed.until('department', 'submitAssessment', heard), 201);
    const [one, other] = [await named('finance-performance', '甲'), await named('finance-performance', '乙')];
    const replies = await Promise.all([one, other].map((who) => informed.act('finance-performance', 'concludeAssessment', who)));
    expect(statuses(replies)).toEqual([200, 409]);
    expect(await eventsOf('assessment#RACE-CONCLUDE#2025')).toEqual(['assessment.submitted.v1', 'assessment.concluded.v1']);
  });

  it('reviewing one step of the goals: one 200, one 409, one event', async () => {
    const own = desk('RACE-REVIEW');
    must(await own.act('unit', 'registerProject'), 201);
    must(await own.until('unit', 'fileGoals', heard), 201);
    const [one, other] = [await named('department', '甲'), await named('department', '乙')];
    const replies = await Promise.all([one, other].map((who) => own.act('department', 'reviewGoals', who)));
    expect(statuses(replies)).toEqual([200, 409]);
    expect(await eventsOf('goals#RACE-REVIEW#2025')).toEqual(['goals.submitted.v1', 'goals.reviewed.v1']);
  });

  it('approving a budget: one 200, one 409, one event', async () => {
    const own = await propose(desk('RACE-BUDGET'));
    await approveGoals(own);
    await own.until('unit', 'getProject', gateIs('G3', 'open'));
    const [one, other] = [await named('finance-performance', '甲'), await named('finance-performance', '乙')];
    const replies = await Promise.all([one, other].map((who) => own.act('finance-performance', 'approveBudget', who)));
    expect(statuses(replies)).toEqual([200, 409]);
    expect(await eventsOf('project#RACE-BUDGET')).toEqual(['project.registered.v1', 'project.admitted.v1', 'budget.issued.v1']);
  });
});

describe('the same PUT ten times in parallel: one version, one event', () => {
  let own: Desk;
  beforeAll(async () => {
    own = await propose(desk('RACE-PUT'));
    await approveGoals(own);
    await issueBudget(own);
  });

  const puts: readonly (readonly [role: Role, operation: string, aggregate: string, type: string])[] = [
    ['unit', 'registerProject', 'project#RACE-NEW', 'project.registered.v1'],
    ['unit', 'fileGoals', 'goals#RACE-NEW#2025', 'goals.submitted.v1'],
    ['unit', 'recordReading', 'reading#RACE-PUT#2025#06', 'reading.recorded.v1'],
    ['unit', 'selfEvaluate', 'evaluation#RACE-PUT#2025', 'evaluation.self-evaluated.v1'],
  ];
  it.each(puts)('%s %s', async (role, operation, aggregate, type) => {
    const at = aggregate.includes('NEW') ? desk('RACE-NEW') : own;
    await region.whenIdle();
    const replies = await times(10, () => at.act(role, operation));
    expect(statuses(replies)).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(replies.map(({ etag }) => etag))).toEqual(new Set(['"1"']));
    expect(await eventsOf(aggregate)).toEqual([type]);
  });

  it('and once more later', async () => {
    const reply = await own.act('unit', 'recordReading');
    expect(reply).toMatchObject({ status: 200, etag: '"1"' });
    expect(await eventsOf('reading#RACE-PUT#2025#06')).toEqual(['reading.recorded.v1']);
  });

  it('ten different contents at once: every one of them is a version', async () => {
    const body = (at: number) => ({ ...reading(own.own, '07', '31', 0.4, 0.5), paid: `${2_400_000 + at}.00` });
    const replies = await times(4, (at) => own.act('unit', 'recordReading', { params: { period: '07' }, body: body(at) }));
    expect(statuses(replies)).toEqual([200, 200, 200, 201]);
    expect(replies.map(({ etag }) => etag).toSorted()).toEqual(['"1"', '"2"', '"3"', '"4"']);
  });
});

describe('Idempotency-Key', () => {
  let own: Desk;
  beforeAll(async () => {
    const fresh = desk('RACE-KEY');
    must(await fresh.act('unit', 'registerProject'), 201);
    const assessment = await fresh.upload('department', 'offerAssessmentAttachment', '评估报告');
    own = fresh.about({ ...fresh.own, report: { ...fresh.own.report, assessment } });
    must(await own.until('department', 'submitAssessment', heard), 201);
    must(await own.until('unit', 'fileGoals', heard), 201);
  });

  const posts: readonly (readonly [role: Role, operation: string, aggregate: string, type: string])[] = [
    ['finance-performance', 'opineOnAssessment', 'assessment#RACE-KEY#2025', 'assessment.opined.v1'],
    ['finance-performance', 'commissionAssessment', 'assessment#RACE-KEY#2025', 'assessment.commissioned.v1'],
    ['finance-performance', 'concludeAssessment', 'assessment#RACE-KEY#2025', 'assessment.concluded.v1'],
    ['finance-performance', 'commissionGoals', 'goals#RACE-KEY#2025', 'goals.commissioned.v1'],
    ['department', 'reviewGoals', 'goals#RACE-KEY#2025', 'goals.reviewed.v1'],
  ];
  it.each(posts)(
    '%s %s: the same request in parallel and again gets the same answer, and is done once',
    async (role, operation, aggregate, type) => {
      const key = `KEY-${operation}`;
      const replies = [...(await times(3, () => own.act(role, operation, { key }))), await own.act(role, operation, { key })];
      const [first] = replies;
      for (const { status, body, etag } of replies)
        expect({ status, body, etag }).toEqual({ status: first?.status, body: first?.body, etag: first?.etag });
      expect(first?.status).toBeLessThan(300);
      expect((await eventsOf(aggregate)).filter((each) => each === type)).toEqual([type]);
    },
  );

  it('with another body is a conflict', async () => {
    const body = { step: 'department', opinion: 'good', comment: '换了说法' };
    expect(await own.act('department', 'reviewGoals', { key: 'KEY-reviewGoals', body })).toMatchObject({ status: 409 });
  });

  it('of one person is nothing to another', async () => {
    const own2 = desk('RACE-KEY-2');
    must(await own2.act('unit', 'registerProject'), 201);
    const withdrawal = (who: Changes) => own2.act('unit', 'withdrawProject', { key: 'SHARED', ...who });
    expect((await withdrawal({})).status).toBe(200);
    expect((await withdrawal({})).status).toBe(200);
    expect((await withdrawal(await named('unit', '别人'))).status).toBe(409);
    expect(await eventsOf('project#RACE-KEY-2')).toEqual(['project.registered.v1', 'project.withdrawn.v1']);
  });

  it('of a bulk of readings gets the first answer, and with another body is a conflict', async () => {
    const row = { projectCode: 'NOWHERE', fiscalYear: 2025, period: '06', asOf: '2025-06-30', paid: '1.00', indicators: [] };
    const send = (readings: readonly unknown[]) => own.act('finance-performance', 'recordReadings', { key: 'BULK', body: { readings } });
    const first = must(await send([row]), 202);
    expect(await send([row])).toMatchObject({ status: 202, body: first.body });
    expect(await send([row, { ...row, period: '07' }])).toMatchObject({ status: 409 });
  });
});

describe('If-Match', () => {
  it('lets a change through that saw the newest version, and refuses others with 412', async () => {
    const own = desk('RACE-MATCH');
    const first = must(await own.act('unit', 'registerProject'), 201);
    const change = (etag: string, name: string) =>
      own.act('unit', 'registerProject', { headers: { 'if-match': etag }, body: { ...formOf(own), name } });
    expect(first.etag).toBe('"1"');
    expect(await change('"1"', '改名一')).toMatchObject({ status: 200, etag: '"2"' });
    expect(await change('"1"', '改名二')).toMatchObject({ status: 412 });
    const both = await Promise.all([change('"2"', '甲改名'), change('"2"', '乙改名')]);
    expect(statuses(both)).toEqual([200, 412]);
    expect(await eventsOf('project#RACE-MATCH')).toEqual(['project.registered.v1', 'project.revised.v1', 'project.revised.v1']);
  });
});

describe('an alert', () => {
  let own: Desk;
  const ALERTS = 'monitoring#RACE-ALERT#2025';
  const report = (period: string, day: string, paid: number, reached: number) =>
    own.act('unit', 'recordReading', { params: { period }, body: reading(own.own, period, day, paid, reached) });
  beforeAll(async () => {
    own = await propose(desk('RACE-ALERT'));
    await approveGoals(own);
    await issueBudget(own);
  });

  it('is raised once by two readings that both turn the light red', async () => {
    const replies = await Promise.all([report('05', '31', 0.05, 0.05), report('06', '30', 0.06, 0.06)]);
    expect(statuses(replies)).toEqual([201, 201]);
    await region.whenIdle();
    expect((await eventsOf(ALERTS)).filter((type) => type === 'alert.raised.v1')).toHaveLength(1);
    const seen = must(await own.act('unit', 'getMonitoring'), 200);
    expect(seen.body).toMatchObject({ lights: { overall: 'red' }, alertsRaised: 1, alerts: [{ status: 'open' }] });
  });

  it('is treated once by two at the same moment', async () => {
    const [one, other] = [await named('finance-performance', '甲'), await named('finance-performance', '乙')];
    const replies = await Promise.all([one, other].map((who) => own.act('finance-performance', 'treatAlert', who)));
    expect(statuses(replies)).toEqual([200, 409]);
  });

  it('is cleared once by two readings that both turn it green', async () => {
    await Promise.all([report('11', '30', 0.9, 0.95), report('12', '31', 0.98, 1)]);
    await region.whenIdle();
    const types = await eventsOf(ALERTS);
    expect(types.filter((type) => type === 'alert.raised.v1')).toHaveLength(1);
    expect(types.filter((type) => type === 'alert.cleared.v1')).toHaveLength(1);
  });
});

const formOf = (own: Desk) => own.bodyOf('registerProject');
