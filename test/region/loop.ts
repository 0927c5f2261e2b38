import type { Reply } from './calls.ts';
import { partOf, reading, TODAY } from './case.ts';
import type { Desk } from './desk.ts';
import type { Sender } from './sender.ts';

/** Throws unless the answer has one of the statuses; says what it was. */
export function must(reply: Reply, ...statuses: readonly number[]): Reply {
  if (statuses.includes(reply.status)) return reply;
  throw new Error(`expected ${statuses.join(' or ')}, got ${reply.status} ${JSON.stringify(reply.body).slice(0, 1500)}`);
}

/** `full`, unless said: third parties are commissioned, March is reported, finance and department evaluate, and what they find is mended. */
export interface Course {
  readonly full?: boolean;
}

const DONE = [200, 201] as const;
/*
 * What comes over HTTP and what travels by queue must not race: every step waits until those whom it asks, and those who would say something
 * of themselves, have heard of the steps before. Two runs of the same course then keep the same events in the same order.
 */
/** Enough of an answer: the function has heard what it needs to know of the project. Its first PUT may come before that, and is sent again. */
const heard = () => true;

/** Registered → assessed → admitted. Answers the desk, which knows the uploaded report now. */
export async function propose(desk: Desk, { full = true }: Course = {}): Promise<Desk> {
  must(await desk.act('unit', 'registerProject'), ...DONE);
  const { code, report } = desk.own;
  const assessment = await desk.upload('department', 'offerAssessmentAttachment', `${code} 事前绩效评估报告`);
  const informed = desk.about({ ...desk.own, report: { ...report, assessment } });
  await informed.until('department', 'submitAssessment', heard);
  if (full) {
    must(await informed.act('finance-performance', 'commissionAssessment'), 201);
    must(await informed.act('third-party', 'opineOnAssessment'), 201);
  }
  must(await informed.act('finance-performance', 'opineOnAssessment'), 201);
  if (full) {
    must(await informed.act('finance-section', 'assessIndependently'), 201);
    const follows = { ...informed.bodyOf('concludeAssessment'), follows: 'first' };
    must(await informed.act('finance-performance', 'concludeAssessment', { body: follows }), 200);
    must(await informed.act('unit', 'fulfilCondition'), 200);
    must(await informed.act('finance-performance', 'confirmCondition'), 200);
  } else {
    must(await informed.act('finance-performance', 'concludeAssessment'), 200);
  }
  await informed.until('unit', 'getProject', gateIs('G1', 'open'));
  must(await informed.act('finance-section', 'admitProject'), ...DONE);
  return informed;
}

/** Goals filed and reviewed by everybody in the chain. */
export async function approveGoals(desk: Desk, { full = true }: Course = {}): Promise<void> {
  await desk.until('unit', 'fileGoals', heard);
  if (full) must(await desk.act('finance-performance', 'commissionGoals'), 201);
  await reviewGoals(desk, { full });
}

/** Every step of the chain, in order. */
async function reviewGoals(desk: Desk, { full = true }: Course): Promise<void> {
  const review = (step: string) => ({ body: { step, opinion: 'excellent', comment: '指标清晰、可衡量。' } });
  must(await desk.act('department', 'reviewGoals', review('department')), 200);
  must(await desk.act('finance-section', 'reviewGoals', review('finance')), 200);
  // 会签: whoever is commissioned, then finance.
  if (full) must(await desk.act('third-party', 'reviewGoals', review('joint')), 200);
  must(await desk.act('finance-performance', 'reviewGoals', review('joint')), 200);
}

/** Budget and goals issued together, and heard by goals and by monitoring, which has said by then that a project of this kind is key. */
export async function issueBudget(desk: Desk): Promise<void> {
  await desk.until('unit', 'getProject', gateIs('G3', 'open'));
  const { budget } = desk.own;
  must(await desk.act('finance-performance', 'approveBudget', { body: { approvedAmount: budget } }), 200);
  await desk.until('unit', 'getGoals', ({ issued }) => issued !== undefined);
  await desk.until('unit', 'getMonitoring', isKey);
}

