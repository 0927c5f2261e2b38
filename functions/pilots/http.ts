import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { type Attachments, attachmentRoute } from '../../shared/io/attachments.ts';
import { type Answer, routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import { type Actor, ROLES } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Commands } from './commands.ts';
import * as shapes from './shapes.ts';
import type { Board, Views } from './view.ts';

/** What the routes call: the commands, the views, the lists, the attachments. */
export type Ports = Pick<Commands, 'launch' | 'enrol' | 'completeStage' | 'report' | 'specialReport' | 'accept' | 'publish' | 'visible'> &
  Views & {
    readonly attachments: Pick<Attachments, 'offer'>;
    readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
    readonly library: (actor: Actor, programme: string, query: ListQuery) => Promise<Listed>;
  };

const route = routesFor<Ports>();
const FINANCE = ['finance-performance', 'finance-section', 'province'] as const;
const REPORTERS = ['finance-performance', 'finance-section'] as const;
const READERS = [...FINANCE, 'investment', 'congress', 'discipline', 'organisation', 'audit', 'government'] as const;

const county = '/pilots/{programme}/counties/{division}' as const;
const step = `${county}/projects/{projectCode}/stages/{stage}` as const;

export const routes = [
  attachmentRoute<Ports>({ id: 'offerPilotAttachment', path: '/pilots/attachments', roles: FINANCE }),
  route({
    id: 'listPilots',
    method: 'GET',
    path: '/pilots',
    summary: '试点列表',
    roles: READERS,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ list }, { actor, query }) {
      const division = listedDivision(actor, query);
      return division ? page(await list(actor, division, query)) : absent();
    },
  }),
  route({
    id: 'launchPilot',
    method: 'PUT',
    path: '/pilots/{programme}',
    summary: '组织试点：周期、每县项目数、阶段、遴选标准，未写的按本级政策',
    roles: ['province', 'finance-performance'],
    params: shapes.ProgrammeParams,
    body: shapes.ProgrammeBody,
    answers: { 200: shapes.ProgrammeReceipt, 201: shapes.ProgrammeReceipt },
    async handle({ launch }, { params, body, circumstances }) {
      return answer(await launch(params.programme, shapes.programmeOf(body), circumstances));
    },
  }),
  route({
    id: 'getPilot',
    method: 'GET',
    path: '/pilots/{programme}',
    summary: '试点看板：各市县各阶段、逾期、节约、等级、名次、覆盖；format：json、csv、svg',
    roles: READERS,
    params: shapes.ProgrammeParams,
    query: shapes.BoardQuery,
    answers: { 200: shapes.BoardAnswer },
    otherMedia: ['text/csv', 'image/svg+xml'],
    async handle({ board }, { actor, params, query, accept, circumstances }) {
      const seen = await board(params.programme, actor, shanghaiDate(circumstances.time));
      return seen ? drawn(seen, query.format ?? wanted(accept)) : absent();
    },
  }),
  route({
    id: 'getPilotHistory',
    method: 'GET',
    path: '/pilots/{programme}/history',
    summary: '试点方案的全部记录',
    roles: READERS,
    params: shapes.ProgrammeParams,
    answers: { 200: shapes.HistoryAnswer },
    async handle({ programmeHistory }, { actor, params }) {
      const items = await programmeHistory(params.programme, actor);
      return items ? found({ items }) : absent();
    },
  }),
  route({
    id: 'enrolPilotCounty',
    method: 'PUT',
    path: county,
    summary: '市县申报试点项目',
    roles: FINANCE,
    params: shapes.CountyParams,
    body: shapes.EnrolmentBody,
    answers: { 200: shapes.CountyReceipt, 201: shapes.CountyReceipt },
    async handle({ enrol }, { params, body, circumstances }) {
      return answer(await enrol(params, body, circumstances));
    },
  }),
  route({
    id: 'getPilotCounty',
    method: 'GET',
    path: county,
    summary: '一个市县的试点情况：各阶段、分报告、缺什么、验收',
    roles: READERS,
    params: shapes.CountyParams,
    answers: { 200: shapes.CountyAnswer },
    async handle({ county: read }, { actor, params, circumstances }) {
      const seen = await read(params, actor, shanghaiDate(circumstances.time));
      return seen ? found(seen, seen.version) : absent();
    },
  }),
  route({
    id: 'getPilotCountyHistory',
    method: 'GET',
    path: `${county}/history`,
    summary: '一个市县试点的全部记录',
    roles: READERS,
    params: shapes.CountyParams,
    answers: { 200: shapes.HistoryAnswer },
    async handle({ history }, { actor, params }) {
      const items = await history(params, actor);
      return items ? found({ items }) : absent();
    },
  }),
  route({
    id: 'completePilotStage',
    method: 'PUT',
    path: step,
    summary: '报送分阶段分报告',
    roles: FINANCE,
    params: shapes.StageParams,
    body: shapes.StageBody,
    answers: { 200: shapes.StageReceipt, 201: shapes.StageReceipt },
    async handle({ completeStage }, { params, body, circumstances }) {
      return answer(await completeStage(params, shapes.stageOf(body), circumstances));
    },
  }),
  route({
    id: 'getPilotSubReport',
    method: 'GET',
    path: step,
    summary: '查看分阶段分报告',
    roles: READERS,
    params: shapes.StageParams,
    answers: { 200: shapes.SubReportAnswer },
    async handle({ subReport }, { actor, params }) {
      const seen = await subReport(params, params.projectCode, params.stage, actor);
      return seen ? found(seen, seen.version) : absent();
    },
  }),
  route({
    id: 'reportPilot',
    method: 'POST',
    path: `${county}/report`,
    summary: '出具并上报一体化管理试点报告（由各分报告汇编）',
    roles: REPORTERS,
    params: shapes.CountyParams,
    body: shapes.RemarksBody,
    answers: { 201: shapes.CountyReceipt },
    async handle({ report }, { params, body, circumstances }) {
      return answer(await report(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'getPilotReport',
    method: 'GET',
    path: `${county}/report`,
    summary: '查看试点报告',
    roles: READERS,
    params: shapes.CountyParams,
    answers: { 200: shapes.ReportAnswer },
    async handle({ sent }, { actor, params }) {
      const seen = await sent(params, actor, 'report');
      return seen ? found(seen, seen.version) : absent();
    },
  }),
  route({
    id: 'reportPilotSpecially',
    method: 'POST',
    path: `${county}/special-report`,
    summary: '形成专报，上报同级人大、政府',
    roles: REPORTERS,
    params: shapes.CountyParams,
    body: shapes.RemarksBody,
    answers: { 201: shapes.CountyReceipt },
    async handle({ specialReport }, { params, body, circumstances }) {
      return answer(await specialReport(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'getPilotSpecialReport',
    method: 'GET',
    path: `${county}/special-report`,
    summary: '查看专报',
    roles: READERS,
    params: shapes.CountyParams,
    answers: { 200: shapes.ReportAnswer },
    async handle({ sent }, { actor, params }) {
      const seen = await sent(params, actor, 'special');
      return seen ? found(seen, seen.version) : absent();
    },
  }),
  route({
    id: 'acceptPilot',
    method: 'POST',
    path: `${county}/acceptance`,
    summary: '试点验收，或者退回',
    roles: ['province'],
    params: shapes.CountyParams,
    body: shapes.AcceptanceBody,
    answers: { 200: shapes.CountyReceipt },
    async handle({ accept }, { params, body, circumstances }) {
      return answer(await accept(params, body, circumstances), 'never');
    },
  }),
  route({
    id: 'listPilotBlueprints',
    method: 'GET',
    path: '/pilots/{programme}/blueprints',
    summary: '规范管理蓝本',
    roles: ROLES,
    params: shapes.ProgrammeParams,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ visible, library }, { actor, params, query }) {
      const known = listedDivision(actor, query) && (await visible(params.programme, actor));
      return known ? page(await library(actor, params.programme, query)) : absent();
    },
  }),
  route({
    id: 'publishPilotBlueprint',
    method: 'POST',
    path: '/pilots/{programme}/blueprints',
    summary: '编印规范管理蓝本',
    roles: ['province', 'finance-performance'],
    params: shapes.ProgrammeParams,
    body: shapes.BlueprintBody,
    answers: { 201: shapes.BlueprintReceipt },
    async handle({ publish }, { params, body, circumstances }) {
      return answer(await publish(params.programme, shapes.blueprintOf(body), circumstances), 'always');
    },
  }),
  route({
    id: 'getPilotBlueprint',
    method: 'GET',
    path: '/pilots/{programme}/blueprints/{blueprintId}',
    summary: '查看一份规范管理蓝本',
    roles: ROLES,
    params: shapes.BlueprintParams,
    answers: { 200: shapes.BlueprintAnswer },
    async handle({ blueprint }, { actor, params }) {
      const seen = await blueprint(params.programme, params.blueprintId, actor);
      return seen ? found(seen, seen.version) : absent();
    },
  }),
];

type Format = 'json' | 'csv' | 'svg';
const MEDIA: Readonly<Record<string, Format>> = { 'application/json': 'json', 'text/csv': 'csv', 'image/svg+xml': 'svg' };

/** The first of the three that the caller names. */
function wanted(accept = ''): Format {
  const named = accept.split(',').map((each) => each.split(';')[0]?.trim().toLowerCase() ?? '');
  return named.flatMap((media) => MEDIA[media] ?? [])[0] ?? 'json';
}

/** The board as data, or as a file for a spreadsheet or a page. What writes these is loaded when somebody asks for it. */
async function drawn(board: Board, format: Format): Promise<Answer> {
  const name = `${board.name}${board.asOf}`;
  switch (format) {
    case 'json':
      return found(board);
    case 'csv': {
      const { boardCsv } = await import('./board-csv.ts');
      const bytes = new TextEncoder().encode(boardCsv(board));
      return { status: 200, file: { name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', bytes } };
    }
    case 'svg': {
      const { boardSvg } = await import('./board-svg.ts');
      return { status: 200, file: { name: `${name}.svg`, mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(boardSvg(board)) } };
    }
  }
}
