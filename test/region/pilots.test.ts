import { beforeAll, describe, expect, it } from 'vitest';
import { seal } from '../../events/chain.ts';
import type { Reply } from './calls.ts';
import { eventsIn } from './chains.ts';
import type { Desk } from './desk.ts';
import { approveGoals, evaluate, issueBudget, monitor, must, propose } from './loop.ts';
import { People } from './people.ts';
import { shared } from './region.ts';

const { region, caller, people, desk } = shared();
const CODE = 'PILOTS-1';
const ELSEWHERE = 'PILOTS-ELSEWHERE';
const PEER = 'PILOTS-PEER';
const PROGRAMME = 'pilot-pilots-1';
const STAGES = ['assessment', 'goals', 'monitoring', 'evaluation', 'application'] as const;
const elsewhere = new People((person) => region.token(person), '640105');
const aside = new People((person) => region.token(person), '640323');
let own: Desk;

const countyEvents = async (division: string) => eventsIn(await region.tables(), `county#${PROGRAMME}#${division}`);
const stageOf = (code: string, stage: string) => ({ params: { projectCode: code, stage } });
const enrolled = (...codes: string[]) => ({
  projects: codes.map((projectCode) => ({ projectCode, criteria: ['majorTask'] })),
  support: 'own',
});

async function board(role: 'province' | 'congress' = 'province', token?: string): Promise<Record<string, never>> {
  return Object(must(await own.act(role, 'getPilot', token === undefined ? {} : { token }), 200).body);
}

/** An event as the way in keeps it, of a stack whose project nobody here has registered. */
function peerEvent(sequence: number, type: string, data: object, aggregate: string, division = '640323'): string {
  const at = {
    specversion: '1.0' as const,
    time: '2026-03-01T02:00:00.000Z',
    subject: PEER,
    datacontenttype: 'application/json' as const,
    division,
  };
  const by = { hops: 0, correlationid: 'peer', actor: 'p', actorname: '演示', organisation: 'F02' };
  const said = {
    ...at,
    ...by,
    id: `${aggregate}/${sequence}`,
    source: '/county',
    type,
    aggregate,
    sequence,
    previoushash: 'genesis',
    data,
  };
  const inner = seal(said);
  const outer = { ...at, ...by, id: `peer#640323#${inner.id}/1`, source: '/exchange', type: 'peer.event-received.v1' };
  const kept = { aggregate: `peer#640323#${inner.id}`, sequence: 1, previoushash: 'genesis', data: { sender: '640323', event: inner } };
  return JSON.stringify(seal({ ...outer, ...kept }));
}

let deduplication = 0;
const deliver = (body: string) => {
  deduplication += 1;
  return region.send('pilots-inbox', body, { group: PEER, deduplication: `pilots-test-${deduplication}` });
};

const policy = { id: 'ningxia-2022', version: 'x' };
const concluded = (sequence: number, verdict: string, supportedAmount: number) => {
  const requestedAmount = 100_000_000;
  const amounts = { requestedAmount, supportedAmount, unsupportedAmount: requestedAmount - supportedAmount };
  const rest = { organiser: 'finance', score: 90, conditions: [], reason: '演示', admissible: verdict !== 'revise', policy };
  return peerEvent(sequence, 'assessment.concluded.v1', { fiscalYear: 2025, verdict, ...amounts, ...rest }, `assessment#${PEER}#2025`);
};
const applied = peerEvent(
  7,
  'evaluation.result-applied.v1',
  {
    fiscalYear: 2025,
    application: 1,
    result: { total: 90, grade: 'excellent', by: 'finance' },
    use: 'priority',
    measures: ['优先保障'],
    followUpOn: '2026-12-31',
    policy,
  },
  `evaluation#${PEER}#2025`,
);

