import { absent } from '../../shared/io/answer.ts';
import { routesFor, XLSX } from '../../shared/io/route.ts';
import type { Role } from '../../shared/values/actor.ts';
import type { Commands } from './commands.ts';
import { Params, Workbook } from './shapes.ts';

/** The record as the form that people fill in; what comes out imports again unchanged. */
export const formRoutes = <Ports extends Pick<Commands, 'form'>>(roles: readonly Role[]) => [
  routesFor<Ports>()({
    id: 'getSelfEvaluationForm',
    method: 'GET',
    path: '/evaluations/{projectCode}/{fiscalYear}/form.xlsx',
    summary: '下载绩效自评表',
    roles,
    params: Params,
    media: XLSX,
    answers: { 200: Workbook },
    async handle({ form }, { params, actor }) {
      const file = await form(params, actor);
      return file ? { status: 200, file: { ...file, mediaType: XLSX } } : absent();
    },
  }),
];
