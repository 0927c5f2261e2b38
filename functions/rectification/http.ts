import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { type Attachments, attachmentRoute } from '../../shared/io/attachments.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Commands } from './commands.ts';
import { ConfirmationBody, NoticeBody, noticeOf, Params, Receipt, RectificationAnswer, ReplyBody, replyOf } from './shapes.ts';

/** What the routes call: the commands, the worklists, the attachments. */
export type Ports = Pick<Commands, 'issue' | 'reply' | 'confirm' | 'view'> & {
  readonly attachments: Pick<Attachments, 'offer'>;
  readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
};

const route = routesFor<Ports>();
const MENDERS = ['unit', 'department'] as const;
const READERS = [
  ...MENDERS,
  'finance-section',
  'finance-performance',
  'investment',
  'congress',
  'discipline',
  'organisation',
  'audit',
  'province',
  'government',
] as const;

export const routes = [
  attachmentRoute<Ports>({ id: 'offerRectificationAttachment', path: '/rectifications/attachments', roles: MENDERS }),
  route({
    id: 'issueRectification',
    method: 'POST',
    path: '/rectifications',
    summary: '下达整改通知',
    roles: ['finance-performance', 'department'],
    body: NoticeBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ issue }, { body, circumstances }) {
      const { projectCode, fiscalYear } = body;
      return answer(await issue({ projectCode, fiscalYear }, noticeOf(body), circumstances), 'always');
    },
  }),
  route({
    id: 'listRectifications',
    method: 'GET',
    path: '/rectifications',
    summary: '整改列表；queue：reply 待反馈，confirmation 待确认',
    roles: READERS,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ list }, { actor, query }) {
      const division = listedDivision(actor, query);
      return division ? page(await list(actor, division, query)) : absent();
    },
  }),
  route({
    id: 'getRectification',
    method: 'GET',
    path: '/rectifications/{id}',
    summary: '查看整改通知及其全部记录',
    roles: READERS,
    params: Params,
    answers: { 200: RectificationAnswer },
    async handle({ view }, { actor, params }) {
      const seen = await view(params.id, actor);
      return seen ? found({ ...seen.view, version: seen.version }, seen.version) : absent();
    },
  }),
  route({
    id: 'replyToRectification',
    method: 'POST',
    path: '/rectifications/{id}/replies',
    summary: '报送整改情况',
    roles: MENDERS,
    params: Params,
    body: ReplyBody,
    answers: { 201: Receipt },
    async handle({ reply }, { params, body, circumstances }) {
      return answer(await reply(params.id, replyOf(body), circumstances), 'always');
    },
  }),
  route({
    id: 'confirmRectification',
    method: 'POST',
    path: '/rectifications/{id}/confirmation',
    summary: '确认整改（销号）或者退回',
    roles: ['finance-performance'],
    params: Params,
    body: ConfirmationBody,
    answers: { 200: Receipt },
    async handle({ confirm }, { params, body, circumstances }) {
      return answer(await confirm(params.id, body, circumstances), 'never');
    },
  }),
];
