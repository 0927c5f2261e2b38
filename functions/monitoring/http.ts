import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { problem } from '../../shared/io/problem.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Exact } from '../../shared/values/exact.ts';
import { yuan } from '../../shared/values/money.ts';
import { toRate } from '../../shared/values/rate.ts';
import type { Commands, MonitoringView } from './commands.ts';
import type { Forecast } from './rules/forecast.ts';
import type { Judgement } from './rules/judgement.ts';
import { AUTHORS } from './rules/reading.ts';
import {
  AlertParams,
  BulkAnswer,
  BulkBody,
  MonitoringAnswer,
  ReadingBody,
  ReadingParams,
  ReadingReceipt,
  readingOf,
  readRows,
  SweepAnswer,
  SweepBody,
  TreatmentBody,
  TreatmentReceipt,
  TrialAnswer,
  TrialBody,
  YearParams,
} from './shapes.ts';

/** What the routes call: the commands, and the worklist of alerts. */
export type Ports = Commands & {
  readonly list: (actor: Actor, division: string, query: ListQuery) => Promise<Listed>;
};

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
];

const shareOf = (exact: Exact | null) => exact && toRate(exact);

function forecastOf(forecast: Forecast | null) {
  return forecast && { ...forecast, amount: yuan(forecast.amount), rate: shareOf(forecast.rate) };
}

function figuresOf({ executionRate, spendingRate, goalProgress, gap, timeProgress, forecast, lights, findings }: Judgement) {
  return {
    executionRate: shareOf(executionRate),
    spendingRate: shareOf(spendingRate),
    goalProgress: shareOf(goalProgress),
    gap: shareOf(gap),
    timeProgress: toRate(timeProgress),
    forecast: forecastOf(forecast),
    lights,
    findings,
  };
}

function monitoringAnswer({ months, funds, alerts, ...view }: MonitoringView) {
  const { state, budget, paid, left, transferred, cancelled, recovered } = funds;
  const newest = months.at(-1)?.judgement;
  return {
    ...view,
    readings: months.map(({ period, version, reading: { asOf, paid, issued, expected, indicators }, judgement }) => ({
      period,
      version,
      asOf,
      paid: yuan(paid),
      ...(issued === undefined ? {} : { issued: yuan(issued) }),
      ...(expected === undefined ? {} : { expected: yuan(expected) }),
      indicators,
      ...figuresOf(judgement),
    })),
    alerts: alerts.map(({ amount, ...alert }) => ({ ...alert, ...(amount === undefined ? {} : { amount: yuan(amount) }) })),
    funds: {
      state,
      budget: yuan(budget),
      paid: yuan(paid),
      left: yuan(left),
      transferred: yuan(transferred),
      cancelled: yuan(cancelled),
      recovered: yuan(recovered),
    },
    forecast: forecastOf(newest?.forecast ?? null),
    findings: newest?.findings ?? [],
  };
}