/** In mid-year: goals adjusted for less money, the budget changed with them, both in force once the chain has passed. */
export async function changeBudget(desk: Desk, amount: string): Promise<void> {
  const adjusted = { ...desk.bodyOf('adjustGoals'), budget: amount };
  must(await desk.act('unit', 'adjustGoals', { body: adjusted }), 201);
  const change = { reason: 'policyChange', explanation: '上级政策调整培训任务。', amount };
  must(await desk.until('finance-performance', 'changeBudget', heard, { key: `${desk.own.code}-CHANGE`, body: change }), 201);
  await desk.until('unit', 'getProject', gateIs('G5', 'blocked'));
  await reviewGoals(desk, { full: false });
  await desk.until('unit', 'getProject', gateIs('G5', 'notRequired'));
  await desk.until('unit', 'getMonitoring', ({ funds }) => JSON.stringify(funds).includes(`"budget":"${amount}"`));
}

/** A red June with its alert, funds held and released, a green December. */
export async function monitor(desk: Desk, { full = true }: Course = {}): Promise<void> {
  const { own } = desk;
  const report = async (period: string, day: string, paid: number, reached: number, light: string, change: object = {}) => {
    const { body } = await desk.until('unit', 'recordReading', heard, {
      params: { period },
      body: { ...reading(own, period, day, paid, reached), ...change },
    });
    if (!isLit(body.lights) || body.lights.overall !== light) throw new Error(`${period} isn't ${light}: ${JSON.stringify(body)}`);
  };
  if (full) await report('03', '31', 0.25, 0.25, 'green');
  if (full) {
    // Its tag has made it key by itself, and that is heard, before finance says so too.
    await desk.until('unit', 'getMonitoring', ({ key }) => JSON.stringify(key).includes('"key":true'));
    must(await desk.act('finance-performance', 'chooseKeyProject'), ...DONE);
    must(await desk.act('department', 'recordCheck'), 201);
  }
  await report('06', '30', 0.18, 0.2, 'red');
  must(await desk.act('finance-performance', 'treatAlert'), ...DONE);
  await desk.until('unit', 'getProject', gateIs('G6', 'blocked'));
  must(await desk.act('finance-performance', 'treatAlert', { body: { action: 'resume', reason: '已整改，恢复拨款。' } }), ...DONE);
  await desk.until('unit', 'getProject', gateIs('G6', 'open'));
  if (full) {
    await report('11', '30', 0.9, 0.92, 'green', { expected: partOf(own.budget, 0.98) });
    must(await desk.act('finance-performance', 'decideSweep'), 200);
  }
  await report('12', '31', 0.98, 1, 'green');
}

/** Self-evaluated; in full also checked by finance, evaluated by department and finance, and mended. */
export async function evaluate(desk: Desk, { full = true }: Course = {}): Promise<Desk> {
  const { code, report } = desk.own;
  await desk.until('unit', 'selfEvaluate', heard);
  if (!full) return desk;
  must(await desk.act('finance-performance', 'spotCheck'), 201);
  const evaluation = await desk.upload('department', 'offerEvaluationAttachment', `${code} 部门评价报告`);
  const informed = desk.about({ ...desk.own, report: { ...report, evaluation } });
  must(await informed.act('department', 'reportDepartmentEvaluation'), ...DONE);
  await judge(informed);
  return rectify(informed);
}

/** What finance finds counts for the stage of evaluation, and what it does with it for that of application. `today`: its day of publication. */
export async function judge(desk: Desk, today = TODAY): Promise<void> {
  must(await desk.act('finance-performance', 'reportFinanceEvaluation'), ...DONE);
  // 使用、评价、公示（公开）、应用: 宁夏 applies a result that is public.
  const published = { ...desk.bodyOf('discloseProject'), publishedOn: today, scope: ['goals', 'evaluation'] };
  must(await desk.act('department', 'discloseProject', { body: published }), 201);
  await desk.until('finance-performance', 'applyResult', heard);
}

