import * as z from 'zod';
import { defineEvent } from './envelope.ts';

const Kind = z.enum(['department', 'finance']);

/** 重点监控: the project came into it, left it, or is in it for other reasons. `chosen`: what a person decided, over what the rules say. */
export const focusChanged = defineEvent(
  'focus.changed.v1',
  z.object({
    fiscalYear: z.number().int(),
    key: z.boolean(),
    kinds: z.array(Kind),
    reasons: z.array(z.object({ criterion: z.string(), by: Kind, name: z.string(), says: z.string() })),
    chosen: z.object({ key: z.boolean(), by: Kind, reason: z.string() }).optional(),
    basis: z.string(),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
