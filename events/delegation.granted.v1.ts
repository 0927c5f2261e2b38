import * as z from 'zod';
import { Role } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';

/** What a delegation reaches. */
export const DelegationKind = z.enum(['goals', 'assessment', 'evaluation']);
export type DelegationKind = z.infer<typeof DelegationKind>;

/**
 * 委托代办: until a day somebody may review with the roles of the envelope's actor. `person` and `to` are short digests of token subjects;
 * both belong to the envelope's division. Both days count.
 */
export const delegationGranted = defineEvent(
  'delegation.granted.v1',
  z.object({
    delegation: z.string(),
    person: z.string(),
    roles: z.array(Role).min(1),
    to: z.string(),
    toOrganisation: z.string(),
    kinds: z.array(DelegationKind).min(1),
    from: z.string(),
    until: z.string(),
    reason: z.string(),
  }),
);
