import { createServer, type Server } from 'node:http';
import { exportJWK, exportSPKI, type GenerateKeyPairResult, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Identity, openIdentity } from '../../../shared/io/identity.ts';

const ISSUER = 'https://login.example.gov.cn';
const AUDIENCE = 'budget-performance';
const CLAIMS = { name: '李静', division: '370103', organisation: '219001', roles: ['unit', 'department'] };

let server: Server;
let origin: string;
let identity: Identity;
let key: GenerateKeyPairResult;
let stranger: GenerateKeyPairResult;
let asked = 0;

beforeAll(async () => {
  [key, stranger] = await Promise.all([generateKeyPair('ES256', { extractable: true }), generateKeyPair('ES256', { extractable: true })]);
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] });
  server = createServer((request, response) => {
    asked += 1;
    if (request.url === '/jwks') response.setHeader('content-type', 'application/json').end(jwks);
    else if (request.url === '/no-json') response.end('<html>');
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  identity = openIdentity({ jwksUrl: `${origin}/jwks`, issuer: ISSUER, audience: AUDIENCE });
});
afterAll(() => server.close());

/** A perfect token; each test spoils one thing. */
async function token(change: Record<string, unknown> = {}, header: { kid?: string } = {}, signer = key): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = { ...CLAIMS, sub: 'U-219001-03', iss: ISSUER, aud: AUDIENCE, iat: seconds, exp: seconds + 300, ...change };
  return new SignJWT(JSON.parse(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
    .sign(signer.privateKey);
}

const refused = (says: string) => ({ known: false, says });
const past = () => Math.floor(Date.now() / 1000) - 1;

describe('a person', () => {
  it('is who a verified token says', async () => {
    expect(await identity.identify(`Bearer ${await token()}`)).toEqual({ known: true, actor: { sub: 'U-219001-03', ...CLAIMS } });
  });

  it('keeps only roles that there are, and may have none', async () => {
    const known = await identity.identify(`Bearer ${await token({ roles: ['unit', 'root', 'constructor'] })}`);
    expect(known).toMatchObject({ known: true, actor: { roles: ['unit'] } });
    expect(await identity.identify(`Bearer ${await token({ roles: [] })}`)).toMatchObject({ known: true, actor: { roles: [] } });
  });

  it("may name its division in finance's nine digits", async () => {
    expect(await identity.identify(`Bearer ${await token({ division: '370103000' })}`)).toMatchObject({ actor: { division: '370103' } });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dTpw', 'Bearer a b', 'Bearer a.b', 'Bearer a.b.c.d', 'Bearer a.b.c extra'])(
    'is nobody with the header %j',
    async (header) => {
      expect(await identity.identify(header)).toEqual(refused('请求未携带有效的身份令牌（Authorization: Bearer）'));
    },
  );

  it('is nobody with an expired token, and is told why', async () => {
    expect(await identity.identify(`Bearer ${await token({ exp: past() })}`)).toEqual(refused('身份令牌已过期'));
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another issuer', { iss: 'https://login.example.com' }],
    ['of no issuer', { iss: undefined }],
    ['for another audience', { aud: 'another' }],
    ['for no audience', { aud: undefined }],
    ['that never expires', { exp: undefined }],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ])('is nobody with a token %s', async (_, change) => {
    expect(await identity.identify(`Bearer ${await token(change)}`)).toEqual(refused('身份令牌无效'));
  });

  it.each<[string, Record<string, unknown>]>([
    ['no roles', { roles: undefined }],
    ['roles that are no list', { roles: 'unit' }],
    ['no division', { division: undefined }],
    ['a division that is none', { division: '37010' }],
    ['no organisation', { organisation: undefined }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
  ])('is nobody with %s', async (_, change) => {
    expect(await identity.identify(`Bearer ${await token(change)}`)).toEqual(refused('身份令牌缺少人员、区划、单位或角色'));
  });

  it('known once is not known longer than the token lasts', async () => {
    const bearer = `Bearer ${await token({ exp: Math.floor(Date.now() / 1000) + 30 })}`;
    expect(await identity.identify(bearer)).toMatchObject({ known: true });
    expect(await identity.identify(bearer)).toMatchObject({ known: true });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect(await identity.identify(bearer).finally(() => vi.useRealTimers())).toEqual(refused('身份令牌已过期'));
  });

  it('known once lends nothing to a token that differs in one character', async () => {
    const bearer = `Bearer ${await token()}`;
    expect(await identity.identify(bearer)).toMatchObject({ known: true });
    const at = bearer.length - 20;
    const other = bearer[at] === 'A' ? 'B' : 'A';
    expect(await identity.identify(bearer.slice(0, at) + other + bearer.slice(at + 1))).toEqual(refused('身份令牌无效'));
  });

  it('is nobody with a token that says alg none', async () => {
    const unsigned = new UnsecuredJWT({ ...CLAIMS, sub: 'U-1', iss: ISSUER, aud: AUDIENCE }).setExpirationTime('5m').encode();
    expect(await identity.identify(`Bearer ${unsigned}`)).toEqual(refused('身份令牌无效'));
  });

  it('is nobody with HS256 over the public key, which everybody has', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const forged = await new SignJWT({ ...CLAIMS, sub: 'U-1', iss: ISSUER, aud: AUDIENCE })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .setExpirationTime('5m')
      .sign(secret);
    expect(await identity.identify(`Bearer ${forged}`)).toEqual(refused('身份令牌无效'));
  });

  it('is nobody with the signature of a stranger, of an unknown key, or cut off', async () => {
    expect(await identity.identify(`Bearer ${await token({}, {}, stranger)}`)).toEqual(refused('身份令牌无效'));
    expect(await identity.identify(`Bearer ${await token({}, { kid: 'two' }, stranger)}`)).toEqual(refused('身份令牌无效'));
    const [head, claims] = (await token()).split('.');
    expect(await identity.identify(`Bearer ${head}.${claims}.`)).toEqual(refused('身份令牌无效'));
  });

  it('is nobody when the claims were changed after they were signed', async () => {
    const [head, claims = '', signature] = (await token()).split('.');
    const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), division: '000000' };
    const forged = `${head}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
    expect(await identity.identify(`Bearer ${forged}`)).toEqual(refused('身份令牌无效'));
  });
});

describe('the key set', () => {
  it('is asked for once, however many tokens come', async () => {
    const fresh = openIdentity({ jwksUrl: `${origin}/jwks`, issuer: ISSUER, audience: AUDIENCE });
    const before = asked;
    const bearer = `Bearer ${await token()}`;
    for (let times = 0; times < 5; times += 1) await fresh.identify(bearer);
    expect(asked - before).toBe(1);
  });

  it.each(['/down', '/no-json'])('that can not be had is a fault: %s', async (path) => {
    const blind = openIdentity({ jwksUrl: `${origin}${path}`, issuer: ISSUER, audience: AUDIENCE });
    await expect(blind.identify(`Bearer ${await token()}`)).rejects.toThrow();
  });

  it('that nobody serves is a fault', async () => {
    const blind = openIdentity({ jwksUrl: 'http://127.0.0.1:1/jwks', issuer: ISSUER, audience: AUDIENCE });
    await expect(blind.identify(`Bearer ${await token()}`)).rejects.toThrow();
  });
});