/** A notice issued by finance, answered by the unit, confirmed by finance. */
export async function rectify(desk: Desk): Promise<Desk> {
  const { code, report } = desk.own;
  const issued = must(await desk.until('finance-performance', 'issueRectification', heard, { key: `${code}-NOTICE` }), 201);
  const rectification = await desk.upload('unit', 'offerRectificationAttachment', `${code} 整改材料`);
  const informed = desk.about({ ...desk.own, report: { ...report, rectification }, notice: String(issued.body.id) });
  must(await informed.act('unit', 'replyToRectification'), 201);
  must(await informed.act('finance-performance', 'confirmRectification'), 200);
  return informed;
}

/** Archived and verified. Only when nothing is on its way any more is the dossier complete. */
export async function close(desk: Desk): Promise<void> {
  must(await desk.act('finance-performance', 'archiveEvaluation'), 201);
  const verified = must(await desk.act('audit', 'verifyArchive'), 200);
  if (verified.body.passed !== true) throw new Error(`the archive doesn't pass: ${JSON.stringify(verified.body)}`);
  await desk.until('unit', 'getProject', ({ status }) => status === 'closed');
}

/** Everything but the archive. */
export async function walk(desk: Desk, course: Course = {}): Promise<Desk> {
  const proposed = await propose(desk, course);
  await approveGoals(proposed, course);
  await issueBudget(proposed);
  await monitor(proposed, course);
  return evaluate(proposed, course);
}

/** The county takes part in a programme with the project that has walked; it reports, is accepted, and a blueprint is drawn from it. */
export async function pilot(desk: Desk): Promise<Desk> {
  must(await desk.act('province', 'launchPilot'), ...DONE);
  must(await desk.act('finance-performance', 'enrolPilotCounty'), ...DONE);
  await desk.until('province', 'getPilotCounty', ({ projects }) => !/"status":"(?:open|overdue)"/.test(JSON.stringify(projects)));
  must(await desk.act('finance-performance', 'reportPilot'), 201);
  must(await desk.act('province', 'acceptPilot', { body: { verdict: 'returned', comment: '请补充。' } }), 200);
  must(await desk.act('finance-performance', 'completePilotStage', { body: { completedOn: `${desk.own.year + 1}-03-01` } }), 201);
  must(await desk.act('finance-performance', 'reportPilot'), 201);
  must(await desk.act('finance-performance', 'reportPilotSpecially'), 201);
  must(await desk.act('province', 'acceptPilot'), 200);
  const { body } = must(await desk.act('province', 'publishPilotBlueprint'), 201);
  return desk.about({ ...desk.own, blueprintId: String(body.id) });
}

/** A workbook that the unit brings: one reading, previewed. */
export async function bring(desk: Desk): Promise<Desk> {
  const { body } = must(await desk.act('unit', 'previewImport'), ...DONE);
  return desk.about({ ...desk.own, importId: String(body.importId) });
}

/** A batch of one reading that the county's own stack sends, answered: whoever may look into the exchange finds something there. */
export async function report(desk: Desk, sender: Sender): Promise<Desk> {
  const { code, year, division } = desk.own;
  must(await desk.act('finance-performance', 'registerPeer'), ...DONE);
  must(await desk.act('finance-performance', 'getExchangeKeys'), 200);
  const row = { projectCode: code, fiscalYear: year, period: '06', ...reading(desk.own, '06', '30', 0.18, 0.2) };
  const number = `B-${crypto.randomUUID().slice(0, 8)}`;
  await sender.rows('readings', number, [row]);
  const reported = desk.about({ ...desk.own, batch: `${division}.${number}` });
  await reported.until('finance-performance', 'getBatch', ({ status }) => status === 'answered');
  return reported;
}

export function gateIs(gate: string, state: string) {
  return ({ gates }: Reply['body']) =>
    Array.isArray(gates) && gates.some((each: { gate: string; state: string }) => each.gate === gate && each.state === state);
}

function isKey({ key }: Reply['body']): boolean {
  return key !== null && typeof key === 'object' && 'key' in key && key.key === true;
}

function isLit(lights: unknown): lights is { readonly overall: unknown } {
  return lights !== null && typeof lights === 'object' && 'overall' in lights;
}
