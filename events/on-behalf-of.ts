import * as z from 'zod';
import { Role } from '../shared/values/actor.ts';

/** 委托代办: whose roles counted. `person` is a short digest of the token's subject; the delegation says until when and why. */
export const OnBehalfOf = z.object({
  delegation: z.string(),
  person: z.string(),
  name: z.string(),
  organisation: z.string(),
  roles: z.array(Role),
});
export type OnBehalfOf = z.infer<typeof OnBehalfOf>;
