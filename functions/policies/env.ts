import * as z from 'zod';

/** Settings; the stack is typed by this object, so a forgotten one doesn't compile. It keeps nothing, so it has no table. */
export const Env = z.object({
  JWKS_URL: z.url(),
  TOKEN_ISSUER: z.string().min(1),
  TOKEN_AUDIENCE: z.string().min(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
