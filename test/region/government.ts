import type { Role } from '../../shared/values/actor.ts';
import type { Reply } from './calls.ts';
import { reading } from './case.ts';
import type { Desk } from './desk.ts';
import { gateIs, must } from './loop.ts';

/** What one government orders differently, as its document has it. */
export interface Government {
  readonly name: string;
  readonly division: string;
  /** Found in the article behind whatever it refuses. */
  readonly document: string;
  /** Who reviews goals, in order. */
  readonly chain: readonly (readonly [step: string, role: Role])[];
  /** Goals must have passed before 项目入库, or only before 安排预算. */
  readonly goalsBeforeLibrary: boolean;
  /** What a red June leads to, mildest first; an amount where money moves. */
  readonly sanctions: readonly (readonly [action: string, amount?: string])[];
  /** What the funds are after that. */
  readonly funds: string;
  /** What the year comes to, once everybody has evaluated it who does. */
  readonly result: '良' | '中';
  /** What nobody else orders: done once the year is evaluated, answering the replies to tell of. */
  readonly own?: (desk: Desk) => Promise<readonly Reply[]>;
}

const DONE = [200, 201] as const;
const heard = () => true;
/** Asked for 6,000,000.00, supported with a tenth less. */
export const SUPPORTED = '5400000.00';

/** The findings of a refusal: what it says, and by which article. */
export interface Said {
  readonly says: string;
  readonly basis: string;
}

export function findingsOf({ body }: Reply): readonly Said[] {
  return Array.isArray(body.findings) ? body.findings : [];
}

/** Registered, and tried without assessment and goals. Answers what keeps it out of the library. */
export async function knock(desk: Desk): Promise<readonly Said[]> {
  const { year } = desk.own;
  must(await desk.act('unit', 'registerProject', { body: { ...desk.bodyOf('registerProject'), endsOn: `${year + 2}-12-31` } }), ...DONE);
  return findingsOf(must(await desk.act('finance-section', 'admitProject'), 422));
}

/** Assessed and supported with less than was asked for; the rest is what the assessment saved. */
export async function assess(desk: Desk, organiser: 'department' | 'investment' = 'department'): Promise<Desk> {
  const role = organiser === 'department' ? 'department' : 'investment';
  const { code, report } = desk.own;
  const assessment = await desk.upload(role, 'offerAssessmentAttachment', `${code} 事前绩效评估报告`);
  const informed = desk.about({ ...desk.own, report: { ...report, assessment } });
  const materials = ['report', 'application'].map((kind) => ({ kind, title: '（演示）材料', attachmentId: assessment }));
  await informed.until(role, 'submitAssessment', heard, { body: { ...informed.bodyOf('submitAssessment'), organiser, materials } });
  must(await informed.act('finance-performance', 'opineOnAssessment'), 201);
  const verdict = { verdict: 'partial', supportedAmount: SUPPORTED, conditions: [], reason: '按定额核减十分之一。' };
  must(await informed.act('finance-performance', 'concludeAssessment', { body: verdict }), 200);
  return informed;
}

/** Goals filed and taken through the chain, each step by its own role; a step out of turn is refused. Who assists is commissioned first. */
export async function setGoals(desk: Desk, { chain }: Government, body = desk.bodyOf('fileGoals')): Promise<readonly string[]> {
  const { body: filed } = await desk.until('unit', 'fileGoals', heard, { body });
  const review = (step: string) => ({ body: { step, opinion: 'good', comment: '已协商完善。' } });
  const [last] = chain.slice(-1);
  if (last && last[0] !== filed.step) must(await desk.act(last[1], 'reviewGoals', review(last[0])), 409);
  if (chain.some(([, role]) => role === 'third-party')) must(await desk.act('finance-performance', 'commissionGoals'), 201);
  const taken = [String(filed.step)];
  for (const [step, role] of chain) {
    const { body: after } = must(await desk.act(role, 'reviewGoals', review(step)), 200);
    if (after.step !== undefined && after.step !== taken.at(-1)) taken.push(String(after.step));
  }
  return taken;
}

