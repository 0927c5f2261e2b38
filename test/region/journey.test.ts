import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from './calls.ts';
import { chainsOf, eventsIn } from './chains.ts';
import type { Desk } from './desk.ts';
import { close, gateIs, must, walk } from './loop.ts';
import { shared } from './region.ts';

const { region, desk } = shared();
const CODE = '64010425T000000000001';

const eventsOf = async (aggregate: string) => eventsIn(await region.tables(), aggregate);

describe('a project walks the whole loop', () => {
  const answers = new Map<string, Reply>();
  let own: Desk;
  const last = (operation: string) => answers.get(operation)?.body;

  beforeAll(async () => {
    own = desk(CODE, {}, { seen: (operation, reply) => answers.set(operation, reply) });
    const walked = await walk(own);
    await region.whenIdle();
    await close(walked);
    await region.whenIdle();
    own = walked;
  }, 60_000);

  it('registered, assessed, admitted', async () => {
    const assessed = must(await own.act('audit', 'getAssessment'), 200);
    expect(assessed.body).toMatchObject({
      status: 'concluded',
      verdict: 'support',
      score: 93,
      supportedAmount: '6000000.00',
      unsupportedAmount: '0.00',
    });
    expect(last('admitProject')).toMatchObject({ status: 'admitted' });
  });

  it('its goals approved by everybody in the chain', async () => {
    const goals = must(await own.act('audit', 'getGoals'), 200);
    expect(goals.body).toMatchObject({ status: 'approved', goalsVersion: 1, issued: { goalsVersion: 1, approvedAmount: '6000000.00' } });
    expect(goals.body.reviews).toMatchObject([{ step: 'department' }, { step: 'finance' }, { step: 'joint' }]);
  });

  it('its budget issued with the goals, within the ceiling', async () => {
    const sheet = must(await own.act('finance-section', 'getLinkage'), 200);
    expect(sheet.body).toMatchObject({ ceiling: '6000000.00', lastYear: null });
    expect(last('approveBudget')).toMatchObject({ status: 'budgeted', approvedAmount: '6000000.00', goalsVersion: 1 });
  });

  it('monitored: one alert, raised once and cleared once, the funds held in between', async () => {
    const seen = must(await own.act('audit', 'getMonitoring'), 200);
    expect(seen.body).toMatchObject({
      lights: { overall: 'green' },
      alertsRaised: 1,
      alerts: [],
      funds: { state: 'normal', paid: '5880000.00' },
    });
    expect(await eventsOf(`monitoring#${CODE}#2025`)).toEqual([
      'alert.raised.v1',
      'alert.treated.v1',
      'funds.changed.v1',
      'alert.treated.v1',
      'funds.changed.v1',
      'alert.cleared.v1',
    ]);
  });

  it('evaluated by the unit, checked by finance, evaluated by department and finance', async () => {
    expect(last('selfEvaluate')).toMatchObject({ total: 99.8, grade: 'excellent' });
    expect(last('spotCheck')).toMatchObject({ difference: 0, bulletin: false });
    const seen = must(await own.act('audit', 'getEvaluation'), 200);
    expect(seen.body).toMatchObject({ status: 'archived', result: { total: 91.75, grade: 'excellent', by: 'finance' } });
  });

  it('mended: a notice, a reply with its evidence, a confirmation', async () => {
    const notice = must(await own.act('audit', 'getRectification'), 200);
    expect(notice.body).toMatchObject({ status: 'confirmed', steps: [], amount: '1000.00', reply: { amount: '1000.00', late: false } });
    expect(last('confirmRectification')).toMatchObject({ status: 'confirmed', amount: '1000.00' });
  });

  it('archived with every record about it, and verified', async () => {
    const archive = must(await own.act('audit', 'getArchive'), 200);
    const paths = manifestOf(archive.body).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('chains/')).toSorted()).toEqual(
      [
        `assessment.${CODE}.2025`,
        `evaluation.${CODE}.2025`,
        `goals.${CODE}.2025`,
        `monitoring.${CODE}.2025`,
        `project.${CODE}`,
        `reading.${CODE}.2025.03`,
        `reading.${CODE}.2025.06`,
        `reading.${CODE}.2025.12`,
        `rectification.${own.own.notice}`,
      ].map((name) => `chains/${name}.json`),
    );
    expect(paths.filter((path) => path.startsWith('attachments/'))).toHaveLength(3);
    expect(last('verifyArchive')).toMatchObject({
      passed: true,
      authenticity: { passed: true },
      integrity: { passed: true },
      usability: { passed: true },
      security: { passed: true },
    });
  });

  it('and is closed, its whole history to be read, each record by a person', async () => {
    const project = must(await own.act('audit', 'getProject'), 200);
    expect(project.body).toMatchObject({ status: 'closed' });
    expect(gateIs('G6', 'open')(project.body)).toBe(true);
    const history = must(await own.act('audit', 'getProjectHistory'), 200);
    expect(history.body.items).toMatchObject([
      { sequence: 1, type: 'project.registered.v1', previousHash: 'genesis', by: { organisation: '219001' } },
      { sequence: 2, type: 'project.admitted.v1', by: { organisation: 'F01' } },
      { sequence: 3, type: 'budget.issued.v1', by: { organisation: 'F02' } },
    ]);
  });

  it('takes nothing more once it is archived', async () => {
    const closed = [
      ['unit', 'selfEvaluate', { body: { ...own.bodyOf('selfEvaluate'), overall: '补充说明' } }],
      ['unit', 'recordReading', { params: { period: '11' } }],
      ['finance-performance', 'spotCheck', {}],
    ] as const;
    for (const [role, operation, changes] of closed)
      expect((await own.act(role, operation, changes)).status, operation).toBeGreaterThanOrEqual(409);
    const again = await own.act('finance-performance', 'archiveEvaluation');
    expect(again.body).toMatchObject({ archiveId: last('archiveEvaluation')?.archiveId });
    expect((await eventsOf(`evaluation#${CODE}#2025`)).filter((type) => type === 'evaluation.archived.v1')).toHaveLength(1);
  });

  it('leaves no dead letter and every chain sound', async () => {
    await region.whenIdle();
    expect(await region.deadLetters()).toEqual([]);
    const chains = chainsOf(await region.tables());
    const mine = chains.filter(({ aggregate }) => aggregate.includes(CODE));
    expect(mine).toHaveLength(9);
    expect(chains.filter(({ report }) => !report.sound)).toEqual([]);
  });

  it('breaks its chain when one word of one event is changed', async () => {
    const tables = await region.tables();
    const spoilt = Object.entries(tables).map(([name, items]) => [
      name,
      items.map((item) =>
        item.type === 'budget.issued.v1' ? { ...item, event: String(item.event).replace('600000000', '600000001') } : item,
      ),
    ]);
    const broken = chainsOf(Object.fromEntries(spoilt)).filter(({ report }) => !report.sound);
    expect(broken).toContainEqual({ aggregate: `project#${CODE}`, report: expect.objectContaining({ sequence: 3 }) });
  });
});

function manifestOf({ manifest }: Reply['body']): readonly { readonly path: string }[] {
  return manifest !== null && typeof manifest === 'object' && 'files' in manifest && Array.isArray(manifest.files) ? manifest.files : [];
}
