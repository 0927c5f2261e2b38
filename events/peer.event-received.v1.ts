import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** An event of another stack, word for word, whose signature was verified and whose division is the sender's or lies under it. */
export const peerEventReceived = defineEvent(
  'peer.event-received.v1',
  z.object({ sender: z.string(), event: z.record(z.string(), z.unknown()) }),
);
