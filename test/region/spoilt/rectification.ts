import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { openPortal, type Portal, type Reply } from '../../../local/portal.ts';
import type { Region } from '../../../local/region.ts';

const CODE = '640104-RC-01';
const ID = `${CODE}.2025.F`;
const WHERE = `/rectifications/${ID}`;
const PEOPLE = { unit: '219001', 'finance-performance': 'F02', department: '219', audit: 'A01' };

let region: Region;
let portal: Portal;

/** Moves the clock; yesterday's tokens don't hold any more. */
async function on(day: string): Promise<void> {
  region.clock(`${day}T02:00:00.000Z`);
  portal = await openPortal(region.url, '640104', PEOPLE);
}

/** What was done is on its way to everybody; `next` comes after. */
async function done(reply: Reply, status: number): Promise<Reply> {
  expect([reply.status, reply.body.detail ?? '']).toEqual([status, '']);
  await region.whenIdle();
  return reply;
}

async function upload(role: string, path: string, text: string): Promise<string> {
  const content = Buffer.from(text);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { body } = await portal.post(role, path, { name: '材料.txt', bytes: content.length, sha256, mediaType: 'text/plain' });
  const { attachmentId, upload: place } = body;
  if (typeof attachmentId !== 'string' || !isPlace(place)) throw new Error(JSON.stringify(body));
  expect((await fetch(place.url, { method: 'PUT', headers: { ...place.headers }, body: content })).ok).toBe(true);
  return attachmentId;
}

function isPlace(value: unknown): value is { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  return value !== null && typeof value === 'object' && 'url' in value && typeof value.url === 'string' && 'headers' in value;
}

async function gate(): Promise<unknown> {
  const { body } = await portal.get('unit', `/projects/${CODE}`);
  return Array.isArray(body.gates) ? body.gates.find((each: { gate: string }) => each.gate === 'G8')?.state : undefined;
}

/** Working days pass, so the clock is moved. */
export const poorProject = (opened: () => Region) => () => {
  beforeAll(async () => {
    region = opened();
    await on('2025-06-05');
  });

  it('is told to mend, sanctioned when it doesn’t, and closed when it did', async () => {
    await done(await portal.put('unit', `/projects/${CODE}`, project), 201);
    expect(await gate()).toBe('notRequired');
    const report = await upload('department', '/evaluations/attachments', '评价报告');
    await done(await portal.put('finance-performance', `/evaluations/${CODE}/2025/finance`, { ...poor, report }), 201);
    const issued = await portal.get('unit', WHERE);
    expect(issued.body).toMatchObject({ id: ID, status: 'issued', source: 'financeEvaluation', dueOn: '2025-07-07' });
    expect(await gate()).toBe('blocked');

    await on('2025-07-08');
    await Promise.all([region.schedule('rectification'), region.schedule('rectification')]);
    await region.whenIdle();
    const { body: listed } = await portal.get('finance-performance', '/rectifications?fiscalYear=2025&queue=reply');
    expect(listed.items).toMatchObject([{ id: ID, status: 'escalated', steps: ['bulletin'], dueOn: '2025-08-07' }]);

    const evidence = [await upload('unit', '/rectifications/attachments', '台账照片')];
    const measures = [{ kind: '改进管理措施', says: '逐周调度' }];
    const mended = { measures, evidence, completedOn: '2025-07-08' };
    const refused = await portal.post('unit', `${WHERE}/replies`, { ...mended, evidence: [`640104-${'0'.repeat(64)}`] });
    expect(refused).toMatchObject({ status: 422, body: { findings: [{ rule: 'RC-09', at: '/evidence/0' }] } });
    await done(await portal.post('unit', `${WHERE}/replies`, mended), 201);
    await done(await portal.post('finance-performance', `${WHERE}/confirmation`, { accepted: false, comment: '照片不清' }), 200);
    await done(await portal.post('department', `${WHERE}/replies`, mended), 201);
    expect(await gate()).toBe('blocked');
    await done(await portal.post('finance-performance', `${WHERE}/confirmation`, { accepted: true, comment: '到位' }), 200);
    expect(await gate()).toBe('open');

    const { body } = await portal.get('audit', WHERE);
    const types = ['issued', 'escalated', 'replied', 'returned', 'replied', 'confirmed'].map((verb) => `rectification.${verb}.v1`);
    expect(body).toMatchObject({ status: 'confirmed', history: types.map((type, at) => ({ sequence: at + 1, type })) });
    const kept = Object.entries(await region.tables()).flatMap(([name, items]) => (name.endsWith('-evaluation') ? items : []));
    expect(kept.filter(({ sk }) => String(sk).startsWith(`kept#rectification#${CODE}#2025#F/`))).toHaveLength(types.length);
    expect(await region.deadLetters()).toEqual([]);
  });
};

const project = {
  name: '（演示）职业技能培训',
  division: '640104',
  departmentCode: '219',
  departmentName: '演示主管部门',
  unitCode: '219001',
  unitName: '演示预算单位',
  subject: 'project',
  origin: 'new',
  budgetBook: 'general',
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  requestedAmount: '6000000.00',
  responsible: { id: 'person-1', name: '演示负责人', post: '科长' },
};

const poor = {
  evaluator: '演示评价组',
  dimensions: { decision: 10, process: 10, output: 15, benefit: 15 },
  indicators: [{ id: 'A1', name: '立项依据充分性', weight: 5, score: 1, note: '资料不全' }],
  exchange: { sentOn: '2025-05-01', answeredOn: '2025-05-10' },
};
