import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Envelope, GENESIS } from './envelope.ts';

/** Algorithms that a digest may name. SM3 is the national one (GB/T 32905); both are in Node's own OpenSSL. */
export type DigestAlgorithm = 'sha256' | 'sm3';

/** `sha256:<hex>` of text (as UTF-8) or bytes. */
export function digestOf(content: string | Uint8Array, algorithm: DigestAlgorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(content).digest('hex')}`;
}

/** Canonical JSON (RFC 8785): equal content gives equal text, whatever the order of its keys. */
export function canonical(content: unknown): string {
  const text = canonicalize(content);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Adds the link's hash: over the previous hash and everything the event says. */
export function seal<Unsealed extends Omit<Envelope, 'hash'>>(
  event: Unsealed,
  algorithm: DigestAlgorithm = 'sha256',
): Unsealed & { hash: string } {
  return { ...event, hash: digestOf(event.previoushash + canonical(event), algorithm) };
}

export type ChainReport =
  | { readonly sound: true; readonly length: number; readonly head: string }
  | { readonly sound: false; readonly sequence: number; readonly says: string };

/** Walks one aggregate's chain from its first link and names the first bad one. Takes events as they were kept, unparsed, oldest first. */
export function verifyChain(events: Iterable<Envelope>): ChainReport {
  let head: string = GENESIS;
  let sequence = 0;
  for (const event of events) {
    sequence += 1;
    if (event.sequence !== sequence) return { sound: false, sequence, says: `第${sequence}条记录缺失，读到的是第${event.sequence}条` };
    if (event.previoushash !== head) return { sound: false, sequence, says: `第${sequence}条记录与上一条不衔接` };
    const { hash, ...content } = event;
    const algorithm = hash.startsWith('sm3:') ? 'sm3' : 'sha256';
    if (digestOf(head + canonical(content), algorithm) !== hash)
      return { sound: false, sequence, says: `第${sequence}条记录的内容与其摘要不符` };
    head = hash;
  }
  return { sound: true, length: sequence, head };
}
