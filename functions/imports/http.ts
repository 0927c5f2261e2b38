import { digestOf } from '../../events/chain.ts';
import { absent, answer, found, page } from '../../shared/io/answer.ts';
import { type Attachments, attachmentRoute, divisionOf } from '../../shared/io/attachments.ts';
import { problem } from '../../shared/io/problem.ts';
import { type Answer, routesFor, XLSX } from '../../shared/io/route.ts';
import { ListQuery } from '../../shared/io/worklist.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { finding } from '../../shared/values/finding.ts';
import type { Commands } from './commands.ts';
import { type ImportState, progress } from './rules/import.ts';
import { ConfirmationReceipt, ImportBody, Params, PreviewAnswer, ProgressAnswer, RowsAnswer, Workbook } from './shapes.ts';

/** What the routes call: the commands, and the files that were uploaded. */
export type Ports = Commands & { readonly attachments: Pick<Attachments, 'offer' | 'fetch'> };

const route = routesFor<Ports>();
/** Who files goals, readings and self-evaluations; what each of them may file is decided where it is filed. */
const AUTHORS = ['unit', 'department', 'finance-performance'] as const;
const PREVIEW_MS = 7 * 24 * 3600 * 1000;
/** Rows in the answer to an upload; the others are asked for page by page. */
const SHOWN = 100;

export const routes = [
  attachmentRoute<Ports>({ id: 'offerImportAttachment', path: '/imports/attachments', roles: AUTHORS }),
  route({
    id: 'previewImport',
    method: 'POST',
    path: '/imports',
    summary: '上传表格并预览（不保存）',
    roles: AUTHORS,
    body: ImportBody,
    answers: { 200: PreviewAnswer, 201: PreviewAnswer },
    async handle({ receive, head, attachments }, { actor, body, circumstances }) {
      const { workbook, attachmentId, division, ...given } = body;
      if (division !== undefined && !liesUnder(division, actor.division)) return absent();
      const bytes = workbook ? Buffer.from(workbook.content, 'base64') : await uploaded(attachments, attachmentId ?? '', actor.division);
      const at = workbook ? '/workbook' : '/attachmentId';
      if (!bytes) return refused('IM-04', at, '没有这份附件，或者内容与登记的摘要不符');
      const read = await receive({ ...given, name: workbook?.name ?? '附件.xlsx', bytes, at }, circumstances);
      if ('conflict' in read) return { problem: (requestId) => problem('conflict', read.conflict, requestId) };
      if (!read.readable) {
        const { findings } = read;
        return { problem: (requestId) => problem('refused', findings[0]?.says ?? '', requestId, findings) };
      }
      const { rows: counted, ...counts } = progress(read.state);
      const first = await head(read.importId, read.state, SHOWN);
      const shown = first.ok ? { rows: first.items, ...(first.next === undefined ? {} : { next: first.next }) } : { rows: [] };
      return {
        status: read.created ? 201 : 200,
        body: { ...headOf(read.importId, read.state), counts: { rows: counted, ...counts }, ...shown },
      };
    },
  }),
  route({
    id: 'getImport',
    method: 'GET',
    path: '/imports/{importId}',
    summary: '查看导入进度',
    roles: AUTHORS,
    params: Params,
    answers: { 200: ProgressAnswer },
    async handle({ view }, { actor, params }) {
      const state = await view(params.importId, actor);
      return state ? found({ ...headOf(params.importId, state), ...progress(state) }) : absent();
    },
  }),
  route({
    id: 'listImportRows',
    method: 'GET',
    path: '/imports/{importId}/rows',
    summary: '查看导入的各行',
    roles: AUTHORS,
    params: Params,
    query: ListQuery,
    answers: { 200: RowsAnswer },
    async handle({ rows }, { actor, params, query }) {
      const listed = await rows(params.importId, actor, query);
      if (!listed) return absent();
      return listed.ok ? found({ items: listed.items, ...(listed.next === undefined ? {} : { next: listed.next }) }) : page(listed);
    },
  }),
  route({
    id: 'getImportWorkbook',
    method: 'GET',
    path: '/imports/{importId}/workbook.xlsx',
    summary: '下载标出问题单元格的原表',
    roles: AUTHORS,
    params: Params,
    media: XLSX,
    answers: { 200: Workbook },
    async handle({ marked }, { actor, params }) {
      const file = await marked(params.importId, actor);
      return file ? { status: 200, file: { ...file, mediaType: XLSX } } : absent();
    },
  }),
  route({
    id: 'confirmImport',
    method: 'POST',
    path: '/imports/{importId}/confirmation',
    summary: '确认导入，并声明所填数据真实',
    roles: AUTHORS,
    params: Params,
    answers: { 202: ConfirmationReceipt },
    async handle({ confirm }, { params, circumstances }) {
      const confirmed = answer(await confirm(params.importId, circumstances), 'never');
      return 'body' in confirmed ? { ...confirmed, status: 202 } : confirmed;
    },
  }),
];

function headOf(importId: string, { form, fiscalYear, division, name, digest, receivedAt, confirmed }: ImportState) {
  const until = confirmed ? { confirmedAt: confirmed.at } : { expiresAt: new Date(receivedAt + PREVIEW_MS).toISOString() };
  return { importId, form, fiscalYear, division, name, digest, ...until };
}

/** A file that this division brought, if it is what its id says. */
async function uploaded({ fetch }: Pick<Attachments, 'fetch'>, id: string, division: string): Promise<Buffer | undefined> {
  const bytes = divisionOf(id) === division ? await fetch(id) : undefined;
  return bytes && digestOf(bytes) === `sha256:${id.slice(7)}` ? Buffer.from(bytes) : undefined;
}

function refused(rule: string, at: string, says: string): Answer {
  const findings = [finding(rule, at, says, '接口约定（表格导入）')];
  return { problem: (requestId) => problem('refused', says, requestId, findings) };
}
