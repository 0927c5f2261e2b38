import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../shared/values/actor.ts';
import type { Reply } from './calls.ts';
import { TODAY } from './case.ts';
import { chainsOf, eventsIn } from './chains.ts';
import { Contract } from './contract.ts';
import type { Desk } from './desk.ts';
import { approveGoals, bring, changeBudget, close, gateIs, issueBudget, must, pilot, propose, report, walk } from './loop.ts';
import { People } from './people.ts';
import { shared, side } from './region.ts';
import { isList, ROUTES } from './route-tables.ts';

const { region, caller, desk, sender } = shared();
const CODE = '64010425T000000000001';

const eventsOf = async (aggregate: string) => eventsIn(await region.tables(), aggregate);

const answers = new Map<string, Reply>();
let own: Desk;
const seen: { readonly operation: string; readonly reply: Reply }[] = [];
const hearAll = (operation: string, reply: Reply) => {
  answers.set(operation, reply);
  seen.push({ operation, reply });
};

describe('a project walks the whole loop', () => {
  const last = (operation: string) => answers.get(operation)?.body;

  beforeAll(async () => {
    own = desk(CODE, {}, { seen: hearAll });
    const walked = await walk(own);
    await region.whenIdle();
    await close(walked);
    await region.whenIdle();
    own = await report(await pilot(await bring(walked)), sender);
    must(await own.act('unit', 'confirmImport'), 202);
    await own.until('unit', 'getImport', ({ status }) => status === 'done');
  });

  it('registered, assessed, admitted', async () => {
    const assessed = must(await own.act('audit', 'getAssessment'), 200);
    expect(assessed.body).toMatchObject({
      status: 'concluded',
      verdict: 'support',
      score: 93,
      supportedAmount: '6000000.00',
      unsupportedAmount: '0.00',
      follows: 'first',
      independents: [{ organiser: 'finance', total: 91, first: { score: 90 }, difference: { score: 1, amount: '0.00' } }],
      release: [{ condition: 1, says: '按合同支付', status: 'met' }],
    });
    expect(must(await own.act('audit', 'recomputeAssessment'), 200).body).toMatchObject({ same: true });
    expect(last('admitProject')).toMatchObject({ status: 'admitted' });
  });

  it('its goals approved by everybody in the chain', async () => {
    const goals = must(await own.act('audit', 'getGoals'), 200);
    expect(goals.body).toMatchObject({ status: 'approved', goalsVersion: 1, issued: { goalsVersion: 1, approvedAmount: '6000000.00' } });
    expect(goals.body.reviews).toMatchObject([
      { step: 'department' },
      { step: 'finance' },
      { step: 'joint', organisation: 'third-party-001' },
      { step: 'joint', organisation: 'F02' },
    ]);
    const contract = must(await own.act('audit', 'getGoalContract'), 200);
    expect(contract.body).toMatchObject({ goalsVersion: 1, budget: '6000000.00', chain: { sound: true } });
    expect(contract.body.steps).toMatchObject([{ step: 'department' }, { step: 'finance' }, { step: 'joint' }, { step: 'joint' }]);
    expect(must(await own.act('audit', 'recomputeGoals'), 200).body).toMatchObject({ same: true });
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
      'funds.changed.v1',
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
        `check.${CODE}.2025`,
        `evaluation.${CODE}.2025`,
        `focus.${CODE}.2025`,
        `goals.${CODE}.2025`,
        `monitoring.${CODE}.2025`,
        `project.${CODE}`,
        `reading.${CODE}.2025.03`,
        `reading.${CODE}.2025.06`,
        `reading.${CODE}.2025.11`,
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
      { sequence: 4, type: 'project.disclosed.v1', by: { organisation: '219' } },
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
    expect(mine).toHaveLength(12);
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

describe('what the contract says of the answers', () => {
  const NOBODY = { projectCode: 'NOBODY', alertId: 'NOBODY.2025.1', id: 'NOBODY.2025.S' };
  let contract: Contract;

  beforeAll(async () => {
    contract = await Contract.read(caller);
    for (const route of ROUTES) {
      const [role = ROLES[0]] = route.roles.filter((each) => each !== 'unit');
      await own.act(role, route.id, isList(route) ? { query: `fiscalYear=${own.own.year}` } : {});
      await own.act('third-party', route.id);
      await own.act(role, route.id, { token: null });
      if (route.body) await own.act(role, route.id, { body: {} });
    }
    // Side by side: of a project that nobody knows a function waits for a moment whether it hears.
    const ofNobody = ROUTES.filter(({ id }) => id !== 'registerProject');
    await side(ofNobody, 16, async (route) => {
      const [role = ROLES[0]] = route.roles.filter((each) => each !== 'unit');
      await own.act(role, route.id, { params: NOBODY });
    });
    // What would have undone the project that all the others are about.
    const other = own.about({ ...own.own, code: 'JOURNEY-2' });
    must(await other.act('unit', 'registerProject'), 201);
    must(await other.until('department', 'submitAssessment', () => true), 201);
    must(await other.act('department', 'withdrawAssessment'), 200);
    must(await other.act('department', 'submitAssessment'), 200);
    must(await other.act('finance-section', 'returnAssessment'), 200);
    await other.until('unit', 'fileGoals', () => true);
    must(await other.act('unit', 'withdrawGoals'), 200);
    const lent = must(await other.act('finance-section', 'grantDelegation'), 201);
    const delegationId = String(lent.body.delegationId);
    must(await other.act('finance-section', 'revokeDelegation', { params: { delegationId } }), 200);
    must(await other.act('unit', 'withdrawProject'), 200);
    const course = { full: false };
    const changed = await propose(own.about({ ...own.own, code: 'JOURNEY-3' }), course);
    await approveGoals(changed, course);
    await issueBudget(changed);
    await changeBudget(changed, '5900000.00');
    must(await changed.act('department', 'discloseProject'), 201);
    await changed.until('unit', 'selfEvaluate', () => true);
    must(await changed.act('unit', 'withdrawSelfEvaluation'), 200);
    must(await changed.act('unit', 'selfEvaluate'), 200);
    must(await changed.act('department', 'reviewSelfEvaluation'), 200);
    const fund = own.about({ ...own.own, code: 'JOURNEY-FUND' });
    must(await fund.act('unit', 'registerProject', { body: { ...fund.bodyOf('registerProject'), subject: 'specialFund' } }), 201);
    must(await fund.act('department', 'planFund'), 200);
    must(await fund.act('finance-performance', 'renewFund'), 200);
    must(await fund.act('finance-performance', 'exitProject'), 200);
    await stepByStep();
  });

  /** Finance's evaluation in all its steps, and once more, where the document has it (滨江). */
  async function stepByStep(): Promise<void> {
    const division = '330108';
    const there = new People((person) => region.token(person), division);
    const first = desk('JOURNEY-STEPS', { division }, { people: there, seen: hearAll });
    must(await first.act('unit', 'registerProject'), 201);
    const evaluation = await first.upload('department', 'offerEvaluationAttachment', '财政评价报告');
    const third = first.about({ ...first.own, report: { ...first.own.report, evaluation } });
    await region.whenIdle();
    for (const step of ['selected', 'notified', 'planned', 'collected', 'verified', 'exchanged']) {
      must(await third.act('finance-performance', 'takeEvaluationStep', { body: { step, on: TODAY } }), 201);
    }
    must(await third.act('unit', 'answerEvaluation'), 201);
    const body = { ...third.bodyOf('reportFinanceEvaluation'), exchange: { sentOn: TODAY, answeredOn: TODAY } };
    must(await third.act('finance-performance', 'reportFinanceEvaluation', { body }), 200);
    must(await third.act('finance-performance', 'takeEvaluationStep'), 409);
    must(await third.act('finance-performance', 'reEvaluate'), 200);
    const seen = must(await third.act('audit', 'getEvaluation'), 200);
    expect(seen.body).toMatchObject({
      result: { by: 'reEvaluation', total: 91.75 },
      reEvaluation: { of: { by: 'finance' }, difference: 0 },
    });
  }

  it('holds for every answer of the whole year, and of every refusal', () => {
    for (const { operation, reply } of seen) {
      expect.soft(contract.breaches(operation, reply), JSON.stringify(reply.body).slice(0, 500)).toEqual([]);
    }
  });

  it('was asked of a success of every route', () => {
    const succeeded = new Set(seen.filter(({ reply }) => reply.status < 300).map(({ operation }) => operation));
    expect(ROUTES.map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual([]);
  });

  it('says an ETag wherever an answer has a version', () => {
    for (const { operation, reply } of seen) {
      if (reply.status < 300 && typeof reply.body.version === 'number') expect.soft(reply.etag, operation).toBe(`"${reply.body.version}"`);
    }
  });

  it('needs no token to be read, nor does the sign of life', async () => {
    expect(await caller.ask({ method: 'GET', path: '/health' })).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});

function manifestOf({ manifest }: Reply['body']): readonly { readonly path: string }[] {
  return manifest !== null && typeof manifest === 'object' && 'files' in manifest && Array.isArray(manifest.files) ? manifest.files : [];
}
