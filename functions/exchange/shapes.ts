import * as z from 'zod';
import { PEER_KINDS } from '../../events/peer.registered.v1.ts';
import { ATTACHMENT_BYTES, AttachmentBody, AttachmentId } from '../../shared/io/attachments.ts';
import { misreadings } from '../../shared/io/misreadings.ts';
import { ReadingRow, readingOf } from '../../shared/io/reading-row.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { readBody } from '../../shared/io/request-body.ts';
import { ListQuery } from '../../shared/io/worklist.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

export const PeerParams = z.strictObject({ division: Division });
const BatchId = z
  .string()
  .regex(/^\d{6}\.[\w-]{1,64}$/, '批次编号应为 发送方区划.批次号')
  .meta({ description: '批次编号：发送方区划和其所编的批次号', examples: ['640104.2025-07'] });
export const BatchParams = z.strictObject({ batch: BatchId });
export const BatchesQuery = ListQuery.extend({ sender: Division.optional().meta({ description: '发送方区划' }) });

const Kind = z.enum(PEER_KINDS).meta({ description: '可以发送的内容：事件、分阶段报送、监控数据' });
const Coordinate = z.string().regex(/^[\w-]{43}$/, '应为 P-256 坐标，Base64url');

/** RFC 7517, of P-256 and nothing else; what a stack shows at `GET /exchange/keys`. */
const PublicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
  kid: z
    .string()
    .regex(/^[\w-]{43}$/, '应为公钥的指纹（RFC 7638）')
    .optional(),
  alg: z.literal('ES256').optional(),
  use: z.literal('sig').optional(),
});

export const PeerBody = z.strictObject({
  name: z.string().trim().min(1).max(100).meta({ description: '发送方名称' }),
  kinds: z.array(Kind).max(3),
  keys: z.array(PublicKey).max(3).meta({ description: '公钥（JWK）；更换时新旧并列一段时间，没有公钥则一概不收' }),
});

/** 1 GB: a county's years in one file. */
export const FileBody = AttachmentBody.extend({
  bytes: z
    .int()
    .min(1)
    .max(20 * ATTACHMENT_BYTES)
    .meta({ description: '字节数，不超过1000 MB' }),
});

/** A message's claims, whoever signed them. */
const Seconds = z.int().min(0).max(1e11);
const head = { iss: z.string().regex(/^[1-9]\d{5}$/), aud: z.string().max(20), iat: Seconds, exp: Seconds };
const batch = { ...head, jti: z.string().regex(/^[\w-]{1,64}$/), kind: z.enum(['submissions', 'readings']) };
export const Claims = z.union([
  z.strictObject({ ...head, jti: z.string().min(1).max(400), kind: z.literal('event'), event: z.record(z.string(), z.unknown()) }),
  z.strictObject({ ...batch, rows: z.array(z.unknown()) }),
  z.strictObject({ ...batch, claim: AttachmentId }),
]);

/** What this door sends itself: go on with a batch. It needs no signature, because it says nothing that isn't known here. */
export const GoOn = z.strictObject({ goOn: BatchId, piece: z.int().min(1) });

/** 分阶段分报告 as a county brings it; what it may say, pilots tell. */
const SubmissionRow = z.strictObject({
  programme: z.string().trim().min(1).max(60),
  division: Division,
  projectCode: ProjectCode,
  stage: z.string().trim().min(1).max(40),
  completedOn: PlainDate,
  report: z.union([z.string().max(20_000), z.record(z.string().max(60), z.unknown())]).optional(),
});

export const rowReader = {
  submission(raw: unknown, row: number) {
    const read = SubmissionRow.safeParse(raw);
    if (!read.success) return { findings: misreadings(read.error, '', 10) };
    const { report, ...rest } = read.data;
    return { row: { row, ...rest, ...(report === undefined ? {} : { report }) } };
  },
  reading(raw: unknown, row: number) {
    const read = ReadingRow.safeParse(raw);
    if (!read.success) return { findings: misreadings(read.error, '', 10) };
    const { projectCode, fiscalYear, period } = read.data;
    return { row: { row, projectCode, fiscalYear, period, reading: readingOf(read.data) } };
  },
  line(bytes: Uint8Array) {
    const read = readBody(bytes);
    return read.ok ? { value: read.value } : { says: read.says };
  },
};

const count = z.int().min(0);
const when = z.string().optional();
const Refused = z.object({ rule: z.string(), reason: z.string(), says: z.string(), count, last: z.string() });
const counts = {
  received: count,
  repeated: count,
  refused: z.array(Refused),
  lastReceived: when,
  lastRefused: when,
};
const peer = {
  division: z.string(),
  name: z.string(),
  kinds: z.array(Kind),
  keys: z.array(z.string()).meta({ description: '公钥指纹' }),
  registeredAt: z.string(),
};
export const PeerReceipt = receiptOf(peer);
export const PeerAnswer = z.object({ ...peer, ...counts });
export const PeersAnswer = z.object({
  items: z.array(z.looseObject(peer)),
  next: z.string().optional(),
  unknown: z.object(counts).meta({ description: '发送方不明的消息' }),
});
export const KeysAnswer = z.object({ division: z.string(), keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

const RowFindings = z.object({ row: z.int().meta({ description: '第几行，自0计' }), findings: z.array(Finding) });
const progress = {
  batch: z.string(),
  sender: z.string(),
  kind: z.enum(['submissions', 'readings']),
  receivedAt: z.string(),
  status: z.enum(['reading', 'waiting', 'answered']).meta({ description: '正在读取、等待答复、全部答复' }),
  rows: count,
  waiting: count,
  recorded: count,
  unchanged: count,
  refused: count,
  pieces: count.meta({ description: '已经读取的段数' }),
};
export const BatchAnswer = z.object({
  ...progress,
  findings: z.array(RowFindings),
  next: z.string().optional().meta({ description: '还有更多行时，GET …/rows?cursor= 从此处接着读' }),
});
export const BatchesAnswer = z.object({ items: z.array(z.looseObject({ batch: z.string() })), next: z.string().optional() });
export const RowsAnswer = z.object({ items: z.array(RowFindings), next: z.string().optional() });
