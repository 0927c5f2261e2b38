import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { type Attachments, attachmentRoute } from '../../shared/io/attachments.ts';
import { routesFor } from '../../shared/io/route.ts';
import { type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Commands } from './commands.ts';
import {
  BatchAnswer,
  BatchesAnswer,
  BatchesQuery,
  BatchParams,
  FileBody,
  KeysAnswer,
  PeerAnswer,
  PeerBody,
  PeerParams,
  PeerReceipt,
  PeersAnswer,
  RowsAnswer,
} from './shapes.ts';

/** What the routes call: the commands, the files that were uploaded, and the lists. */
export interface Ports extends Commands {
  readonly attachments: Pick<Attachments, 'offer'>;
  listPeers(actor: Actor, query: ListQuery, within: string): Promise<Listed>;
  listBatches(actor: Actor, query: ListQuery, within: string): Promise<Listed>;
}

const route = routesFor<Ports>();
/** Who answers for what comes in from other stacks. */
const KEEPERS = ['province', 'finance-performance'] as const;
const READERS = [...KEEPERS, 'audit'] as const;

export const routes = [
  attachmentRoute<Ports>({ id: 'offerExchangeAttachment', path: '/exchange/attachments', roles: KEEPERS, body: FileBody }),
  route({
    id: 'getExchangeKeys',
    method: 'GET',
    path: '/exchange/keys',
    summary: '查看本区的签名公钥',
    roles: READERS,
    answers: { 200: KeysAnswer },
    async handle({ keys }, { actor }) {
      const own = await keys(actor);
      return own ? found(own) : absent();
    },
  }),
  route({
    id: 'registerPeer',
    method: 'PUT',
    path: '/exchange/peers/{division}',
    summary: '登记可以向本区报送的下级区划及其公钥',
    roles: KEEPERS,
    params: PeerParams,
    body: PeerBody,
    answers: { 200: PeerReceipt, 201: PeerReceipt },
    async handle({ register }, { params, body, circumstances }) {
      return answer(await register(params.division, body, circumstances));
    },
  }),
  route({
    id: 'listPeers',
    method: 'GET',
    path: '/exchange/peers',
    summary: '查看登记的发送方和收到、退回的消息数',
    roles: READERS,
    query: ListQuery,
    answers: { 200: PeersAnswer },
    async handle({ listPeers, counted }, { actor, query }) {
      const within = listedDivision(actor, query);
      if (within === undefined) return absent();
      const listed = await listPeers(actor, query, within);
      if (!listed.ok) return page(listed);
      return found({ ...(await counted(listed.items)), ...(listed.next === undefined ? {} : { next: listed.next }) });
    },
  }),
  route({
    id: 'getPeer',
    method: 'GET',
    path: '/exchange/peers/{division}',
    summary: '查看一个发送方',
    roles: READERS,
    params: PeerParams,
    answers: { 200: PeerAnswer },
    async handle({ peer }, { actor, params }) {
      const seen = await peer(params.division, actor);
      return seen ? found(seen) : absent();
    },
  }),
  route({
    id: 'listBatches',
    method: 'GET',
    path: '/exchange/batches',
    summary: '查看收到的批次',
    roles: READERS,
    query: BatchesQuery,
    answers: { 200: BatchesAnswer },
    async handle({ listBatches }, { actor, query: { sender, ...query } }) {
      const within = listedDivision(actor, query);
      if (within === undefined || (sender !== undefined && !liesUnder(sender, within))) return absent();
      return page(await listBatches(actor, query, sender ?? within));
    },
  }),
  route({
    id: 'getBatch',
    method: 'GET',
    path: '/exchange/batches/{batch}',
    summary: '查看一个批次的进度和有问题的行',
    roles: READERS,
    params: BatchParams,
    answers: { 200: BatchAnswer },
    async handle({ batch }, { actor, params }) {
      const seen = await batch(params.batch, actor);
      return seen ? found(seen) : absent();
    },
  }),
  route({
    id: 'listBatchRows',
    method: 'GET',
    path: '/exchange/batches/{batch}/rows',
    summary: '逐页查看一个批次中有问题的行',
    roles: READERS,
    params: BatchParams,
    query: ListQuery,
    answers: { 200: RowsAnswer },
    async handle({ rows }, { actor, params, query }) {
      const listed = await rows(params.batch, actor, query);
      if (!listed) return absent();
      return listed.ok ? found({ items: listed.items, ...(listed.next === undefined ? {} : { next: listed.next }) }) : page(listed);
    },
  }),
];