beforeAll(async () => {
  // What happened before anybody was enrolled counts all the same.
  own = await propose(desk(CODE, { programme: PROGRAMME }));
  must(await own.act('province', 'launchPilot'), 201);
  must(await own.act('finance-performance', 'enrolPilotCounty', { body: enrolled(CODE, ELSEWHERE) }), 201);
  await own.until('province', 'getPilotCounty', ({ projects }) => JSON.stringify(projects).includes('"status":"completed"'));
  await approveGoals(own);
  await issueBudget(own);
  await monitor(own);
  own = await evaluate(own);
  await region.whenIdle();
}, 60_000);

describe('a programme', () => {
  it('NX-01 is launched once, and is unchanged when it comes again', async () => {
    expect(must(await own.act('province', 'launchPilot'), 200).body).toMatchObject({ programme: PROGRAMME, version: 1 });
    expect(await own.act('finance-performance', 'launchPilot')).toMatchObject({ status: 403 });
    const { body } = must(await own.act('finance-performance', 'listPilots', { query: 'fiscalYear=2025&limit=100' }), 200);
    expect(body.items).toContainEqual(expect.objectContaining({ programme: PROGRAMME, counties: 1 }));
    expect(await own.act('province', 'launchPilot', { body: { ...own.bodyOf('launchPilot'), stages: ['assessment'] } })).toMatchObject({
      status: 422,
      body: { findings: expect.arrayContaining([expect.objectContaining({ rule: 'PI-04' })]) },
    });
  });

  it('NX-01 takes a project or two of each county, and none of another’s', async () => {
    const three = await own.act('finance-section', 'enrolPilotCounty', { body: enrolled(CODE, ELSEWHERE, 'PILOTS-3') });
    expect(three).toMatchObject({ status: 422, body: { findings: [{ rule: 'PI-05', at: '/projects' }] } });
    const token = await elsewhere.token('finance-performance');
    const there = { token, params: { division: '640105' } };
    const stolen = await own.act('finance-performance', 'enrolPilotCounty', { ...there, body: enrolled(CODE) });
    expect(stolen).toMatchObject({ status: 422, body: { findings: [{ rule: 'PI-08' }] } });
    const taken = await own.act('finance-performance', 'enrolPilotCounty', { ...there, body: enrolled(ELSEWHERE) });
    expect(taken).toMatchObject({ status: 422, body: { findings: [{ rule: 'PI-09' }] } });
    must(await own.act('finance-performance', 'enrolPilotCounty', { ...there, body: enrolled('PILOTS-SLOW') }), 201);
  });
});

describe('two counties', () => {
  it('NX-01 that choose one project at the same time: one of them has it', async () => {
    const race = own.about({ ...own.own, programme: 'pilot-pilots-race' });
    const stages = ['goals', { name: '绩效评价' }, { stage: 'training', name: '培训', dueOn: '2026-12-31' }];
    must(
      await race.act('province', 'launchPilot', { body: { ...race.bodyOf('launchPilot'), stages, criteria: [{ name: '重大任务' }] } }),
      201,
    );
    const body = { projects: [{ projectCode: 'PILOTS-RACE', criteria: ['重大任务'] }], support: 'own' };
    const counties = ['640104', '640105', '640106', '640121', '640122'];
    const replies = await Promise.all(counties.map((division) => race.act('province', 'enrolPilotCounty', { params: { division }, body })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422, 422]);
    const { body: seen } = must(await race.act('province', 'getPilot'), 200);
    expect(seen).toMatchObject({
      counts: { counties: 1 },
      stages: [{ stage: 'goals', name: '绩效目标' }, { stage: 'evaluation' }, { stage: 'training' }],
    });
  });
});

