import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { problem } from '../../shared/io/problem.ts';
import { ReadingBody, readingOf } from '../../shared/io/reading-row.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Commands } from './commands.ts';
import {
  CheckBody,
  CheckReceipt,
  ChecksAnswer,
  checkOf,
  FilingQuery,
  KeyBody,
  KeyReceipt,
  PaymentAnswer,
  SweepDecisionBody,
  SweepParams,
  SweepReceipt,
} from './forms.ts';
import { formRoutes } from './http-form.ts';
import { AUTHORS } from './rules/reading.ts';
import {
  AlertParams,
  BulkAnswer,
  BulkBody,
  MonitoringAnswer,
  ReadingParams,
  ReadingReceipt,
  readRows,
  SweepAnswer,
  SweepBody,
  TreatmentBody,
  TreatmentReceipt,
  TrialAnswer,
  TrialBody,
  YearParams,
} from './shapes.ts';
import { figuresOf, monitoringAnswer } from './view.ts';

/** What the routes call: the commands, and the worklists. */
export type Ports = Commands & {
  readonly list: Worklist;
  readonly keyProjects: Worklist;
  readonly owed: Worklist<FilingQuery>;
};

type Worklist<Query = ListQuery> = (actor: Actor, division: string, query: Query) => Promise<Listed>;

