import * as z from 'zod';
import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { Money, yuan } from '../../shared/values/money.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Commands } from './commands.ts';
import type { Factor } from './rules/linkage.ts';
import type { ProjectView, Views } from './view.ts';

const Params = z.strictObject({ projectCode: ProjectCode });
const YearParams = z.strictObject({ projectCode: ProjectCode, fiscalYear: FiscalYearParam });
const Code = z.string().trim().min(1).max(40);
const Name = z.string().trim().min(1).max(200);

const ProjectBody = z.strictObject({
  name: Name,
  division: Division,
  departmentCode: Code,
  departmentName: Name,
  unitCode: Code,
  unitName: Name,
  subject: z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']),
  origin: z.enum(['new', 'continuing', 'expanded', 'renewed']),
  budgetBook: z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']),
  instrument: z.enum(['investmentFund', 'ppp', 'procurement', 'servicePurchase', 'debt']).optional(),
  investment: z.boolean().default(false),
  startsOn: PlainDate,
  endsOn: PlainDate,
  requestedAmount: Money,
  major: z.boolean().optional(),
  secret: z.boolean().default(false),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  responsible: z.strictObject({ id: Code, name: z.string().trim().min(1).max(60), post: z.string().trim().max(60) }),
});

const Receipt = receiptOf({ projectCode: z.string(), status: z.string() });
const Gate = z.object({ gate: z.string(), state: z.enum(['open', 'blocked', 'notRequired']), findings: z.array(Finding) });
const FactorView = z.object({ name: z.string(), amount: z.string(), says: z.string(), basis: z.string() });
const ProjectAnswer = z.looseObject({
  projectCode: z.string(),
  status: z.enum(['proposed', 'admitted', 'budgeted', 'executing', 'closed', 'withdrawn']).optional(),
  gates: z.array(Gate).optional(),
});

/** What the routes call: the commands, and the worklists. */
export type Ports = Commands &
  Views & {
    readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
  };

const route = routesFor<Ports>();
const AUTHORS = ['unit', 'department', 'finance-performance'] as const;
const READERS = [
  ...AUTHORS,
  'finance-section',
  'investment',
  'congress',
  'discipline',
  'organisation',
  'audit',
  'province',
  'government',
] as const;

