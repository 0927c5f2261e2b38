import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { type Attachments, attachmentRoute } from '../../shared/io/attachments.ts';
import { WithdrawalBody } from '../../shared/io/review-shapes.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Commands } from './commands.ts';
import {
  AssessmentAnswer,
  ChangesAnswer,
  ChangesQuery,
  CommissionBody,
  ConclusionBody,
  ConditionParams,
  ConfirmationBody,
  FulfilmentBody,
  IndependentBody,
  OpinionBody,
  Params,
  Receipt,
  ReportBody,
  ReturnBody,
} from './forms.ts';

/** What the routes call: the commands, the worklists, the attachments. */
export type Ports = Commands & {
  readonly attachments: Pick<Attachments, 'offer'>;
  readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
};

const route = routesFor<Ports>();
const ORGANISERS = ['unit', 'department', 'finance-section', 'finance-performance', 'investment'] as const;
/** Whoever a policy's chain may name. */
const REVIEWERS = ['department', 'finance-section', 'finance-performance', 'investment', 'government'] as const;
const READERS = [...ORGANISERS, 'congress', 'discipline', 'organisation', 'audit', 'province', 'government'] as const;

export const routes = [
  attachmentRoute<Ports>({ id: 'offerAssessmentAttachment', path: '/assessments/attachments', roles: ORGANISERS }),
  route({
    id: 'listAssessments',
    method: 'GET',
    path: '/assessments',
    summary: '事前绩效评估列表',
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
    id: 'submitAssessment',
    method: 'PUT',
    path: '/assessments/{projectCode}/{fiscalYear}',
    summary: '报送事前绩效评估报告',
    roles: ORGANISERS,
    params: Params,
    body: ReportBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ submit }, { params, body, circumstances }) {
      return answer(await submit(params, body, circumstances));
    },
  }),
  route({
    id: 'getAssessment',
    method: 'GET',
    path: '/assessments/{projectCode}/{fiscalYear}',
    summary: '查看事前绩效评估',
    roles: [...READERS, 'third-party'],
    params: Params,
    answers: { 200: AssessmentAnswer },
    async handle({ view }, { actor, params, circumstances }) {
      const seen = await view(params, actor, circumstances.time);
      return seen ? found({ ...seen.view, version: seen.version }, seen.version) : absent();
    },
  }),
  route({
    id: 'returnAssessment',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/return',
    summary: '退回事前绩效评估报告，或者退回到已办理的评审步骤',
    roles: REVIEWERS,
    params: Params,
    body: ReturnBody,
    answers: { 200: Receipt },
    async handle({ sendBack }, { params, body: { findings, ...rest }, circumstances }) {
      return answer(await sendBack(params, { ...rest, remarks: findings }, circumstances), 'never');
    },
  }),
  route({
    id: 'withdrawAssessment',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/withdrawal',
    summary: '撤回尚未评审的事前绩效评估报告',
    roles: ORGANISERS,
    params: Params,
    body: WithdrawalBody,
    answers: { 200: Receipt },
    async handle({ withdraw }, { params, body, circumstances }) {
      return answer(await withdraw(params, body.reason, circumstances), 'never');
    },
  }),
  route({
    id: 'getAssessmentChanges',
    method: 'GET',
    path: '/assessments/{projectCode}/{fiscalYear}/changes',
    summary: '查看评估报告自某一版以来的变更',
    roles: [...READERS, 'third-party'],
    params: Params,
    query: ChangesQuery,
    answers: { 200: ChangesAnswer },
    async handle({ changes }, { actor, params, query, circumstances }) {
      const seen = await changes(params, query.since, actor, circumstances.time);
      return seen ? found(seen) : absent();
    },
  }),
  route({
    id: 'commissionAssessment',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/commissions',
    summary: '委托第三方参与事前绩效评估',
    roles: ['finance-performance'],
    params: Params,
    body: CommissionBody,
    answers: { 201: Receipt },
    async handle({ commission }, { params, body, circumstances }) {
      return answer(await commission(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'opineOnAssessment',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/opinions',
    summary: '对事前绩效评估提出意见并评分',
    roles: [...REVIEWERS, 'third-party'],
    params: Params,
    body: OpinionBody,
    answers: { 201: Receipt },
    async handle({ opine }, { params, body, circumstances }) {
      return answer(await opine(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'assessIndependently',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/independent',
    summary: '独立开展事前绩效评估',
    roles: ['finance-section', 'finance-performance', 'third-party'],
    params: Params,
    body: IndependentBody,
    answers: { 201: Receipt },
    async handle({ assessIndependently }, { params, body, circumstances }) {
      return answer(await assessIndependently(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'fulfilCondition',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/conditions/{condition}/fulfilment',
    summary: '报送资金拨付前置条件的落实情况',
    roles: ['unit', 'department'],
    params: ConditionParams,
    body: FulfilmentBody,
    answers: { 200: Receipt },
    async handle({ fulfil }, { params: { condition, ...which }, body, circumstances }) {
      return answer(await fulfil(which, { condition, ...body }, circumstances), 'never');
    },
  }),
  route({
    id: 'confirmCondition',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/conditions/{condition}/confirmation',
    summary: '确认资金拨付前置条件',
    roles: ['finance-section', 'finance-performance'],
    params: ConditionParams,
    body: ConfirmationBody,
    answers: { 200: Receipt },
    async handle({ confirm }, { params: { condition, ...which }, body, circumstances }) {
      return answer(await confirm(which, { condition, ...body }, circumstances), 'never');
    },
  }),
  route({
    id: 'recomputeAssessment',
    method: 'GET',
    path: '/assessments/{projectCode}/{fiscalYear}/recompute',
    summary: '重算事前绩效评估的得分和金额',
    roles: READERS,
    params: Params,
    answers: { 200: Recomputation },
    async handle({ recompute }, { actor, params }) {
      const recomputed = await recompute(params, actor);
      return recomputed ? found(recomputed) : absent();
    },
  }),
  route({
    id: 'concludeAssessment',
    method: 'POST',
    path: '/assessments/{projectCode}/{fiscalYear}/conclusion',
    summary: '作出事前绩效评估结论',
    roles: ['finance-section', 'finance-performance'],
    params: Params,
    body: ConclusionBody,
    answers: { 200: Receipt },
    async handle({ conclude }, { params, body, circumstances }) {
      return answer(await conclude(params, body, circumstances), 'never');
    },
  }),
];
