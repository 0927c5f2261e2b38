import { absent } from '../../shared/io/answer.ts';
import { routesFor, XLSX } from '../../shared/io/route.ts';
import type { Role } from '../../shared/values/actor.ts';
import type { Commands } from './commands.ts';
import { FormQuery, Workbook, YearParams } from './shapes.ts';

/** The record as the form that people fill in; what comes out imports again unchanged. */
export const formRoutes = <Ports extends Pick<Commands, 'form'>>(roles: readonly Role[]) => [
  routesFor<Ports>()({
    id: 'getMonitoringForm',
    method: 'GET',
    path: '/monitoring/{projectCode}/{fiscalYear}/form.xlsx',
    summary: '下载绩效运行监控表；不填 period 为最近一期',
    roles,
    params: YearParams,
    query: FormQuery,
    media: XLSX,
    answers: { 200: Workbook },
    async handle({ form }, { actor, params, query }) {
      const file = await form(params, query.period, actor);
      return file ? { status: 200, file: { ...file, mediaType: XLSX } } : absent();
    },
  }),
];
