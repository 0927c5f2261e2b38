import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { type Actor, ROLES, type Role } from '../values/actor.ts';
import { Division } from '../values/division.ts';

/** Asymmetric signatures only: with a shared secret, who can verify can also forge. */
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];

/** A verified token is taken at its word for so long, and no longer than it lasts: a key that its issuer withdraws has to be heeded soon. */
const TRUSTED_MS = 60_000;
const MOST_TRUSTED = 1_000;

const isRole = (role: string): role is Role => ROLES.some((known) => known === role);

const Claims = z.object({
  sub: z.string().min(1).max(64),
  name: z.string().max(64).default(''),
  division: Division,
  organisation: z.string().max(40),
  roles: z.array(z.string().max(40)).max(20),
});

export type Identification = { readonly known: true; readonly actor: Actor } | { readonly known: false; readonly says: string };

export interface Identity {
  /** Reads an `Authorization` header. Throws only when the key set can't be had: that is a fault, not a refusal. */
  identify(authorization: string | undefined): Promise<Identification>;
}

/** Verifies bearer tokens against a JWKS inside the function, so that nothing depends on a gateway having done it. */
export function openIdentity(options: { readonly jwksUrl: string; readonly issuer: string; readonly audience: string }): Identity {
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), { cooldownDuration: 5_000 });
  const trusted = new Map<string, { readonly actor: Actor; readonly until: number }>();
  const trust = (token: string, actor: Actor, expires: number) => {
    const [oldest] = trusted.size < MOST_TRUSTED ? [] : trusted.keys();
    if (oldest !== undefined) trusted.delete(oldest);
    trusted.set(token, { actor, until: Math.min(expires * 1000, Date.now() + TRUSTED_MS) });
  };
  return {
    async identify(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(authorization ?? '')?.[1];
      if (!token) return { known: false, says: '请求未携带有效的身份令牌（Authorization: Bearer）' };
      const verified = trusted.get(token);
      if (verified && Date.now() < verified.until) return { known: true, actor: verified.actor };
      trusted.delete(token);
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: options.issuer,
          audience: options.audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['exp'],
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success) return { known: false, says: '身份令牌缺少人员、区划、单位或角色' };
        const actor = { ...claims.data, roles: claims.data.roles.filter(isRole) };
        trust(token, actor, payload.exp ?? 0);
        return { known: true, actor };
      } catch (fault) {
        if (fault instanceof errors.JWTExpired) return { known: false, says: '身份令牌已过期' };
        if (fault instanceof errors.JWKSTimeout || fault instanceof errors.JWKSInvalid) throw fault;
        if (fault instanceof errors.JOSEError && fault.code !== 'ERR_JOSE_GENERIC') return { known: false, says: '身份令牌无效' };
        throw fault;
      }
    },
  };
}
