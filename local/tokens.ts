import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listenLocally, portOf, shut } from './listening.ts';

/** Whom a token names. */
export interface Person {
  /** GB/T 2260, six digits. */
  readonly division: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly name?: string;
  /** Default ten years, so that moving the clock through a project's life doesn't lock anybody out. Negative = expired already. */
  readonly expiresInSeconds?: number;
  readonly issuer?: string;
  readonly audience?: string;
}

const TEN_YEARS = 10 * 366 * 24 * 3600;

/**
 * The identity service of this machine: a key pair made at start, its public half served as a JWKS, tokens for whoever is asked for. Every region
 * of a launch takes them, as counties do that share their province's: the division in a token says where its bearer may do what.
 */
export class TokenOffice {
  static readonly issuer = 'https://id.local.test';
  static readonly audience = 'budget-performance';
  readonly jwks: string;
  /** Where functions find the public key. */
  readonly jwksUrl: string;
  private readonly key: CryptoKey;
  private readonly server: Server;

  private constructor(key: CryptoKey, jwks: string, server: Server) {
    this.key = key;
    this.jwks = jwks;
    this.server = server;
    this.jwksUrl = `http://127.0.0.1:${portOf(server)}/jwks.json`;
  }

  static async open(): Promise<TokenOffice> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: KEY_ID }] });
    const server = createServer((_, outgoing) => outgoing.writeHead(200, { 'content-type': 'application/json' }).end(jwks));
    return new TokenOffice(privateKey, jwks, await listenLocally(server));
  }

  /** A token that begins at `at`, milliseconds since 1970: regions of one launch have clocks of their own. */
  async issue(person: Person, at: number): Promise<string> {
    const { division, organisation, roles, name = '', expiresInSeconds = TEN_YEARS } = person;
    const now = Math.floor(at / 1000);
    return new SignJWT({ name, division, organisation, roles: [...roles] })
      .setProtectedHeader({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
      .setSubject(subjectOf(division, organisation, roles, name))
      .setIssuer(person.issuer ?? TokenOffice.issuer)
      .setAudience(person.audience ?? TokenOffice.audience)
      .setIssuedAt(now)
      .setExpirationTime(now + expiresInSeconds)
      .sign(this.key);
  }

  async close(): Promise<void> {
    await shut(this.server);
  }
}

const KEY_ID = 'local';

/** The same person is the same subject every time, and two people aren't. */
function subjectOf(...parts: readonly unknown[]): string {
  return `local-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)}`;
}
