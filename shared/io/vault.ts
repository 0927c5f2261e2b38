import type { S3Client } from '@aws-sdk/client-s3';
import { digestOf } from '../../events/chain.ts';

/** What an attachment claims to be, before anybody has seen its bytes. */
export interface Claim {
  readonly bytes: number;
  /** `sha256:<hex>` */
  readonly digest: string;
  readonly mediaType: string;
}

export interface Upload {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** Content-addressed files: the key ends in the digest, so that the same bytes are kept once and a changed file can't take their place. */
export interface Vault {
  /** Keeps text or bytes; the key answered is `<folder>/<digest hex>`. */
  keep(folder: string, content: string | Uint8Array, digest: string, mediaType?: string): Promise<string>;
  fetch(key: string): Promise<Uint8Array | undefined>;
  /** The key under which a claimed file lies or will lie. */
  keyOf(folder: string, digest: string): string;
  /** A signed address to which the browser puts the bytes itself. */
  upload(folder: string, claim: Claim): Promise<Upload>;
  /** Reads the file and says whether it is there and is what it claimed to be. */
  inspect(key: string, digest: string): Promise<'sound' | 'missing' | 'different'>;
}

const UPLOAD_SECONDS = 900;

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
  const fetch = async (key: string): Promise<Uint8Array | undefined> => {
    const { GetObjectCommand, NoSuchKey } = await sdk();
    try {
      const { Body: body } = await (await client()).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await body?.transformToByteArray();
    } catch (fault) {
      if (fault instanceof NoSuchKey || (fault instanceof Error && fault.name === 'NotFound')) return undefined;
      throw fault;
    }
  };
  return {
    keyOf,
    fetch,
    async keep(folder, content, digest, mediaType = 'application/json') {
      const { PutObjectCommand } = await sdk();
      const key = keyOf(folder, digest);
      await (await client()).send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentType: mediaType }));
      return key;
    },
    async upload(folder, claim) {
      const [{ PutObjectCommand }, { getSignedUrl }] = await Promise.all([sdk(), import('@aws-sdk/s3-request-presigner')]);
      const checksum = Buffer.from(claim.digest.replace('sha256:', ''), 'hex').toString('base64');
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(folder, claim.digest),
        ContentType: claim.mediaType,
        ContentLength: claim.bytes,
        ChecksumSHA256: checksum,
      });
      const url = await getSignedUrl(await client(), command, {
        expiresIn: UPLOAD_SECONDS,
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
        signableHeaders: new Set(['content-type', 'content-length']),
      });
      return {
        url,
        headers: { 'content-type': claim.mediaType, 'x-amz-checksum-sha256': checksum },
        expiresAt: new Date(options.clock().getTime() + UPLOAD_SECONDS * 1000).toISOString(),
      };
    },
    async inspect(key, digest) {
      const content = await fetch(key);
      if (!content) return 'missing';
      return digestOf(content) === digest ? 'sound' : 'different';
    },
  };
}