/** In the library, and budgeted with what the assessment supports: asking for more is refused. */
export async function budget(desk: Desk): Promise<Desk> {
  await desk.until('unit', 'getProject', gateIs('G1', 'open'));
  must(await desk.act('finance-section', 'admitProject'), ...DONE);
  await desk.until('unit', 'getProject', gateIs('G3', 'open'));
  const tooMuch = await desk.act('finance-performance', 'approveBudget', { body: { approvedAmount: '6000000.00' } });
  if (findingsOf(must(tooMuch, 422)).length === 0) throw new Error('refused without a reason');
  must(await desk.act('finance-performance', 'approveBudget', { body: { approvedAmount: SUPPORTED } }), 200);
  return desk.about({ ...desk.own, budget: SUPPORTED, executed: '4320000.00' });
}

/** What the treasury is told after one sanction. */
export interface Sanctioned {
  readonly action: string;
  readonly signal: unknown;
  readonly funds: unknown;
}

/** A red June answered with what the government threatens, step by step, and a December in which a fifth was never spent. */
export async function watch(
  desk: Desk,
  { sanctions, funds }: Government,
): Promise<{ readonly monitored: Reply; readonly sanctioned: readonly Sanctioned[]; readonly held: Reply }> {
  const report = (period: string, day: string, paid: number, reached: number) =>
    desk.until('unit', 'recordReading', heard, { params: { period }, body: reading(desk.own, period, day, paid, reached) });
  const june = await report('06', '30', 0.18, 0.2);
  if (!JSON.stringify(june.body.lights).includes('red')) throw new Error(`June isn't red: ${JSON.stringify(june.body)}`);
  const sanctioned: Sanctioned[] = [];
  for (const [action, amount] of sanctions) {
    const body = { action, reason: '支出进度明显滞后。', ...(amount && { amount }) };
    must(await desk.act('finance-performance', 'treatAlert', { body }), ...DONE);
    const { body: paying } = must(await desk.act('finance-section', 'getPaymentSignal'), 200);
    sanctioned.push({ action, signal: paying.signal, funds: paying.funds });
  }
  const held = await desk.until('unit', 'getProject', gateIs('G6', funds === 'normal' ? 'open' : 'blocked'));
  await report('12', '31', 0.8, 1);
  return { monitored: must(await desk.act('audit', 'getMonitoring'), 200), sanctioned, held };
}

/** The unit thinks well of itself, finance less so: fair (中). */
export async function judge(desk: Desk, goals: object | undefined): Promise<Desk> {
  const { code, year, report } = desk.own;
  const own = desk.bodyOf('selfEvaluate') as { readonly indicators: readonly object[] };
  const costs = JSON.stringify(goals).includes('"I6"') ? [{ id: 'I6', actual: 2900, note: '按定额控制' }] : [];
  await desk.until('unit', 'selfEvaluate', heard, { body: { ...own, indicators: [...own.indicators, ...costs] } });
  const evaluation = await desk.upload('finance-performance', 'offerEvaluationAttachment', `${code} 财政评价报告`);
  const informed = desk.about({ ...desk.own, report: { ...report, evaluation } });
  const body = { ...informed.bodyOf('reportFinanceEvaluation'), dimensions: { decision: 15, process: 15, output: 25, benefit: 20 } };
  const { body: judged } = must(await informed.act('finance-performance', 'reportFinanceEvaluation', { body }), ...DONE);
  if (judged.grade !== 'fair') throw new Error(`${code} in ${year} isn't fair: ${JSON.stringify(judged)}`);
  return informed;
}

/** The year after: continued, with new goals. Answers the linkage sheet (三个挂钩). */
export async function link(desk: Desk, government: Government, body = desk.bodyOf('fileGoals')): Promise<Reply> {
  const { result } = government;
  const { year } = desk.own;
  const continued = { ...desk.bodyOf('registerProject'), origin: 'continuing', requestedAmount: '6000000.00', endsOn: `${year + 2}-12-31` };
  must(await desk.act('unit', 'registerProject', { body: continued }), 200);
  const next = desk.about({ ...desk.own, year: year + 1 });
  await setGoals(next, government, body);
  // Of last year finance's word, and not the unit's own that came before it.
  const told = (lastYear: unknown) => JSON.stringify(lastYear).includes(`“${result}”`);
  return next.until('finance-section', 'getLinkage', ({ goals, lastYear }) => isSet(goals) && told(lastYear));
}

const isSet = (factor: unknown) => factor !== null && typeof factor === 'object' && 'amount' in factor && factor.amount !== '0.00';
