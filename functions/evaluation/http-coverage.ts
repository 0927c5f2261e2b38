import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Coverage } from './coverage.ts';
import { PlanAnswer, PlanQuery, SampleAnswer, SampleBody, SampleParams, SampleReceipt } from './forms.ts';

export type CoverageDoor = Pick<Coverage, 'drawSample' | 'viewSample' | 'recomputeSample' | 'viewPlan'> & {
  readonly bulletins: (actor: Actor, division: string, query: ListQuery & { readonly fiscalYear: number }) => Promise<Listed>;
};

const route = routesFor<CoverageDoor>();
const OVERSEERS = ['finance-section', 'finance-performance', 'congress', 'discipline', 'audit', 'province', 'government'] as const;

/** What is evaluated and when: samples, bulletins, the five-year plan. */
export const coverageRoutes = [
  route({
    id: 'drawSample',
    method: 'POST',
    path: '/evaluations/samples',
    summary: '抽取抽查复核样本',
    roles: ['finance-performance'],
    body: SampleBody,
    answers: { 200: SampleReceipt, 201: SampleReceipt },
    async handle({ drawSample }, { body, circumstances }) {
      return answer(await drawSample(body, circumstances), 'always');
    },
  }),
  route({
    id: 'getSample',
    method: 'GET',
    path: '/evaluations/samples/{sampleId}',
    summary: '查看抽查复核样本',
    roles: OVERSEERS,
    params: SampleParams,
    answers: { 200: SampleAnswer },
    async handle({ viewSample }, { params, actor }) {
      const event = await viewSample(params.sampleId, actor);
      return event ? found({ division: event.division, drawnAt: event.time, by: event.actorname, ...event.data }) : absent();
    },
  }),
  route({
    id: 'recomputeSample',
    method: 'GET',
    path: '/evaluations/samples/{sampleId}/recompute',
    summary: '重算抽查复核样本',
    roles: OVERSEERS,
    params: SampleParams,
    answers: { 200: Recomputation },
    async handle({ recomputeSample }, { params, actor }) {
      const report = await recomputeSample(params.sampleId, actor);
      return report ? found(report) : absent();
    },
  }),
  route({
    id: 'listBulletins',
    method: 'GET',
    path: '/evaluations/bulletins',
    summary: '通报名单及事由',
    roles: ['unit', 'department', 'investment', 'organisation', ...OVERSEERS],
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ bulletins }, { actor, query, circumstances }) {
      const division = listedDivision(actor, query);
      if (!division) return absent();
      const fiscalYear = query.fiscalYear ?? fiscalYearOf(shanghaiDate(circumstances.time));
      return page(await bulletins(actor, division, { ...query, fiscalYear }));
    },
  }),
  route({
    id: 'getEvaluationPlan',
    method: 'GET',
    path: '/evaluations/plan',
    summary: '重点项目评价周期计划',
    roles: ['department', ...OVERSEERS],
    query: PlanQuery,
    answers: { 200: PlanAnswer },
    async handle({ viewPlan }, { actor, query, circumstances }) {
      const { division = actor.division, departmentCode } = query;
      if (!liesUnder(division, actor.division)) return absent();
      const fiscalYear = query.fiscalYear ?? fiscalYearOf(shanghaiDate(circumstances.time));
      const { items, ...rest } = await viewPlan(division, fiscalYear, departmentCode, actor);
      const from = Number(query.cursor ?? 0);
      const shown = items.slice(from, from + query.limit).map((item) => ({ ...item, must: item.plannedYear === fiscalYear }));
      const next = from + query.limit < items.length ? { next: String(from + query.limit) } : {};
      return found({ fiscalYear, ...rest, items: shown, ...next });
    },
  }),
];