describe('a project walks its stages', () => {
  it('PI-17 by the events of the loop, those before its enrolment too', async () => {
    const { body } = must(await own.act('audit', 'getPilotCounty'), 200);
    expect(body.projects).toMatchObject([
      {
        projectCode: CODE,
        name: '（演示）职业技能培训',
        stages: STAGES.map((stage) => ({ stage, status: 'completed', by: 'event', late: false, completedOn: '2026-03-02' })),
        subReports: STAGES.map((stage) => ({ stage, source: 'generated' })),
        savings: '0.00',
        grade: 'excellent',
        light: 'green',
        missing: [],
      },
      { projectCode: ELSEWHERE, stages: STAGES.map((stage) => ({ stage, status: 'open' })) },
    ]);
    const types = await countyEvents('640104');
    expect(types.filter((type) => type === 'pilot.stage-completed.v1')).toHaveLength(5);
  });

  it('NX-05 and its county can’t report while another’s stage report is missing, and is told which', async () => {
    const reply = await own.act('finance-performance', 'reportPilot');
    expect(reply).toMatchObject({
      status: 422,
      body: { findings: STAGES.map((stage) => ({ rule: 'PI-18', at: `/projects/${ELSEWHERE}/stages/${stage}` })) },
    });
  });

  it('NX-04 by what the county submits, in order, with its report', async () => {
    const early = await own.act('finance-section', 'completePilotStage', stageOf(ELSEWHERE, 'goals'));
    expect(early).toMatchObject({ status: 422, body: { findings: [{ rule: 'PI-14' }] } });
    const report = await own.upload('finance-performance', 'offerPilotAttachment', '事前评估分报告');
    const attached = { ...stageOf(ELSEWHERE, 'assessment'), body: { completedOn: '2026-01-20', report } };
    must(await own.act('finance-performance', 'completePilotStage', attached), 201);
    must(await own.act('finance-performance', 'completePilotStage', attached), 200);
    for (const stage of STAGES.slice(1, 4)) {
      must(await own.act('finance-performance', 'completePilotStage', stageOf(ELSEWHERE, stage)), 201);
    }
    const bare = { ...stageOf(ELSEWHERE, 'application'), body: { completedOn: '2026-02-28' } };
    must(await own.act('finance-performance', 'completePilotStage', bare), 201);
    const reply = await own.act('finance-performance', 'reportPilot');
    expect(reply).toMatchObject({ status: 422, body: { findings: [{ rule: 'PI-18', at: `/projects/${ELSEWHERE}/stages/application` }] } });
    const missing = `640104-${'1'.repeat(64)}`;
    const lost = { ...stageOf(ELSEWHERE, 'application'), body: { completedOn: '2026-02-28', report: missing } };
    expect(await own.act('finance-performance', 'completePilotStage', lost)).toMatchObject({ body: { findings: [{ rule: 'PI-15' }] } });
    const mended = { ...stageOf(ELSEWHERE, 'application'), body: { completedOn: '2026-02-28', report: { overview: '已应用' } } };
    must(await own.act('finance-performance', 'completePilotStage', mended), 200);
    const read = must(await own.act('congress', 'getPilotSubReport', stageOf(ELSEWHERE, 'application')), 200);
    expect(read.body).toMatchObject({ source: 'submitted', report: { overview: '已应用' } });
  });

  it('PI-17 by the events of a stack below, whatever their order and however often they come', async () => {
    const token = await aside.token('finance-performance');
    must(await own.act('finance-performance', 'enrolPilotCounty', { token, params: { division: '640323' }, body: enrolled(PEER) }), 201);
    for (const body of [
      applied,
      concluded(3, 'partial', 90_000_000),
      concluded(2, 'revise', 0),
      applied,
      concluded(3, 'partial', 90_000_000),
    ]) {
      await deliver(body);
    }
    await region.whenIdle();
    const { body } = must(await own.act('province', 'getPilotCounty', { params: { division: '640323' } }), 200);
    expect(body.projects).toMatchObject([
      {
        projectCode: PEER,
        savings: '100000.00',
        stages: [{ status: 'completed', completedOn: '2026-03-01' }, {}, {}, {}, { status: 'completed', by: 'event' }],
      },
    ]);
    expect((await countyEvents('640323')).filter((type) => type === 'pilot.stage-completed.v1')).toHaveLength(2);
  });

  it('by the rows that a stack below sends: each answered, and once', async () => {
    const row = {
      programme: PROGRAMME,
      division: '640323',
      projectCode: PEER,
      stage: 'goals',
      completedOn: '2026-03-02',
      report: { says: '已批复' },
    };
    const rows = [
      { row: 0, ...row },
      { row: 1, ...row, stage: 'monitoring', completedOn: '2026-12-01' },
      { row: 2, ...row, division: '640104', projectCode: ELSEWHERE },
    ];
    const at = {
      specversion: '1.0' as const,
      time: '2026-03-02T03:00:00.000Z',
      subject: 'batch-1',
      datacontenttype: 'application/json' as const,
      division: '640323',
    };
    const by = { hops: 0, correlationid: 'peer', actor: 'stack:640323', actorname: '', organisation: '640323' };
    const link = { aggregate: 'batch#640323#batch-1', sequence: 1, previoushash: 'genesis' };
    const data = { importId: '640323-batch-1', chunk: 0, sender: '640323', rows };
    const event = { ...at, ...by, ...link, id: `${link.aggregate}/1`, source: '/exchange', type: 'peer.submissions-received.v1', data };
    for (let time = 0; time < 2; time += 1) await deliver(JSON.stringify(seal(event)));
    await region.whenIdle();
    const answers = Object.values(await region.tables())
      .flat()
      .filter(({ pk, sk }) => String(pk).startsWith('import-answer#640323-batch-1') && String(sk).startsWith('event#'));
    expect(answers.map(({ event: kept }) => JSON.parse(String(kept)).data)).toMatchObject([
      {
        importId: '640323-batch-1',
        rows: [
          { row: 0, outcome: 'recorded' },
          { row: 1, outcome: 'refused', findings: [{ rule: 'PI-13' }] },
          { row: 2, outcome: 'refused' },
        ],
      },
    ]);
  });
});

