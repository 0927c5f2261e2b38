import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { type Actor, ROLES, type Role } from '../values/actor.ts';
import { Division } from '../values/division.ts';

/** Asymmetric signatures only: with a shared secret, who can verify can also forge. */
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];

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
  return {
    async identify(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(authorization ?? '')?.[1];
      if (!token) return { known: false, says: '请求未携带有效的身份令牌（Authorization: Bearer）' };
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: options.issuer,
          audience: options.audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['exp'],
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success) return { known: false, says: '身份令牌缺少人员、区划、单位或角色' };
        return { known: true, actor: { ...claims.data, roles: claims.data.roles.filter(isRole) } };
      } catch (fault) {
        if (fault instanceof errors.JWTExpired) return { known: false, says: '身份令牌已过期' };
        if (fault instanceof errors.JWKSTimeout || fault instanceof errors.JWKSInvalid) throw fault;
        if (fault instanceof errors.JOSEError && fault.code !== 'ERR_JOSE_GENERIC') return { known: false, says: '身份令牌无效' };
        throw fault;
      }
    },
  };
}
