import { answer, found } from '../../shared/io/answer.ts';
import { routesFor } from '../../shared/io/route.ts';
import type { Commands } from './commands.ts';
import { GrantBody, ListAnswer, Params, Receipt, RevocationBody } from './shapes.ts';

const route = routesFor<Commands>();
/** Whose work is reviewing; a third party lends nothing on (转包). */
const REVIEWERS = ['department', 'finance-section', 'finance-performance', 'investment', 'government'] as const;

export const routes = [
  route({
    id: 'grantDelegation',
    method: 'POST',
    path: '/delegations',
    summary: '委托代办审核',
    roles: REVIEWERS,
    body: GrantBody,
    answers: { 201: Receipt },
    async handle({ grant }, { body, circumstances }) {
      return answer(await grant(body, circumstances), 'always');
    },
  }),
  route({
    id: 'listDelegations',
    method: 'GET',
    path: '/delegations',
    summary: '查看本人委托和受托的代办',
    roles: [...REVIEWERS, 'unit'],
    answers: { 200: ListAnswer },
    async handle({ list }, { actor }) {
      return found(await list(actor));
    },
  }),
  route({
    id: 'revokeDelegation',
    method: 'POST',
    path: '/delegations/{delegationId}/revocation',
    summary: '收回委托',
    roles: REVIEWERS,
    params: Params,
    body: RevocationBody,
    answers: { 200: Receipt },
    async handle({ revoke }, { params, body, circumstances }) {
      return answer(await revoke(params.delegationId, body.reason, circumstances), 'never');
    },
  }),
];
