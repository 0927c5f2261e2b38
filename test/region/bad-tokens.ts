import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Person } from '../../local/tokens.ts';

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Tokens that name a person who would be allowed everything asked here, and prove nothing. By what is wrong with them. */
export async function badTokens(person: Person, issue: (person: Person) => Promise<string>): Promise<Readonly<Record<string, string>>> {
  const good = await issue(person);
  const [head = '', payload = '', signature = ''] = good.split('.');
  const header: Record<string, unknown> = JSON.parse(Buffer.from(head, 'base64url').toString());
  const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const forged = (own: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ ...header, alg: 'ES256', ...own }).sign(privateKey);
  const none = (alg: string) => `${encoded({ ...header, alg })}.${payload}.`;
  const shared = `${encoded({ ...header, alg: 'HS256' })}.${payload}`;
  return {
    expired: await issue({ ...person, expiresInSeconds: -60 }),
    'of another issuer': await issue({ ...person, issuer: 'https://id.elsewhere.test' }),
    'for another audience': await issue({ ...person, audience: 'another-system' }),
    unsigned: `${head}.${payload}.`,
    'with alg none': none('none'),
    'with alg None': none('None'),
    'signed with a secret': `${shared}.${createHmac('sha256', 'local').update(shared).digest('base64url')}`,
    'signed by somebody else': await forged({}),
    'that brings its own key': await forged({ jwk: await exportJWK(publicKey) }),
    'of an unknown key': await forged({ kid: 'unknown' }),
    'with other claims': `${head}.${encoded({ ...claims, division: '000000' })}.${signature}`,
    'without claims': await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(privateKey),
    'that is no token': 'x',
    'that is empty': '',
  };
}
