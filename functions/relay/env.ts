import * as z from 'zod';
import { CONSUMERS } from '../../events/index.ts';

/** Settings; the stack is typed by this object, so a forgotten one doesn't compile. */
export const Env = z.object({
  /** JSON: consumer → URL of its inbox; every consumer of `routes` must be there, or the relay refuses to start. */
  INBOXES: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('should be JSON');
        return z.NEVER;
      }
    })
    .pipe(z.record(z.enum(CONSUMERS), z.url())),
  DEAD_LETTERS_URL: z.url(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