const route = routesFor<Ports>();
const FINANCE = ['finance-section', 'finance-performance'] as const;
const READERS = [
  'unit',
  'department',
  ...FINANCE,
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
    id: 'recordReading',
    method: 'PUT',
    path: '/monitoring/{projectCode}/{fiscalYear}/readings/{period}',
    summary: '填报一期监控数据',
    roles: AUTHORS,
    params: ReadingParams,
    body: ReadingBody,
    answers: { 200: ReadingReceipt, 201: ReadingReceipt },
    async handle({ record }, { params, body, circumstances }) {
      return answer(await record(params, readingOf(body), circumstances));
    },
  }),
  route({
    id: 'recordReadings',
    method: 'POST',
    path: '/monitoring/readings',
    summary: '批量报送监控数据',
    roles: AUTHORS,
    body: BulkBody,
    answers: { 202: BulkAnswer },
    async handle({ receive }, { body, circumstances }) {
      const { rows, unreadable } = readRows(body.readings);
      // One bad row doesn't harm the others; where there are no others, the request itself is bad.
      if (rows.length === 0) {
        const findings = unreadable.flatMap((row) => row.findings).slice(0, 50);
        return { problem: (requestId) => problem('unreadable', '没有一行符合接口约定', requestId, findings) };
      }
      const received = await receive(rows, unreadable, circumstances);
      if ('conflict' in received) return { problem: (requestId) => problem('conflict', received.conflict, requestId) };
      return { status: 202, body: received };
    },
  }),
  route({
    id: 'checkReading',
    method: 'POST',
    path: '/monitoring/check',
    summary: '监控试算（不保存）',
    roles: READERS,
    pure: true,
    body: TrialBody,
    answers: { 200: TrialAnswer },
    async handle({ check }, { body: { indicators, ...trial } }) {
      const rows = indicators.map(({ id, name, ...row }, index) => ({
        ...row,
        at: `/indicators/${index}`,
        name: name ?? id ?? `${index + 1}`,
      }));
      return found(figuresOf(check({ ...trial, indicators: rows })));
    },
  }),
  route({
    id: 'getMonitoring',
    method: 'GET',
    path: '/monitoring/{projectCode}/{fiscalYear}',
    summary: '查看项目一年的监控情况',
    roles: READERS,
    params: YearParams,
    answers: { 200: MonitoringAnswer },
    async handle({ view }, { actor, params }) {
      const seen = await view(params, actor);
      return seen ? found(monitoringAnswer(seen), seen.version) : absent();
    },
  }),
  route({
    id: 'listAlerts',
    method: 'GET',
    path: '/monitoring/alerts',
    summary: '预警列表',
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
    id: 'getPaymentSignal',
    method: 'GET',
    path: '/monitoring/{projectCode}/{fiscalYear}/payment',
    summary: '查看拨款信号',
    roles: ['unit', 'department', ...FINANCE],
    params: YearParams,
    answers: { 200: PaymentAnswer },
    async handle({ payment }, { actor, params, circumstances }) {
      const seen = await payment(params, actor, circumstances.time);
      return seen ? found({ ...params, ...seen, upTo: yuan(seen.upTo), funds: seen.funds.state }) : absent();
    },
  }),
  route({
    id: 'recordCheck',
    method: 'POST',
    path: '/monitoring/{projectCode}/{fiscalYear}/checks',
    summary: '记录项目检查',
    roles: ['department', ...FINANCE],
    params: YearParams,
    body: CheckBody,
    answers: { 201: CheckReceipt },
    async handle({ inspect }, { params, body, circumstances }) {
      return answer(await inspect(params, checkOf(body), circumstances), 'always');
    },
  }),
  route({
    id: 'listChecks',
    method: 'GET',
    path: '/monitoring/{projectCode}/{fiscalYear}/checks',
    summary: '查看项目检查记录',
    roles: READERS,
    params: YearParams,
    answers: { 200: ChecksAnswer },
    async handle({ checksOf }, { actor, params }) {
      const checks = await checksOf(params, actor);
      return checks ? found({ items: checks.map(({ document, ...rest }) => ({ ...rest, ...document })) }) : absent();
    },
  }),
  route({
    id: 'chooseKeyProject',
    method: 'PUT',
    path: '/monitoring/{projectCode}/{fiscalYear}/key',
    summary: '选取或剔除重点监控项目',
    roles: ['department', ...FINANCE],
    params: YearParams,
    body: KeyBody,
    answers: { 200: KeyReceipt, 201: KeyReceipt },
    async handle({ choose }, { params, body, circumstances }) {
      return answer(await choose(params, body, circumstances));
    },
  }),
  route({
    id: 'listKeyProjects',
    method: 'GET',
    path: '/monitoring/key-projects',
    summary: '重点监控项目列表',
    roles: READERS,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ keyProjects }, { actor, query }) {
      const division = listedDivision(actor, query);
      return division ? page(await keyProjects(actor, division, query)) : absent();
    },
  }),
  route({
    id: 'listFilings',
    method: 'GET',
    path: '/monitoring/filings',
    summary: '集中填报列表（应报、已报、逾期）',
    roles: READERS,
    query: FilingQuery,
    answers: { 200: ListAnswer },
    async handle({ owed }, { actor, query }) {
      const division = listedDivision(actor, query);
      return division ? page(await owed(actor, division, query)) : absent();
    },
  }),
  route({
    id: 'treatAlert',
    method: 'POST',
    path: '/monitoring/alerts/{alertId}/treatment',
    summary: '处理预警',
    roles: ['department', ...FINANCE],
    params: AlertParams,
    body: TreatmentBody,
    answers: { 200: TreatmentReceipt },
    async handle({ treat }, { params, body, circumstances }) {
      return answer(await treat(params.alertId, body, circumstances), 'never');
    },
  }),
  route({
    id: 'decideSweep',
    method: 'POST',
    path: '/monitoring/sweeps/{sweepId}/decisions',
    summary: '办理年底精准清理：收回、调整用于其他项目',
    roles: ['finance-performance'],
    params: SweepParams,
    body: SweepDecisionBody,
    answers: { 200: SweepReceipt },
    async handle({ decideSweep }, { params, body, circumstances }) {
      return answer(await decideSweep(params.sweepId, body.items, circumstances), 'never');
    },
  }),
  route({
    id: 'recomputeMonitoring',
    method: 'GET',
    path: '/monitoring/{projectCode}/{fiscalYear}/recompute',
    summary: '重算监控数据、预测和灯',
    roles: READERS,
    params: YearParams,
    answers: { 200: Recomputation },
    async handle({ recompute }, { actor, params }) {
      const again = await recompute(params, actor);
      return again ? found(again) : absent();
    },
  }),
  route({
    id: 'proposeSweep',
    method: 'POST',
    path: '/monitoring/sweeps',
    summary: '年底精准清理清单（不保存）',
    roles: ['department', ...FINANCE, 'province', 'government'],
    pure: true,
    body: SweepBody,
    answers: { 200: SweepAnswer },
    async handle({ sweep }, { actor, body }) {
      const list = await sweep(body, actor);
      if (!list) return absent();
      const { items, total, ...rest } = list;
      return found({
        items: items.map(({ budget, paid, estimate, amount, ...item }) => ({
          ...item,
          budget: yuan(budget),
          paid: yuan(paid),
          estimate: yuan(estimate),
          amount: yuan(amount),
        })),
        total: yuan(total),
        ...rest,
      });
    },
  }),
  ...formRoutes<Ports>(READERS),
];