describe('the night', () => {
  it('NX-03 flags what is overdue, once', async () => {
    const stages = STAGES.map((stage) => ({ stage, dueOn: stage === 'assessment' ? '2026-03-01' : '2026-06-30' }));
    must(await own.act('province', 'launchPilot', { body: { ...own.bodyOf('launchPilot'), stages } }), 200);
    await Promise.all([region.schedule('pilots'), region.schedule('pilots')]);
    await region.schedule('pilots');
    await region.whenIdle();
    expect((await countyEvents('640105')).filter((type) => type === 'pilot.stage-overdue.v1')).toHaveLength(1);
    expect(await countyEvents('640323')).not.toContain('pilot.stage-overdue.v1');
    const seen = await board();
    expect(seen.overdue).toMatchObject([{ division: '640105', projectCode: 'PILOTS-SLOW', stage: 'assessment', days: 1 }]);
    expect(seen.counties).toMatchObject([
      // Completed on the 2nd, due on the 1st: late, and it stays on the board as late.
      { division: '640104', projects: [{ stages: [{ late: true }, {}, {}, {}, {}] }, { stages: [{ late: false }, {}, {}, {}, {}] }] },
      { division: '640105', name: '西夏区', overdue: [{ stage: 'assessment' }] },
      { division: '640323', name: '盐池县', overdue: [] },
    ]);
  });
});

