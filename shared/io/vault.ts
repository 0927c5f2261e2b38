import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';

/** What an attachment claims to be, before anybody has seen its bytes. */
export interface Claim {
  readonly bytes: number;
  /** `sha256:<hex>`; the only algorithm that S3 checks a browser's bytes against. */
  readonly digest: string;
  readonly mediaType: string;
}

export interface Upload {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

export interface Slice {
  readonly bytes: Uint8Array;
  readonly total: number;
}

/** Content-addressed files: the key ends in the digest, so that the same bytes are kept once and a changed file can't take their place. */
export interface Vault {
  /** Keeps text or bytes; the key answered is `<folder>/<digest hex>`. */
  keep(folder: string, content: string | Uint8Array, digest: string, mediaType?: string): Promise<string>;
  fetch(key: string): Promise<Uint8Array | undefined>;
  /** Up to `length` bytes from a place on, and how many there are in all: so a file of any size is read without holding it. */
  slice(key: string, from: number, length: number): Promise<Slice | undefined>;
  /** The key under which a claimed file lies or will lie. */
  keyOf(folder: string, digest: string): string;
  /** A signed address to which the browser puts the bytes itself. */
  upload(folder: string, claim: Claim): Promise<Upload>;
  /** Says whether a file is there and is what it claimed to be. */
  inspect(key: string, digest: string): Promise<Soundness>;
}

export type Soundness = 'sound' | 'missing' | 'different';

const UPLOAD_SECONDS = 900;
/**
 * S3 compares the bytes with the signed checksum as it takes them, so for a large file its record is enough. Not every store that
 * speaks its language does, and a small file costs little to read.
 */
const READ_AGAIN_BYTES = 4 * 1024 * 1024;

/** Opens the bucket. The S3 client is loaded on first use: most requests never touch a file. */
export function openVault(options: { readonly bucket: string; readonly clock: () => Date }): Vault {
  let opened: Promise<S3Client> | undefined;
  const sdk = () => import('@aws-sdk/client-s3');
  const client = () => {
    opened ??= sdk().then(
      ({ S3Client }) => new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' }),
    );
    return opened;
  };
  const { bucket } = options;
  const keyOf = (folder: string, digest: string) => `${folder}/${digest.replace(':', '-')}`;
  const get = async (key: string) => {
    const { GetObjectCommand } = await sdk();
    return unlessMissing(async () => (await client()).send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  };
  return {
    keyOf,
    async fetch(key) {
      return (await get(key))?.Body?.transformToByteArray();
    },
    async slice(key, from, length) {
      const { GetObjectCommand } = await sdk();
      const range = `bytes=${from}-${from + length - 1}`;
      const asked = async () => (await client()).send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }));
      const found = await unlessMissing(asked).catch((fault: unknown) => {
        // Nothing lies there any more: the file ends before.
        if (fault instanceof Error && fault.name === 'InvalidRange') return 'behind the end' as const;
        throw fault;
      });
      if (found === 'behind the end') return { bytes: new Uint8Array(), total: from };
      const bytes = await found?.Body?.transformToByteArray();
      return bytes && { bytes, total: Number(found?.ContentRange?.split('/')[1] ?? bytes.length) };
    },
    async keep(folder, content, digest, mediaType = 'application/json') {
      const { PutObjectCommand } = await sdk();
      const key = keyOf(folder, digest);
      const checksum = checksumOf(digest);
      await (await client()).send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: content,
          ContentType: mediaType,
          ...(checksum ? { ChecksumSHA256: checksum } : {}),
        }),
      );
      return key;
    },
    async upload(folder, claim) {
      const [{ PutObjectCommand }, { getSignedUrl }] = await Promise.all([sdk(), import('@aws-sdk/s3-request-presigner')]);
      const checksum = checksumOf(claim.digest);
      if (!checksum) throw new RangeError(`S3 can't check ${claim.digest}`);
      const now = options.clock();
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(folder, claim.digest),
        ContentType: claim.mediaType,
        ContentLength: claim.bytes,
        ChecksumSHA256: checksum,
      });
      const url = await getSignedUrl(await client(), command, {
        expiresIn: UPLOAD_SECONDS,
        signingDate: now,
        // Sent and signed as headers: S3 then refuses other bytes, more bytes, or the same as another type.
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
        signableHeaders: new Set(['host', 'content-type', 'content-length', 'x-amz-checksum-sha256']),
      });
      return {
        url,
        headers: { 'content-type': claim.mediaType, 'x-amz-checksum-sha256': checksum },
        expiresAt: new Date(now.getTime() + UPLOAD_SECONDS * 1000).toISOString(),
      };
    },
    async inspect(key, digest) {
      const { HeadObjectCommand } = await sdk();
      const head = await unlessMissing(async () =>
        (await client()).send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' })),
      );
      if (!head) return 'missing';
      const recorded = head.ChecksumSHA256;
      if (recorded !== undefined && recorded !== checksumOf(digest)) return 'different';
      if (recorded !== undefined && (head.ContentLength ?? 0) > READ_AGAIN_BYTES) return 'sound';
      const body = (await get(key))?.Body;
      if (!body) return 'missing';
      return (await digestOfStream(body.transformToWebStream())) === digest ? 'sound' : 'different';
    },
  };
}

/** A digest as S3 writes it, when it is one that S3 can compute. */
function checksumOf(digest: string): string | undefined {
  return digest.startsWith('sha256:') ? Buffer.from(digest.slice(7), 'hex').toString('base64') : undefined;
}

async function digestOfStream(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}

/** S3 says so in two ways: NoSuchKey with a body, NotFound without. */
async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (fault) {
    if (fault instanceof Error && (fault.name === 'NoSuchKey' || fault.name === 'NotFound')) return undefined;
    throw fault;
  }
}
