import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 收回委托: what was said under it before stays said. */
export const delegationRevoked = defineEvent('delegation.revoked.v1', z.object({ delegation: z.string(), reason: z.string().optional() }));
