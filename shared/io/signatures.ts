import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { canonical, digestOf } from '../../events/chain.ts';
import type { PeerKey } from '../../events/peer.registered.v1.ts';
import type { Shelf } from './shelf.ts';
import type { Vault } from './vault.ts';

/** Header of a message between stacks. */
const HEADER = { alg: 'ES256', typ: 'bp+jws' } as const;
/** What is longer travels deflated (`zip`, as in RFC 7516): a queue takes 256 KB. */
const DEFLATED = { zip: 'DEF' } as const;
const PLAIN_BYTES = 120_000;
/** What unpacks to more is an attack on memory. */
const INFLATED_BYTES = 4 * 1024 * 1024;

/** Folder of the vault; one role reads it. */
const FOLDER = 'keys';
const SHELF = 'keys';
const PLACE = 'signing';

/** What a compact JWS of ours carries, before anybody has verified it; `undefined` when it is none. */
export function payloadOf(jws: string): Uint8Array | undefined {
  const [, head = '', payload = ''] = /^([\w-]{1,400})\.([\w-]+)\.[\w-]{86}$/.exec(jws) ?? [];
  if (head === '') return undefined;
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString());
    const ours = header !== null && typeof header === 'object' && 'alg' in header && 'typ' in header && 'kid' in header;
    if (!ours || header.alg !== HEADER.alg || header.typ !== HEADER.typ || typeof header.kid !== 'string') return undefined;
    const bytes = Buffer.from(payload, 'base64url');
    return 'zip' in header && header.zip === DEFLATED.zip ? inflateRawSync(bytes, { maxOutputLength: INFLATED_BYTES }) : bytes;
  } catch {
    return undefined;
  }
}

/** Whether one of the keys, the one that the header names, made this signature. */
export async function isSignedBy(jws: string, keys: readonly PeerKey[]): Promise<boolean> {
  const { compactVerify, createLocalJWKSet, errors } = await import('jose');
  try {
    await compactVerify(jws, createLocalJWKSet({ keys: keys.map((key) => ({ ...key, alg: HEADER.alg })) }), { algorithms: [HEADER.alg] });
    return true;
  } catch (fault) {
    if (fault instanceof errors.JOSEError) return false;
    throw fault;
  }
}

/** A stack's own signature. The key pair is made when it is first asked for. */
export interface Signer {
  publicKeys(): Promise<readonly PeerKey[]>;
  sign(claims: unknown): Promise<string>;
}

/**
 * The private key lies in the vault and the table says which one counts, because the first to say so is heard: two who start at the same
 * time sign alike.
 */
export function openSigner({ vault, shelf }: { readonly vault: Vault; readonly shelf: Shelf }): Signer {
  type Pair = PeerKey & { readonly d: string };
  let pair: Promise<Pair> | undefined;

  const named = async () => (await shelf.take(SHELF, PLACE))[0]?.text;
  const make = async () => {
    const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
    const { privateKey } = await generateKeyPair(HEADER.alg, { extractable: true });
    const jwk = await exportJWK(privateKey);
    const text = canonical({ ...jwk, alg: HEADER.alg, kid: await calculateJwkThumbprint(jwk) });
    await shelf.lay(SHELF, { place: PLACE, text: await vault.keep(FOLDER, text, digestOf(text)) });
    return named();
  };
  const load = async (): Promise<Pair> => {
    const key = (await named()) ?? (await make()) ?? '';
    const bytes = await vault.fetch(key);
    if (!bytes) throw new Error(`the vault lost ${key}`);
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  const loaded = () => {
    pair ??= load().catch((fault: unknown) => {
      pair = undefined;
      throw fault;
    });
    return pair;
  };
  return {
    async publicKeys() {
      const { d: _, ...key } = await loaded();
      return [key];
    },
    async sign(claims) {
      const own = await loaded();
      const { CompactSign, importJWK } = await import('jose');
      const key = await importJWK({ ...own, alg: HEADER.alg }, HEADER.alg);
      const plain = Buffer.from(canonical(claims));
      const long = plain.length > PLAIN_BYTES;
      const header = { ...HEADER, kid: own.kid, ...(long ? DEFLATED : {}) };
      return new CompactSign(long ? deflateRawSync(plain) : plain).setProtectedHeader(header).sign(key);
    },
  };
}
