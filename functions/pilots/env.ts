import * as z from 'zod';

/** Settings; the stack is typed by this object, so a forgotten one doesn't compile. */
export const Env = z.object({
  TABLE_NAME: z.string().min(1),
  VAULT_BUCKET: z.string().min(1),
  DEAD_LETTERS_URL: z.url(),
  JWKS_URL: z.url(),
  TOKEN_ISSUER: z.string().min(1),
  TOKEN_AUDIENCE: z.string().min(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
