import { request as plainly } from 'node:http';
import { request as securely } from 'node:https';
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';

/** How long a key set is good for, and how soon after it a key that isn't in it makes us ask again. */
const FRESH_MS = 600_000;
const COOLDOWN_MS = 5_000;
const PATIENCE_MS = 5_000;
const LARGEST_BYTES = 1024 * 1024;

const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * The issuer's public keys (JWKS): read when first asked for, and again when they are old or lack the one that a token names. Throws
 * when they can't be had.
 *
 * Not jose's own: that one fetches, and `fetch` costs more of a start than everything else that it takes to verify a token.
 */
export function openKeySet(url: string): JWTVerifyGetKey {
  let held: { readonly find: JWTVerifyGetKey; readonly readAt: number } | undefined;
  let reading: Promise<NonNullable<typeof held>> | undefined;
  const read = () => {
    reading ??= received(new URL(url))
      .then((text) => {
        held = { find: createLocalJWKSet(KeySet.parse(JSON.parse(text))), readAt: performance.now() };
        return held;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  const age = (keys: NonNullable<typeof held>) => performance.now() - keys.readAt;
  return async (header, token) => {
    const keys = held && age(held) < FRESH_MS ? held : await read();
    try {
      return await keys.find(header, token);
    } catch (fault) {
      if (!(fault instanceof errors.JWKSNoMatchingKey) || age(keys) < COOLDOWN_MS) throw fault;
      return (await read()).find(header, token);
    }
  };
}

function received(url: URL): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const request = url.protocol === 'http:' ? plainly : securely;
  const outgoing = request(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(PATIENCE_MS) }, (incoming) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > LARGEST_BYTES) outgoing.destroy(new Error('the key set is too large'));
    });
    incoming.on('end', () => {
      if (incoming.statusCode === 200) resolve(Buffer.concat(pieces).toString());
      else reject(new Error(`the key set was answered with ${incoming.statusCode}`));
    });
    incoming.on('error', reject);
  });
  outgoing.on('error', reject);
  outgoing.end();
  return promise;
}