describe('a report', () => {
  it('NX-06 can’t be accepted before there is one', async () => {
    expect(await own.act('province', 'acceptPilot')).toMatchObject({ status: 422, body: { findings: [{ rule: 'PI-20' }] } });
  });

  it('NX-05 is assembled from the stage reports, returned, mended and accepted', async () => {
    must(await own.act('finance-performance', 'reportPilot', { body: undefined }), 201);
    const { body } = must(await own.act('audit', 'getPilotReport'), 200);
    expect(body.projects).toMatchObject(
      [CODE, ELSEWHERE].map((projectCode) => ({ projectCode, subReports: STAGES.map((stage) => ({ stage })) })),
    );
    expect(await own.act('finance-performance', 'reportPilot')).toMatchObject({ status: 409 });
    expect(await own.act('finance-performance', 'completePilotStage', stageOf(ELSEWHERE, 'goals'))).toMatchObject({ status: 200 });
    const other = { ...stageOf(ELSEWHERE, 'goals'), body: { completedOn: '2026-02-21', report: { overview: '补充' } } };
    expect(await own.act('finance-performance', 'completePilotStage', other)).toMatchObject({ status: 409 });
    must(await own.act('province', 'acceptPilot', { body: { verdict: 'returned', comment: '目标分报告不全。' } }), 200);
    const seen = must(await own.act('audit', 'getPilotCounty'), 200);
    expect(seen.body).toMatchObject({ status: 'returned', acceptance: { verdict: 'returned', comment: '目标分报告不全。' } });
    const mended = { ...other, body: { ...other.body, completedOn: '2026-02-20' } };
    must(await own.act('finance-performance', 'completePilotStage', mended), 200);
    must(await own.act('finance-performance', 'reportPilot'), 201);
    expect(await own.act('finance-performance', 'acceptPilot')).toMatchObject({ status: 403 });
    must(await own.act('province', 'acceptPilot'), 200);
    must(await own.act('province', 'acceptPilot'), 200);
    expect((await countyEvents('640104')).filter((type) => /pilot\.(reported|returned|accepted)/.test(type))).toEqual([
      'pilot.reported.v1',
      'pilot.returned.v1',
      'pilot.reported.v1',
      'pilot.accepted.v1',
    ]);
  });

  it('NX-21 goes to the county’s congress and government as a special report', async () => {
    expect(await own.act('congress', 'getPilotSpecialReport')).toMatchObject({ status: 404 });
    must(await own.act('finance-performance', 'reportPilotSpecially'), 201);
    for (const role of ['congress', 'government', 'audit'] as const) {
      const { body } = must(await own.act(role, 'getPilotSpecialReport'), 200);
      expect(body).toMatchObject({ to: ['congress', 'government'], remarks: { suggestions: '全面推开。' } });
    }
    const token = await elsewhere.token('congress');
    expect(await own.act('congress', 'getPilotSpecialReport', { token })).toMatchObject({ status: 404 });
  });

  it('NX-06 becomes a blueprint that everybody under the province reads', async () => {
    const unready = { ...own.bodyOf('publishPilotBlueprint'), division: '640105' };
    expect(await own.act('province', 'publishPilotBlueprint', { body: unready })).toMatchObject({
      body: { findings: [{ rule: 'PI-21' }] },
    });
    const { body } = must(await own.act('province', 'publishPilotBlueprint', { key: 'PILOTS-BLUEPRINT' }), 201);
    must(await own.act('province', 'publishPilotBlueprint', { key: 'PILOTS-BLUEPRINT' }), 201);
    const token = await elsewhere.token('unit');
    const listed = await own.until('unit', 'listPilotBlueprints', ({ items }) => JSON.stringify(items) !== '[]', { token });
    expect(listed.body.items).toMatchObject([{ id: body.id, title: '培训类项目规范管理蓝本' }]);
    const whole = await own.act('unit', 'getPilotBlueprint', { token, params: { blueprintId: String(body.id) } });
    expect(whole).toMatchObject({ status: 200, body: { content: '一、事前评估……' } });
    const stranger = await people.token('finance-performance', { division: '370103' });
    expect(await own.act('finance-performance', 'listPilotBlueprints', { token: stranger })).toMatchObject({ status: 404 });
  });
});