export const routes = [
  route({
    id: 'registerProject',
    method: 'PUT',
    path: '/projects/{projectCode}',
    summary: '申报或修改项目',
    roles: AUTHORS,
    params: Params,
    body: ProjectBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ register }, { params, body, circumstances }) {
      const { instrument, major, ...form } = body;
      const project = {
        ...form,
        projectCode: params.projectCode,
        ...(instrument ? { instrument } : {}),
        ...(major === undefined ? {} : { major }),
      };
      return answer(await register(project, circumstances));
    },
  }),
  route({
    id: 'getProject',
    method: 'GET',
    path: '/projects/{projectCode}',
    summary: '查看项目及其关口',
    roles: READERS,
    params: Params,
    answers: { 200: ProjectAnswer },
    async handle({ view }, { actor, params, circumstances }) {
      const seen = await view(params.projectCode, actor, circumstances.time);
      if (!seen) return absent();
      return 'marker' in seen ? found(seen.marker) : found(projectAnswer(seen), seen.version);
    },
  }),
  route({
    id: 'listProjects',
    method: 'GET',
    path: '/projects',
    summary: '项目库列表',
    roles: READERS,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ list }, { actor, query }) {
      const division = listedDivision(actor, query);
      if (!division) return absent();
      return page(await list(actor, division, query));
    },
  }),
  route({
    id: 'getProjectHistory',
    method: 'GET',
    path: '/projects/{projectCode}/history',
    summary: '项目的全部记录',
    roles: READERS,
    params: Params,
    answers: {
      200: z.object({
        items: z.array(z.looseObject({ sequence: z.number(), hash: z.string(), previousHash: z.string(), type: z.string() })),
      }),
    },
    async handle({ history }, { actor, params }) {
      const events = await history(params.projectCode, actor);
      if (!events) return absent();
      const items = events.map(({ sequence, type, time, hash, previoushash, actor: by, actorname, organisation, data }) => ({
        sequence,
        type,
        at: time,
        by: { id: by, name: actorname, organisation },
        data,
        hash,
        previousHash: previoushash,
      }));
      return found({ items });
    },
  }),
  route({
    id: 'admitProject',
    method: 'POST',
    path: '/projects/{projectCode}/admission',
    summary: '项目入库',
    roles: ['department', 'finance-section', 'finance-performance'],
    params: Params,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ admit }, { params, circumstances }) {
      return answer(await admit(params.projectCode, circumstances), 'never');
    },
  }),
  route({
    id: 'withdrawProject',
    method: 'POST',
    path: '/projects/{projectCode}/withdrawal',
    summary: '撤回项目',
    roles: AUTHORS,
    params: Params,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    answers: { 200: Receipt },
    async handle({ withdraw }, { params, body, circumstances }) {
      return answer(await withdraw(params.projectCode, body.reason, circumstances), 'never');
    },
  }),
  route({
    id: 'getLinkage',
    method: 'GET',
    path: '/projects/{projectCode}/budgets/{fiscalYear}/linkage',
    summary: '预算挂钩测算表（三个挂钩）',
    roles: READERS,
    params: YearParams,
    answers: {
      200: z.object({
        assessedNeed: FactorView.nullable(),
        goals: FactorView.nullable(),
        lastYear: FactorView.nullable(),
        department: FactorView.nullable().optional(),
        reduction: FactorView.nullable().optional(),
        exit: FactorView.nullable().optional(),
        factors: z.array(FactorView),
        ceiling: z.string(),
      }),
    },
    async handle({ linkage }, { actor, params }) {
      const sheet = await linkage(params.projectCode, params.fiscalYear, actor);
      if (!sheet) return absent();
      const factor = (each: Factor | null) => each && { ...each, amount: yuan(each.amount) };
      const { assessedNeed, goals, lastYear, department, reduction, exit, factors, ceiling } = sheet;
      return found({
        assessedNeed: factor(assessedNeed),
        goals: factor(goals),
        lastYear: factor(lastYear),
        department: factor(department),
        reduction: factor(reduction),
        exit: factor(exit),
        factors: factors.map(factor),
        ceiling: yuan(ceiling),
      });
    },
  }),
  route({
    id: 'recomputeBudget',
    method: 'GET',
    path: '/projects/{projectCode}/budgets/{fiscalYear}/recompute',
    summary: '重算预算挂钩测算表',
    roles: READERS,
    params: YearParams,
    answers: { 200: Recomputation },
    async handle({ recompute }, { actor, params }) {
      const report = await recompute(params.projectCode, params.fiscalYear, actor);
      return report ? found(report) : absent();
    },
  }),
  route({
    id: 'approveBudget',
    method: 'POST',
    path: '/projects/{projectCode}/budgets/{fiscalYear}/approval',
    summary: '批复预算和绩效目标',
    roles: ['finance-section', 'finance-performance', 'government'],
    params: YearParams,
    body: z.strictObject({
      approvedAmount: Money,
      exception: z.strictObject({ approvalNo: z.string().trim().min(1).max(80), reason: z.string().trim().min(1).max(500) }).optional(),
    }),
    answers: { 200: Receipt, 201: Receipt },
    async handle({ approveBudget }, { params, body, circumstances }) {
      const approval = { year: params.fiscalYear, amount: body.approvedAmount, ...(body.exception ? { exception: body.exception } : {}) };
      return answer(await approveBudget(params.projectCode, approval, circumstances), 'never');
    },
  }),
  route({
    id: 'changeBudget',
    method: 'POST',
    path: '/projects/{projectCode}/budgets/{fiscalYear}/changes',
    summary: '年中调整预算',
    roles: ['finance-section', 'finance-performance', 'government'],
    params: YearParams,
    body: z.strictObject({
      reason: z.enum(['budgetAdjustment', 'policyChange', 'emergency']),
      explanation: z.string().trim().min(1).max(2000),
      amount: Money,
      approvalNo: z.string().trim().min(1).max(80).optional(),
    }),
    answers: { 200: Receipt, 201: Receipt },
    async handle({ changeBudget }, { params, body, circumstances }) {
      const { approvalNo, ...change } = body;
      const filed = { ...change, year: params.fiscalYear, ...(approvalNo === undefined ? {} : { approvalNo }) };
      return answer(await changeBudget(params.projectCode, filed, circumstances), 'always');
    },
  }),
];

function projectAnswer({ project, status, gates, version }: ProjectView) {
  return { ...project, requestedAmount: yuan(project.requestedAmount), status, gates, version };
}
