import { Envelope } from '../../events/envelope.ts';
import { type Consumer, consumersOf, EVENT_TYPES, type EventType } from '../../events/index.ts';

/** One message to one inbox. Order holds within a subject; the same event twice is dropped by the inbox for five minutes, by its consumer for ever. */
export interface Letter {
  readonly to: Consumer;
  /** Of the event. */
  readonly id: string;
  /** The event's subject. */
  readonly group: string;
  readonly body: string;
}

export type Addressed = { readonly known: true; readonly letters: readonly Letter[] } | { readonly known: false; readonly reason: string };

const Head = Envelope.pick({ id: true, type: true, subject: true });

/** RE-01: an event goes to every consumer that `routes` names, word for word as it was kept; what has no route is not dropped but named. */
export function address(kept: string | undefined): Addressed {
  let raw: unknown;
  try {
    raw = JSON.parse(kept ?? '');
  } catch {
    return { known: false, reason: 'not JSON' };
  }
  const head = Head.safeParse(raw);
  if (!head.success) return { known: false, reason: 'not an event' };
  const { id, type, subject } = head.data;
  if (!isEventType(type)) return { known: false, reason: `unknown type ${type}` };
  return { known: true, letters: consumersOf(type).map((to) => ({ to, id, group: subject, body: kept ?? '' })) };
}

function isEventType(type: string): type is EventType {
  return EVENT_TYPES.some((known) => known === type);
}

/** The services' limits for one SendMessageBatch. */
const ENTRIES = 10;
const BYTES = 250_000;

/** RE-02: batches that the queue service takes, in order. */
export function batches<T extends { readonly body: string }>(letters: readonly T[]): T[][] {
  const result: T[][] = [];
  let bytes = 0;
  for (const letter of letters) {
    const size = Buffer.byteLength(letter.body);
    const last = result.at(-1);
    if (last && last.length < ENTRIES && bytes + size <= BYTES) {
      last.push(letter);
      bytes += size;
    } else {
      result.push([letter]);
      bytes = size;
    }
  }
  return result;
}
