import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** A public key of a sender, as a JWK (RFC 7517); `kid` is its thumbprint (RFC 7638). */
export const PeerKey = z.object({
  kid: z.string(),
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  y: z.string(),
  alg: z.string().optional(),
});
export type PeerKey = z.infer<typeof PeerKey>;

/** What a sender may send: events of its own projects, rows of county submissions, rows of treasury readings. */
export const PEER_KINDS = ['events', 'submissions', 'readings'] as const;

/** Whose messages are taken from now on, and by which keys they are known; without keys none are. */
export const peerRegistered = defineEvent(
  'peer.registered.v1',
  z.object({ peer: z.string(), name: z.string(), kinds: z.array(z.enum(PEER_KINDS)), keys: z.array(PeerKey) }),
);
