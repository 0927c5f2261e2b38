import * as z from 'zod';
import type { Role } from '../values/actor.ts';
import { found } from './answer.ts';
import { type Route, routesFor } from './route.ts';
import type { Slice, Soundness, Upload, Vault } from './vault.ts';

/** The largest file that a submission may carry. */
export const ATTACHMENT_BYTES = 50 * 1024 * 1024;
/** How many files are inspected at the same time. */
const SIDE_BY_SIDE = 8;

/** What offices exchange. Nothing that a browser would run. */
export const MEDIA_TYPES = [
  'application/pdf',
  'application/ofd',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/zip',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'text/plain',
  'text/csv',
  'application/x-ndjson',
] as const;

/**
 * `<division>-<SHA-256 hex>`: the file of these bytes that this division brought. It can be checked without a look-up, the same
 * bytes get the same id, and no other division's file can be reached through it.
 */
export const AttachmentId = z
  .string()
  .regex(/^\d{6}-[0-9a-f]{64}$/, '附件编号应为上传附件时取得的编号')
  .meta({ description: '附件编号', examples: [`640104-${'0'.repeat(64)}`] });
export type AttachmentId = z.output<typeof AttachmentId>;

export const AttachmentBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}/\\]+$/u, '文件名不得含路径或控制字符')
    .meta({ description: '文件名' }),
  bytes: z.int().min(1).max(ATTACHMENT_BYTES).meta({ description: '字节数，不超过50 MB' }),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, '应为文件内容的 SHA-256，64位十六进制')
    .meta({ description: '文件内容的 SHA-256，十六进制' })
    .transform((digest) => digest.toLowerCase()),
  mediaType: z.enum(MEDIA_TYPES).meta({ description: '媒体类型' }),
});
export type AttachmentBody = z.output<typeof AttachmentBody>;

export const AttachmentAnswer = z.object({
  attachmentId: AttachmentId,
  upload: z.object({ url: z.url(), headers: z.record(z.string(), z.string()), expiresAt: z.iso.datetime({ offset: true }) }),
});

/** Files of one function's submissions; `folder` is its top folder in the vault. */
export interface Attachments {
  /** A place for a file of the division, and the signed address to put its bytes to. The same file gets the same id. */
  offer(division: string, body: AttachmentBody): Promise<{ readonly attachmentId: AttachmentId; readonly upload: Upload }>;
  /** For each id whether its file is there and is what the id says. */
  inspect(ids: Iterable<AttachmentId>): Promise<ReadonlyMap<AttachmentId, Soundness>>;
  fetch(id: AttachmentId): Promise<Uint8Array | undefined>;
  /** A part of a file that is too large to hold. */
  slice(id: AttachmentId, from: number, length: number): Promise<Slice | undefined>;
}

export function openAttachments(vault: Vault, folder: string): Attachments {
  const folderOf = (division: string) => `${folder}/${division}`;
  const place = (id: AttachmentId) => {
    const digest = `sha256:${id.slice(7)}`;
    return { digest, key: vault.keyOf(folderOf(divisionOf(id)), digest) };
  };
  return {
    async offer(division, { bytes, sha256, mediaType }) {
      const upload = await vault.upload(folderOf(division), { bytes, digest: `sha256:${sha256}`, mediaType });
      return { attachmentId: `${division}-${sha256}`, upload };
    },
    async inspect(ids) {
      const waiting = [...new Set(ids)].values();
      const found = new Map<AttachmentId, Soundness>();
      const work = async () => {
        for (const id of waiting) {
          const { key, digest } = place(id);
          found.set(id, await vault.inspect(key, digest));
        }
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
      return found;
    },
    fetch: (id) => vault.fetch(place(id).key),
    slice: (id, from, length) => vault.slice(place(id).key, from, length),
  };
}

/** The division that brought a file. Who names a file in a submission must belong there, or write about a project there. */
export function divisionOf(id: AttachmentId): string {
  return id.slice(0, 6);
}

/**
 * `POST …/attachments`, the same wherever it is served. Nothing is written, and a repeated answer would be an address that has
 * expired, so it asks for no `Idempotency-Key`.
 */
export function attachmentRoute<Ports extends { readonly attachments: Pick<Attachments, 'offer'> }>(shape: {
  readonly id: string;
  readonly path: string;
  readonly roles: readonly Role[];
  readonly body?: typeof AttachmentBody;
}): Route<Ports> {
  return routesFor<Ports>()({
    body: AttachmentBody,
    ...shape,
    method: 'POST',
    summary: '登记附件并取得上传地址',
    pure: true,
    answers: { 200: AttachmentAnswer },
    async handle({ attachments }, { actor, body }) {
      return found(await attachments.offer(actor.division, body));
    },
  });
}
