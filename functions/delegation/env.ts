import * as z from 'zod';

/** Settings; the stack is typed by this object, so a forgotten one doesn't compile. It hears nothing, so it has no dead letters. */
export const Env = z.object({
  TABLE_NAME: z.string().min(1),
  VAULT_BUCKET: z.string().min(1),
  JWKS_URL: z.url(),
  TOKEN_ISSUER: z.string().min(1),
  TOKEN_AUDIENCE: z.string().min(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
