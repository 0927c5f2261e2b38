import type { Reply } from './calls.ts';
import type { Desk } from './desk.ts';
import { must } from './loop.ts';

const DONE = [200, 201] as const;
const heard = () => true;

/** 东丽: 业务科室初审、职能科室终审的抽查复核. The second review comes after the first, and from somebody else. */
export async function checkInTwoSteps(desk: Desk): Promise<readonly Reply[]> {
  const early = must(await desk.act('finance-performance', 'spotCheck'), 422);
  const drafted = must(await desk.act('finance-section', 'spotCheck'), ...DONE);
  return [early, drafted, must(await desk.act('finance-performance', 'spotCheck'), ...DONE)];
}

/** 滨江: 财政部门重点评价与再评价相结合. The second evaluation points at the first and is the one that counts. */
export async function evaluateAgain(desk: Desk): Promise<readonly Reply[]> {
  const dimensions = { decision: 17, process: 17, output: 25, benefit: 24 };
  return [must(await desk.act('finance-performance', 'reEvaluate', { body: { ...desk.bodyOf('reEvaluate'), dimensions } }), ...DONE)];
}

/** 宁夏: 使用、评价、公示（公开）、应用. What isn't public yet isn't applied. */
export async function applyOncePublic(desk: Desk): Promise<readonly Reply[]> {
  const body = { ...desk.bodyOf('applyResult'), use: 'improve', measures: ['督促改进管理。'] };
  const early = must(await desk.act('finance-performance', 'applyResult', { body }), 422);
  const published = { ...desk.bodyOf('discloseProject'), scope: ['goals', 'evaluation'] };
  must(await desk.act('department', 'discloseProject', { body: published }), 201);
  return [early, await desk.until('finance-performance', 'applyResult', heard, { body })];
}

/** 市中: 通报业务主管部门实施整改. The notice that followed from the first sanction, for the department and the unit. */
export async function noticed(desk: Desk): Promise<readonly Reply[]> {
  const { code, year } = desk.own;
  const isThere = ({ items }: Reply['body']) => JSON.stringify(items ?? []).includes(`${code}.${year}.M`);
  return [await desk.until('unit', 'listRectifications', isThere, { query: `fiscalYear=${year}` })];
}