describe('the board', () => {
  it('NX-23, NX-24 counts, compares and covers, and explains how', async () => {
    const seen = await board();
    expect(seen).toMatchObject({
      counts: { counties: 3, projects: 4, accepted: 1, overdue: 1 },
      ranking: {
        of: 3,
        items: [
          { rank: 1, division: '640104' },
          { rank: 2, division: '640323' },
          { rank: 3, division: '640105' },
        ],
      },
      coverage: { enrolled: 3, counties: 27 },
      // 100,000.00 by the peer's assessment, 120,000.00 three times by what the county wrote of the project elsewhere.
      efficiency: { savings: '220000.00' },
    });
    expect(JSON.stringify(seen.ranking)).toContain('先比按期完成率');
  });

  it('shows a county its own rows and its own rank', async () => {
    const seen = await board('congress', await elsewhere.token('congress'));
    expect(seen.counties).toMatchObject([{ division: '640105' }]);
    expect(seen).toMatchObject({ ranking: { of: 3, items: [{ rank: 3 }] }, coverage: null });
    expect(JSON.stringify(seen)).not.toMatch(/640104|640323/);
    expect(await own.act('congress', 'getPilotCounty', { token: await elsewhere.token('congress') })).toMatchObject({ status: 404 });
    const stranger = await people.token('province', { division: '370000' });
    expect(await own.act('province', 'getPilot', { token: stranger })).toMatchObject({ status: 404 });
  });

  it('is handed out as CSV and as SVG, by query or by Accept', async () => {
    const text = (reply: Reply) => Buffer.from(String(reply.body.bytes), 'base64').toString();
    const csv = await own.act('province', 'getPilot', { query: 'format=csv' });
    expect(csv).toMatchObject({ status: 200, type: 'text/csv' });
    expect(text(csv).split('\r\n')).toHaveLength(6);
    expect(text(await own.act('province', 'getPilot', { headers: { accept: 'text/csv, */*' } }))).toBe(text(csv));
    const svg = await own.act('province', 'getPilot', { headers: { accept: 'image/svg+xml' } });
    expect(svg).toMatchObject({ status: 200, type: 'image/svg+xml' });
    expect(text(svg)).toContain('盐池县');
    expect(await own.act('province', 'getPilot', { query: 'format=xlsx' })).toMatchObject({ status: 400 });
  });

  it('costs one query of the index and the programme, at one month of readings and at twenty-four', async () => {
    const read = async (year: number, month: number) => {
      const period = String(month).padStart(2, '0');
      const reading = { asOf: `${year}-${period}-28`, paid: month * 1_000_000, indicators: [] };
      const data = { fiscalYear: year, period, reading };
      await deliver(peerEvent(1, 'reading.recorded.v1', data, `reading#${PEER}#${year}#${period}`));
    };
    const cost = async () => {
      await region.whenIdle();
      await region.capacity(true);
      await board();
      const counted = Object.entries(await region.capacity()).filter(([name]) => name.includes('pilots'));
      return counted.map(([, units]) => units);
    };
    await read(2025, 1);
    const first = await cost();
    for (const year of [2025, 2026]) for (let month = 1; month <= 12; month += 1) await read(year, month);
    expect(await cost()).toEqual(first);
    // The programme, its document, and one query.
    expect(first).toMatchObject([{ calls: 3, writes: 0 }]);
    expect(first[0]?.reads).toBeLessThanOrEqual(3);
  });

  it('leaves a marker of a project that became secret', async () => {
    must(await own.act('unit', 'registerProject', { body: { ...own.bodyOf('registerProject'), secret: true } }), 200);
    await region.whenIdle();
    const seen = await board();
    expect(seen.counties).toMatchObject([{ projects: [{ projectCode: CODE, secret: true, stages: [] }, {}] }, {}, {}]);
    for (const id of ['getPilot', 'getPilotCounty', 'getPilotReport', 'getPilotSpecialReport', 'getPilotCountyHistory']) {
      expect.soft(JSON.stringify((await own.act('province', id)).body), id).not.toMatch(/职业技能/);
    }
    expect(await own.act('province', 'getPilotSubReport', stageOf(CODE, 'assessment'))).toMatchObject({ status: 404 });
  });

  it('leaves no dead letter', async () => {
    expect((await region.deadLetters()).filter(({ queue }) => queue.includes('pilots'))).toEqual([]);
  });
});

describe('somebody who may not', () => {
  it('is refused: another county, another province, another role', async () => {
    const token = await elsewhere.token('finance-performance');
    for (const id of ['enrolPilotCounty', 'completePilotStage', 'reportPilot', 'reportPilotSpecially']) {
      expect.soft((await own.act('finance-performance', id, { token })).status, id).toBe(404);
    }
    expect((await own.act('province', 'acceptPilot', { token: await people.token('province', { division: '650000' }) })).status).toBe(404);
    expect((await own.act('unit', 'launchPilot')).status).toBe(403);
    expect(await caller.ask({ method: 'GET', path: `/pilots/${PROGRAMME}` })).toMatchObject({ status: 401 });
  });
});
