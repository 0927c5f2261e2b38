import { createHash, randomBytes } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttachmentBody, type Attachments, divisionOf, openAttachments } from '../../../shared/io/attachments.ts';
import { openVault } from '../../../shared/io/vault.ts';

const store = buildApp({ logger: false });
const now = new Date();
const pdf = Buffer.from('%PDF-1.7 事前绩效评估报告');
let attachments: Attachments;

const bodyOf = (content: Buffer) =>
  AttachmentBody.parse({
    name: '事前绩效评估报告.pdf',
    bytes: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex').toUpperCase(),
    mediaType: 'application/pdf',
  });

beforeAll(async () => {
  const endpoint = await store.listen({ port: 0, host: '127.0.0.1' });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: 'vault' }));
  attachments = openAttachments(openVault({ bucket: 'vault', clock: () => now }), 'assessments');
});
afterAll(() => store.close());

const put = (upload: { url: string; headers: Readonly<Record<string, string>> }, content: Buffer) =>
  fetch(upload.url, { method: 'PUT', headers: { ...upload.headers }, body: new Uint8Array(content) });

describe('attachments', () => {
  it('takes the bytes at the offered address, and finds them sound', async () => {
    const { attachmentId, upload } = await attachments.offer('640104', bodyOf(pdf));
    expect(await attachments.inspect([attachmentId])).toEqual(new Map([[attachmentId, 'missing']]));
    expect((await put(upload, pdf)).status).toBe(200);
    expect(await attachments.inspect([attachmentId])).toEqual(new Map([[attachmentId, 'sound']]));
    expect(Buffer.from((await attachments.fetch(attachmentId)) ?? [])).toEqual(pdf);
  });

  it('are read by parts, and behind their end there is nothing', async () => {
    const { attachmentId, upload } = await attachments.offer('640104', bodyOf(pdf));
    await put(upload, pdf);
    const part = async (from: number, length: number) => {
      const slice = await attachments.slice(attachmentId, from, length);
      return slice && { text: Buffer.from(slice.bytes), total: slice.total };
    };
    expect(await part(0, 8)).toEqual({ text: pdf.subarray(0, 8), total: pdf.length });
    expect(await part(8, 1_000)).toEqual({ text: pdf.subarray(8), total: pdf.length });
    expect(await part(pdf.length, 8)).toEqual({ text: Buffer.alloc(0), total: pdf.length });
    expect(await attachments.slice(`640104-${'0'.repeat(64)}`, 0, 8)).toBeUndefined();
  });

  it('signs size, type and digest into the address, for fifteen minutes', async () => {
    const { upload } = await attachments.offer('640104', bodyOf(pdf));
    const query = new URL(upload.url).searchParams;
    expect(query.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;x-amz-checksum-sha256');
    expect(query.get('X-Amz-Expires')).toBe('900');
    expect(upload.headers).toEqual({
      'content-type': 'application/pdf',
      'x-amz-checksum-sha256': createHash('sha256').update(pdf).digest('base64'),
    });
    expect(upload.expiresAt).toBe(new Date(now.getTime() + 900_000).toISOString());
  });

  it('finds other bytes different, even where the store took them under a false checksum', async () => {
    const claimed = Buffer.from('the report that was claimed');
    const { attachmentId, upload } = await attachments.offer('640104', bodyOf(claimed));
    await put(upload, Buffer.from('another report of that size'));
    expect(await attachments.inspect([attachmentId])).toEqual(new Map([[attachmentId, 'different']]));
  });

  it('gives the same file the same id, and another division another file', async () => {
    const file = bodyOf(Buffer.from('a report of one county'));
    const [one, again, other] = await Promise.all([
      attachments.offer('640104', file),
      attachments.offer('640104', file),
      attachments.offer('640105', file),
    ]);
    await put(one.upload, Buffer.from('a report of one county'));
    expect(again.attachmentId).toBe(one.attachmentId);
    expect([divisionOf(one.attachmentId), divisionOf(other.attachmentId)]).toEqual(['640104', '640105']);
    expect([...(await attachments.inspect([one.attachmentId, other.attachmentId])).values()].toSorted()).toEqual(['missing', 'sound']);
    expect(await attachments.fetch(other.attachmentId)).toBeUndefined();
  });

  it('inspects a large file by the checksum that the store recorded', async () => {
    const large = randomBytes(5 * 1024 * 1024);
    const { attachmentId, upload } = await attachments.offer('640104', bodyOf(large));
    await put(upload, large);
    expect(await attachments.inspect([attachmentId])).toEqual(new Map([[attachmentId, 'sound']]));
  });

  it.each([
    ['a script', { mediaType: 'text/html' }],
    ['an empty file', { bytes: 0 }],
    ['more than 50 MB', { bytes: 50 * 1024 * 1024 + 1 }],
    ['a path for a name', { name: '../报告.pdf' }],
    ['a digest that is none', { sha256: 'abc' }],
    ['a field that nobody asked for', { folder: '640105' }],
  ])('refuses %s', (_, change) => {
    const body = { name: '报告.pdf', bytes: 10, sha256: 'a'.repeat(64), mediaType: 'application/pdf' };
    expect(AttachmentBody.safeParse(body).success).toBe(true);
    expect(AttachmentBody.safeParse({ ...body, ...change }).success).toBe(false);
  });
});
