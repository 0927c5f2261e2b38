import * as z from 'zod';

const Division = z.string().regex(/^\d{6}$/);

/** Settings; the stack is typed by this object, so a forgotten one doesn't compile. */
export const Env = z.object({
  /** The division that this stack serves: it signs as that, and takes what is meant for that. */
  DIVISION: Division,
  /** The stack above, if there is one: its intake queue, whom it serves, and its region when that is another. */
  UPSTREAM_INTAKE_URL: z.url().optional(),
  UPSTREAM_DIVISION: Division.optional(),
  UPSTREAM_REGION: z.string().min(1).optional(),
  /** Its own intake queue, where it puts what is left of a file. */
  INTAKE_URL: z.url(),
  TABLE_NAME: z.string().min(1),
  VAULT_BUCKET: z.string().min(1),
  DEAD_LETTERS_URL: z.url(),
  JWKS_URL: z.url(),
  TOKEN_ISSUER: z.string().min(1),
  TOKEN_AUDIENCE: z.string().min(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
