import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint } from 'jose';
import type { Envelope } from '../../events/index.ts';
import type { PeerKey } from '../../events/peer.registered.v1.ts';

interface Way {
  send(queue: string, body: string, fifo?: { readonly group: string; readonly deduplication: string }): Promise<void>;
}

/** A key pair of this run alone. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  /** As it is registered. */
  readonly jwk: Omit<PeerKey, 'alg' | 'kid'>;
}

export function keyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, jwk: { kty, crv, x, y } };
}

/** The one that the perfect registration names. */
export const KEYS = keyPair();

const DAY_S = 24 * 3600;
let numbers = 0;

/** Another government's stack, as far as ours can see: it signs, and puts messages into the intake queue. */
export class Sender {
  readonly division: string;
  private readonly keys: KeyPair;
  private readonly to: string;
  private readonly way: Way;
  private readonly now: () => number;

  constructor(way: Way, options: { readonly division: string; readonly to: string; readonly now: () => number; readonly keys?: KeyPair }) {
    this.division = options.division;
    this.keys = options.keys ?? KEYS;
    this.to = options.to;
    this.way = way;
    this.now = options.now;
  }

  /** Claims as an honest stack makes them, with what is changed of them. */
  claims(content: object): Record<string, unknown> {
    const iat = Math.floor(this.now() / 1000);
    return { iss: this.division, aud: this.to, iat, exp: iat + 14 * DAY_S, ...content };
  }

  async sign(claims: object, header: object = {}): Promise<string> {
    const kid = await calculateJwkThumbprint(this.keys.jwk);
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', typ: 'bp+jws', kid, ...header })
      .sign(this.keys.privateKey);
  }

  /** Puts a message into the intake queue; the queue itself is never what drops it. */
  async put(body: string, group = this.division): Promise<void> {
    numbers += 1;
    await this.way.send('exchange-intake', body, { group, deduplication: `${this.division}-${process.pid}-${numbers}` });
  }

  async event(event: Envelope, changes: object = {}): Promise<void> {
    const body = await this.sign(this.claims({ jti: event.id, kind: 'event', event, ...changes }));
    await this.put(body, event.subject);
  }

  async rows(kind: 'submissions' | 'readings', jti: string, rows: readonly unknown[], changes: object = {}): Promise<void> {
    await this.put(await this.sign(this.claims({ jti, kind, rows, ...changes })));
  }

  async file(kind: 'submissions' | 'readings', jti: string, claim: string, changes: object = {}): Promise<void> {
    await this.put(await this.sign(this.claims({ jti, kind, claim, ...changes })));
  }
}
