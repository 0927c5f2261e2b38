import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { type Attachments, attachmentRoute } from '../../shared/io/attachments.ts';
import { type Route, routesFor } from '../../shared/io/route.ts';
import { ListAnswer, type Listed, ListQuery, listedDivision } from '../../shared/io/worklist.ts';
import type { Frame } from '../../shared/policy/frames.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { yuan } from '../../shared/values/money.ts';
import { Recomputation } from '../../shared/values/recomputation.ts';
import type { Commands } from './commands.ts';
import { type AppraisingDoor, appraisingRoutes } from './http-appraising.ts';
import { type CoverageDoor, coverageRoutes } from './http-coverage.ts';
import { formRoutes } from './http-form.ts';
import { reviewRoutes } from './http-review.ts';
import { causesOf } from './rules/evaluation.ts';
import {
  ArchiveAnswer,
  ArchiveReceipt,
  CheckBody,
  CheckReceipt,
  EvaluationAnswer,
  FrameScoreAnswer,
  FrameScoreBody,
  FramesAnswer,
  FramesQuery,
  Params,
  Receipt,
  ReportBody,
  ScoreAnswer,
  ScoreBody,
  SelfBody,
  VerificationAnswer,
} from './shapes.ts';

/** What the routes call: the commands, the worklists, the attachments. */
export type Ports = Commands &
  CoverageDoor &
  AppraisingDoor & {
    readonly list: (actor: Actor, division: string, query: ListQuery & { readonly fiscalYear: number }) => Promise<Listed>;
    readonly attachments: Pick<Attachments, 'offer'>;
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

export const routes: readonly Route<Ports>[] = [
  ...coverageRoutes,
  ...appraisingRoutes,
  ...formRoutes<Ports>(READERS),
  ...reviewRoutes<Ports>(READERS),
  attachmentRoute<Ports>({ id: 'offerEvaluationAttachment', path: '/evaluations/attachments', roles: ['unit', 'department', ...FINANCE] }),
  route({
    id: 'scoreEvaluation',
    method: 'POST',
    path: '/evaluations/score',
    summary: '自评计分试算（不保存）',
    roles: [...READERS, 'third-party'],
    pure: true,
    body: ScoreBody,
    answers: { 200: ScoreAnswer },
    async handle({ score }, { actor, body, circumstances }) {
      const { division = actor.division, fiscalYear = fiscalYearOf(shanghaiDate(circumstances.time)), ruleSet, ...form } = body;
      return found(score(form, division, fiscalYear, ruleSet));
    },
  }),
  route({
    id: 'listFrames',
    method: 'GET',
    path: '/evaluations/frames',
    summary: '部门整体、街道、政策评价的共性指标体系',
    roles: [...READERS, 'third-party'],
    query: FramesQuery,
    answers: { 200: FramesAnswer },
    async handle({ frames }, { actor, query, circumstances }) {
      const { division = actor.division, fiscalYear = fiscalYearOf(shanghaiDate(circumstances.time)), subject, limit } = query;
      if (!liesUnder(division, actor.division)) return absent();
      return found({ items: (await frames(division, fiscalYear, subject)).slice(0, limit).map(tellFrame) });
    },
  }),
  route({
    id: 'scoreFrame',
    method: 'POST',
    path: '/evaluations/frames/score',
    summary: '按共性指标体系试算（不保存）',
    roles: [...READERS, 'third-party'],
    pure: true,
    body: FrameScoreBody,
    answers: { 200: FrameScoreAnswer },
    async handle({ scoreFrame }, { actor, body, circumstances }) {
      const { division = actor.division, fiscalYear = fiscalYearOf(shanghaiDate(circumstances.time)), subject, inputs } = body;
      const { frame, sheet } = await scoreFrame(division, fiscalYear, subject, inputs);
      return found({ frame: frame.id, basis: frame.rows.basis, ...sheet });
    },
  }),
  route({
    id: 'selfEvaluate',
    method: 'PUT',
    path: '/evaluations/{projectCode}/{fiscalYear}/self',
    summary: '报送单位自评',
    roles: ['unit', 'department'],
    params: Params,
    body: SelfBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ selfEvaluate }, { params, body, circumstances }) {
      return answer(await selfEvaluate(params, body, circumstances));
    },
  }),
  route({
    id: 'spotCheck',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/spot-checks',
    summary: '抽查复核',
    roles: FINANCE,
    params: Params,
    body: CheckBody,
    answers: { 200: CheckReceipt, 201: CheckReceipt },
    async handle({ spotCheck }, { params, body, circumstances }) {
      return answer(await spotCheck(params, body, circumstances), 'always');
    },
  }),
  route({
    id: 'reportDepartmentEvaluation',
    method: 'PUT',
    path: '/evaluations/{projectCode}/{fiscalYear}/department',
    summary: '报送部门评价',
    roles: ['department'],
    params: Params,
    body: ReportBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ report }, { params, body, circumstances }) {
      return answer(await report(params, 'department', body, circumstances));
    },
  }),
  route({
    id: 'reportFinanceEvaluation',
    method: 'PUT',
    path: '/evaluations/{projectCode}/{fiscalYear}/finance',
    summary: '报送财政评价',
    roles: ['finance-performance'],
    params: Params,
    body: ReportBody,
    answers: { 200: Receipt, 201: Receipt },
    async handle({ report }, { params, body, circumstances }) {
      return answer(await report(params, 'finance', body, circumstances));
    },
  }),
  route({
    id: 'archiveEvaluation',
    method: 'POST',
    path: '/evaluations/{projectCode}/{fiscalYear}/archive',
    summary: '绩效档案归档',
    roles: ['finance-performance'],
    params: Params,
    answers: { 200: ArchiveReceipt, 201: ArchiveReceipt },
    async handle({ archive }, { params, circumstances }) {
      return answer(await archive(params, circumstances), 'always');
    },
  }),
  route({
    id: 'getArchive',
    method: 'GET',
    path: '/evaluations/{projectCode}/{fiscalYear}/archive',
    summary: '查看绩效档案目录',
    roles: READERS,
    params: Params,
    answers: { 200: ArchiveAnswer },
    async handle({ archived }, { params, actor }) {
      const view = await archived(params, actor);
      return view ? found(view) : absent();
    },
  }),
  route({
    id: 'verifyArchive',
    method: 'GET',
    path: '/evaluations/{projectCode}/{fiscalYear}/archive/verification',
    summary: '绩效档案四性检测',
    roles: READERS,
    params: Params,
    answers: { 200: VerificationAnswer },
    async handle({ verification }, { params, actor, circumstances }) {
      const result = await verification(params, actor, circumstances.time);
      return result ? found(result) : absent();
    },
  }),
  route({
    id: 'recomputeEvaluation',
    method: 'GET',
    path: '/evaluations/{projectCode}/{fiscalYear}/recompute',
    summary: '重算绩效评价的得分和等级',
    roles: READERS,
    params: Params,
    answers: { 200: Recomputation },
    async handle({ recompute }, { params, actor }) {
      const report = await recompute(params, actor);
      return report ? found(report) : absent();
    },
  }),
  route({
    id: 'getEvaluation',
    method: 'GET',
    path: '/evaluations/{projectCode}/{fiscalYear}',
    summary: '查看绩效评价',
    roles: READERS,
    params: Params,
    answers: { 200: EvaluationAnswer },
    async handle({ view }, { params, actor }) {
      const seen = await view(params, actor);
      if (!seen) return absent();
      const { state, status, result, self, check, department, finance, reEvaluation, steps, version } = seen;
      const funds = self && {
        ...self.funds,
        initial: yuan(self.funds.initial),
        adjusted: yuan(self.funds.adjusted),
        executed: yuan(self.funds.executed),
      };
      return found(
        {
          projectCode: state.projectCode,
          name: state.name,
          fiscalYear: state.fiscalYear,
          division: state.division,
          status,
          ...seen.reviewed,
          result: result ? { total: result.total, grade: result.grade, by: result.by } : null,
          self: self ? { ...self, funds } : null,
          spotCheckDraft: seen.draft ?? null,
          spotCheck: check ?? null,
          department: department ?? null,
          finance: finance ?? null,
          reEvaluation: reEvaluation ?? null,
          procedure: seen.procedure,
          steps,
          exchange: seen.answer ?? null,
          applications: seen.applications.map(({ amount, ...each }) => ({
            ...each,
            ...(amount === undefined ? {} : { amount: yuan(amount) }),
            followUps: seen.followUps.filter(({ application }) => application === each.application),
          })),
          bulletin: causesOf(state),
          archiveId: state.archive?.archiveId ?? null,
          version,
        },
        version,
      );
    },
  }),
  route({
    id: 'listEvaluations',
    method: 'GET',
    path: '/evaluations',
    summary: '绩效评价列表',
    roles: READERS,
    query: ListQuery,
    answers: { 200: ListAnswer },
    async handle({ list }, { actor, query, circumstances }) {
      const division = listedDivision(actor, query);
      if (!division) return absent();
      const listed = await list(actor, division, {
        ...query,
        fiscalYear: query.fiscalYear ?? fiscalYearOf(shanghaiDate(circumstances.time)),
      });
      return page(listed);
    },
  }),
];

/** A frame as people read it: each row with its formula and the figures that it takes. */
function tellFrame({ id, subject, name, rows }: Frame) {
  return {
    id,
    subject,
    name,
    basis: rows.basis,
    rows: rows.value.map(({ ratio, formula = '按评分标准评定', ...row }) => ({
      ...row,
      formula,
      inputs: ratio ? [...new Set([ratio.plus, ...(ratio.minus === undefined ? [] : [ratio.minus]), ratio.over])] : [row.key],
      ...(ratio ? { full: ratio.full, zero: ratio.zero } : {}),
    })),
  };
}
