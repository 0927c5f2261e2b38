import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { WithdrawalBody } from '../../shared/io/review-shapes.ts';
import { routesFor, XLSX } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import { type Actor, ROLES } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Commands } from './commands.ts';
import {
  AdjustmentBody,
  ChangesAnswer,
  ChangesQuery,
  CheckAnswer,
  CheckBody,
  CommissionBody,
  ContractAnswer,
  GoalsAnswer,
  GoalsBody,
  Params,
  Receipt,
  ReviewBody,
  TemplatesAnswer,
  TemplatesQuery,
  VersionsAnswer,
  Workbook,
} from './shapes.ts';

/** What the routes call: the commands, and the worklists. */
export type Ports = Commands & {
  readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
};

const route = routesFor<Ports>();
/** 谁申请资金，谁编制目标; a third party never does (财预〔2021〕6号). */
const AUTHORS = ['unit', 'department'] as const;
/** Whoever a policy's chain may name. */
const REVIEWERS = ['department', 'finance-section', 'finance-performance', 'investment', 'government', 'third-party'] as const;
const WATCHERS = ['congress', 'discipline', 'organisation', 'audit', 'province'] as const;
const READERS = ['unit', ...REVIEWERS, ...WATCHERS] as const;

/** Whoever reads by place; a commission doesn't open the records. */
const OPEN_READERS = READERS.filter((role) => role !== 'third-party');

