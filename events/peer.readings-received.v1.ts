import { defineEvent } from './envelope.ts';
import { importReadingsConfirmed } from './import.readings-confirmed.v1.ts';

/** Some rows of a sender's batch, for monitoring to record as it does those of an import; `importId` is the batch, `actor` the sender. */
export const peerReadingsReceived = defineEvent('peer.readings-received.v1', importReadingsConfirmed.data);
