import * as z from 'zod';
import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Commands } from './commands.ts';
import {
  ApprovalBody,
  ChangeBody,
  Charge,
  DisclosureBody,
  ExitBody,
  HistoryAnswer,
  LinkageAnswer,
  Params,
  PersonParams,
  PlanBody,
  ProjectAnswer,
  ProjectBody,
  Receipt,
  RenewalBody,
  YearParams,
  YearsAnswer,
} from './shapes.ts';
import type { ProjectView, Views } from './view.ts';

/** What the routes call: the commands, and the worklists. */
export type Ports = Commands &
  Views & {
    readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
    readonly charges: (actor: Actor, division: string, personId: string, query: ListQuery) => Promise<Listed>;
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
    id: 'listResponsibilities',
    method: 'GET',
    path: '/projects/responsible/{personId}',
    summary: '项目责任人终身责任档案',
    roles: ['unit', 'department', 'finance-performance', 'congress', 'discipline', 'organisation', 'audit'],
    params: PersonParams,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ charges, recordOf }, { actor, params, query }) {
      const division = listedDivision(actor, query);
      if (!division) return absent();
      const listed = await charges(actor, division, params.personId, query);
      if (!listed.ok) return page(listed);
      const items = await Promise.all(listed.items.map((row) => recordOf(Charge.parse(row), query.fiscalYear)));
      return page({ ...listed, items });
    },
  }),
  route({
    id: 'getProjectHistory',
    method: 'GET',
    path: '/projects/{projectCode}/history',
    summary: '项目的全部记录',
    roles: READERS,
    params: Params,
    answers: { 200: HistoryAnswer },
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
    answers: { 200: LinkageAnswer },
    async handle({ linkage }, { actor, params }) {
      const sheet = await linkage(params.projectCode, params.fiscalYear, actor);
      if (!sheet) return absent();
      return found(sheet);
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
    body: ApprovalBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ approveBudget }, { params, body, circumstances }) {
      const { approvedAmount: amount, ...rest } = body;
      return answer(await approveBudget(params.projectCode, { year: params.fiscalYear, amount, ...rest }, circumstances), 'never');
    },
  }),
  route({
    id: 'changeBudget',
    method: 'POST',
    path: '/projects/{projectCode}/budgets/{fiscalYear}/changes',
    summary: '年中调整预算',
    roles: ['finance-section', 'finance-performance', 'government'],
    params: YearParams,
    body: ChangeBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ changeBudget }, { params, body, circumstances }) {
      return answer(await changeBudget(params.projectCode, { ...body, year: params.fiscalYear }, circumstances), 'always');
    },
  }),
  route({
    id: 'planFund',
    method: 'PUT',
    path: '/projects/{projectCode}/plan',
    summary: '编制专项资金绩效管理规划',
    roles: ['department', 'finance-performance'],
    params: Params,
    body: PlanBody,
    answers: { 200: Receipt },
    async handle({ planFund }, { params, body, circumstances }) {
      return answer(await planFund(params.projectCode, body, circumstances), 'never');
    },
  }),
  route({
    id: 'renewFund',
    method: 'POST',
    path: '/projects/{projectCode}/renewal',
    summary: '决定到期专项资金存续、调整或终止',
    roles: ['finance-performance'],
    params: Params,
    body: RenewalBody,
    answers: { 200: Receipt },
    async handle({ renewFund }, { params, body, circumstances }) {
      return answer(await renewFund(params.projectCode, body, circumstances), 'never');
    },
  }),
  route({
    id: 'getProjectYears',
    method: 'GET',
    path: '/projects/{projectCode}/years',
    summary: '项目全周期跟踪',
    roles: READERS,
    params: Params,
    answers: { 200: YearsAnswer },
    async handle({ years }, { actor, params }) {
      const seen = await years(params.projectCode, actor);
      return seen ? found(seen) : absent();
    },
  }),
  route({
    id: 'exitProject',
    method: 'POST',
    path: '/projects/{projectCode}/exit',
    summary: '项目退出',
    roles: ['finance-performance', 'government'],
    params: Params,
    body: ExitBody,
    answers: { 200: Receipt },
    async handle({ exit }, { params, body, circumstances }) {
      return answer(await exit(params.projectCode, body, circumstances), 'never');
    },
  }),
  route({
    id: 'discloseProject',
    method: 'POST',
    path: '/projects/{projectCode}/disclosures/{fiscalYear}',
    summary: '登记绩效信息公开',
    roles: ['department', 'finance-section', 'finance-performance'],
    params: YearParams,
    body: DisclosureBody,
    answers: { 201: Receipt },
    async handle({ disclose }, { params, body, circumstances }) {
      return answer(await disclose(params.projectCode, { ...body, year: params.fiscalYear }, circumstances), 'always');
    },
  }),
];

function projectAnswer({ project, ...view }: ProjectView) {
  return { ...project, requestedAmount: yuan(project.requestedAmount), ...view };
}
