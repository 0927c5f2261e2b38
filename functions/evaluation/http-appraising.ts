import { absent, answer, page } from '../../shared/io/answer.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import type { Commands } from './commands.ts';
import {
  AnswerBody,
  AnswerReceipt,
  ApplicationBody,
  ApplicationReceipt,
  FollowUpBody,
  FollowUpParams,
  FollowUpReceipt,
  ReEvaluationReceipt,
  StepBody,
  StepReceipt,
} from './forms.ts';
import { Params, ReEvaluationBody } from './shapes.ts';

export type AppraisingDoor = Pick<Commands, 'takeStep' | 'answerExchange' | 'reEvaluate' | 'applyResult' | 'followUp'> & {
  readonly applications: (actor: Actor, division: string, query: ListQuery & { readonly fiscalYear: number }) => Promise<Listed>;
};

const route = routesFor<AppraisingDoor>();

/** Finance's evaluation step by step, the re-evaluation, and what follows from the result. */
export const appraisingRoutes = [
  route({
    id: 'takeEvaluationStep',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/finance/steps',
    summary: '登记财政评价步骤',
    roles: ['finance-performance'],
    params: Params,
    body: StepBody,
    answers: { 200: StepReceipt, 201: StepReceipt },
    async handle({ takeStep }, { params, body, circumstances }) {
      return answer(await takeStep(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'answerEvaluation',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/finance/answer',
    summary: '被评价单位对初步结论的意见',
    roles: ['unit', 'department'],
    params: Params,
    body: AnswerBody,
    answers: { 200: AnswerReceipt, 201: AnswerReceipt },
    async handle({ answerExchange }, { params, body, circumstances }) {
      return answer(await answerExchange(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'reEvaluate',
    method: 'PUT',
    path: '/evaluations/{projectCode}/{fiscalYear}/re-evaluation',
    summary: '再评价',
    roles: ['finance-performance'],
    params: Params,
    body: ReEvaluationBody,
    answers: { 200: ReEvaluationReceipt, 201: ReEvaluationReceipt },
    async handle({ reEvaluate }, { params, body, circumstances }) {
      return answer(await reEvaluate(params, body, circumstances));
    },
  }),
  route({
    id: 'applyResult',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/applications',
    summary: '登记评价结果应用',
    roles: ['department', 'finance-performance'],
    params: Params,
    body: ApplicationBody,
    answers: { 200: ApplicationReceipt, 201: ApplicationReceipt },
    async handle({ applyResult }, { params, body, circumstances }) {
      return answer(await applyResult(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'followUpApplication',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/applications/{application}/follow-up',
    summary: '结果应用跟踪问效',
    roles: ['department', 'finance-section', 'finance-performance'],
    params: FollowUpParams,
    body: FollowUpBody,
    answers: { 200: FollowUpReceipt, 201: FollowUpReceipt },
    async handle({ followUp }, { params: { application, ...key }, body, circumstances }) {
      return answer(await followUp(key, application, body, circumstances), 'always');
    },
  }),
  route({
    id: 'listApplications',
    method: 'GET',
    path: '/evaluations/applications',
    summary: '尚在跟踪的结果应用',
    roles: ['unit', 'department', 'finance-section', 'finance-performance', 'congress', 'discipline', 'audit', 'province', 'government'],
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ applications }, { actor, query, circumstances }) {
      const division = listedDivision(actor, query);
      if (!division) return absent();
      const fiscalYear = query.fiscalYear ?? fiscalYearOf(shanghaiDate(circumstances.time));
      return page(await applications(actor, division, { ...query, fiscalYear }));
    },
  }),
];