export const routes = [
  route({
    id: 'checkGoals',
    method: 'POST',
    path: '/goals/check',
    summary: '检查绩效目标',
    roles: ROLES,
    body: CheckBody,
    pure: true,
    answers: { 200: CheckAnswer },
    async handle({ check }, { actor, body }) {
      const { division, fiscalYear, projectCode, requestedAmount, investment, subject, budgetBook, ...form } = body;
      const report = await check(form, { division, fiscalYear, projectCode, requestedAmount, investment, subject, budgetBook }, actor);
      if (!report) return absent();
      const { findings, score, grade, deductions, aspects, draft } = report;
      const indicators = draft.indicators.map(({ id, operator = null, target = null, unit = null }) => ({ id, operator, target, unit }));
      return found({ findings, score, grade, deductions, aspects, indicators });
    },
  }),
  route({
    id: 'listGoalTemplates',
    method: 'GET',
    path: '/goals/templates',
    summary: '绩效目标模板：各类对象、各本预算应反映的方面',
    roles: READERS,
    query: TemplatesQuery,
    answers: { 200: TemplatesAnswer },
    async handle({ templates }, { actor, query, circumstances }) {
      const { division = actor.division, fiscalYear = fiscalYearOf(shanghaiDate(circumstances.time)), subject, budgetBook, limit } = query;
      if (!liesUnder(division, actor.division)) return absent();
      return found({ items: templates(division, fiscalYear, subject, budgetBook).slice(0, limit) });
    },
  }),
  route({
    id: 'listGoals',
    method: 'GET',
    path: '/goals',
    summary: '绩效目标列表',
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
    id: 'fileGoals',
    method: 'PUT',
    path: '/goals/{projectCode}/{fiscalYear}',
    summary: '报送绩效目标',
    roles: AUTHORS,
    params: Params,
    body: GoalsBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ file }, { params, body, circumstances }) {
      return answer(await file(params, body, circumstances));
    },
  }),
  route({
    id: 'getGoals',
    method: 'GET',
    path: '/goals/{projectCode}/{fiscalYear}',
    summary: '查看绩效目标',
    roles: READERS,
    params: Params,
    answers: { 200: GoalsAnswer },
    async handle({ view }, { actor, params, circumstances }) {
      const seen = await view(params, actor, circumstances.time);
      return seen ? found({ ...seen.view, version: seen.version }, seen.version) : absent();
    },
  }),
  route({
    id: 'getGoalsForm',
    method: 'GET',
    path: '/goals/{projectCode}/{fiscalYear}/form.xlsx',
    summary: '下载绩效目标申报表',
    roles: READERS,
    params: Params,
    media: XLSX,
    answers: { 200: Workbook },
    async handle({ form }, { actor, params, circumstances }) {
      const file = await form(params, actor, circumstances.time);
      return file ? { status: 200, file: { ...file, mediaType: XLSX } } : absent();
    },
  }),
  route({
    id: 'getGoalVersions',
    method: 'GET',
    path: '/goals/{projectCode}/{fiscalYear}/versions',
    summary: '查看绩效目标的各个版本',
    roles: READERS,
    params: Params,
    answers: { 200: VersionsAnswer },
    async handle({ versions }, { actor, params, circumstances }) {
      const items = await versions(params, actor, circumstances.time);
      return items ? found({ items }) : absent();
    },
  }),
  route({
    id: 'getGoalChanges',
    method: 'GET',
    path: '/goals/{projectCode}/{fiscalYear}/changes',
    summary: '查看绩效目标自某一版以来的变更',
    roles: READERS,
    params: Params,
    query: ChangesQuery,
    answers: { 200: ChangesAnswer },
    async handle({ changes }, { actor, params, query, circumstances }) {
      const seen = await changes(params, query.since, actor, circumstances.time);
      return seen ? found(seen) : absent();
    },
  }),
  route({
    id: 'withdrawGoals',
    method: 'POST',
    path: '/goals/{projectCode}/{fiscalYear}/withdrawal',
    summary: '撤回尚未审核的绩效目标',
    roles: AUTHORS,
    params: Params,
    body: WithdrawalBody,
    answers: { 200: Receipt },
    async handle({ withdraw }, { params, body, circumstances }) {
      return answer(await withdraw(params, body.reason, circumstances), 'never');
    },
  }),
  route({
    id: 'getGoalContract',
    method: 'GET',
    path: '/goals/{projectCode}/{fiscalYear}/contract',
    summary: '查看批复的绩效目标及其审核经过和记录链位置',
    roles: OPEN_READERS,
    params: Params,
    answers: { 200: ContractAnswer },
    async handle({ contract }, { actor, params }) {
      const signed = await contract(params, actor);
      return signed ? found(signed) : absent();
    },
  }),
  route({
    id: 'recomputeGoals',
    method: 'GET',
    path: '/goals/{projectCode}/{fiscalYear}/recompute',
    summary: '重算绩效目标的自动审核得分和审核评分',
    roles: OPEN_READERS,
    params: Params,
    answers: { 200: Recomputation },
    async handle({ recompute }, { actor, params }) {
      const recomputed = await recompute(params, actor);
      return recomputed ? found(recomputed) : absent();
    },
  }),
  route({
    id: 'reviewGoals',
    method: 'POST',
    path: '/goals/{projectCode}/{fiscalYear}/reviews',
    summary: '审核绩效目标',
    roles: REVIEWERS,
    params: Params,
    body: ReviewBody,
    answers: { 200: Receipt },
    async handle({ review }, { params, body, circumstances }) {
      return answer(await review(params, body, circumstances), 'never');
    },
  }),
  route({
    id: 'adjustGoals',
    method: 'POST',
    path: '/goals/{projectCode}/{fiscalYear}/adjustments',
    summary: '申请调整绩效目标',
    roles: AUTHORS,
    params: Params,
    body: AdjustmentBody,
    answers: { 201: Receipt },
    async handle({ adjust }, { params, body, circumstances }) {
      return answer(await adjust(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'commissionGoals',
    method: 'POST',
    path: '/goals/{projectCode}/{fiscalYear}/commissions',
    summary: '委托第三方联审绩效目标',
    roles: ['finance-performance'],
    params: Params,
    body: CommissionBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ commission }, { params, body, circumstances }) {
      const { organisation, division, until } = body;
      return answer(await commission(params, { organisation, until, ...(division && { division }) }, circumstances), 'always');
    },
  }),
];
