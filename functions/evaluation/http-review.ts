import { absent, answer, found } from '../../shared/io/answer.ts';
import { WithdrawalBody } from '../../shared/io/review-shapes.ts';
import { routesFor } from '../../shared/io/route.ts';
import type { Role } from '../../shared/values/actor.ts';
import type { Commands } from './commands.ts';
import { AuditBody, ChangesAnswer, ChangesQuery, Params, Receipt } from './shapes.ts';

type Door = Pick<Commands, 'reviewSelf' | 'withdrawSelf' | 'changes'>;

/** Whoever a policy's chain may name; what is said of a self-evaluation is no third party's (财预〔2021〕6号). */
const REVIEWERS = ['department', 'finance-section', 'finance-performance', 'investment', 'government'] as const;

/** The audit of self-evaluations, and what leads to it. */
export const reviewRoutes = <Ports extends Door>(readers: readonly Role[]) => [
  routesFor<Ports>()({
    id: 'reviewSelfEvaluation',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/reviews',
    summary: '审核单位自评',
    roles: REVIEWERS,
    params: Params,
    body: AuditBody,
    answers: { 200: Receipt },
    async handle({ reviewSelf }, { params, body, circumstances }) {
      return answer(await reviewSelf(params, body, circumstances), 'never');
    },
  }),
  routesFor<Ports>()({
    id: 'withdrawSelfEvaluation',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/withdrawal',
    summary: '撤回尚未审核的单位自评',
    roles: ['unit', 'department'],
    params: Params,
    body: WithdrawalBody,
    answers: { 200: Receipt },
    async handle({ withdrawSelf }, { params, body, circumstances }) {
      return answer(await withdrawSelf(params, body.reason, circumstances), 'never');
    },
  }),
  routesFor<Ports>()({
    id: 'getEvaluationChanges',
    method: 'GET',
    path: '/evaluations/{projectCode}/{fiscalYear}/changes',
    summary: '查看单位自评自某一版以来的变更',
    roles: readers,
    params: Params,
    query: ChangesQuery,
    answers: { 200: ChangesAnswer },
    async handle({ changes }, { actor, params, query }) {
      const seen = await changes(params, query.since, actor);
      return seen ? found(seen) : absent();
    },
  }),
];
