import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Consumer, type Event, type EventType, type HeardBy, MAX_HOPS, read } from '../../events/index.ts';
import { claimed } from './claims.ts';
import { faultFields, type Log } from './log.ts';
import type { Post } from './post.ts';
import type { Vault } from './vault.ts';

/**
 * One consumer per event type that `routes` sends to this function: a forgotten one doesn't compile. `kept` is the event's text word
 * for word, for whoever has to prove later what was said.
 */
export type Consumers<Name extends Consumer> = { readonly [Type in HeardBy<Name>]: (event: Event<Type>, kept: string) => Promise<void> };

interface Door {
  /** Takes what has to be buried. */
  readonly post: () => Promise<Post>;
  readonly deadLettersUrl: string;
  readonly vault?: Vault;
  readonly log: Log;
}

/**
 * The inbox door. Groups are handled side by side, messages of one group in order; after a failure the rest of the group goes back
 * with it. A message that can never be read goes to the dead letters at once, with its reason.
 */
export function openInbox<Name extends Consumer>(consumers: Consumers<Name>, door: Door): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  const byType: Partial<Record<EventType, (event: never, kept: string) => Promise<void>>> = consumers;
  return async (batch) =>
    eachGroup(batch.Records, async (record) => {
      const event = await readRecord(record, door);
      const consumer = typeof event === 'string' ? undefined : byType[event.type];
      if (typeof event === 'string') return bury(record, event, door);
      if (!consumer) return bury(record, `nobody here hears ${event.type}`, door);
      const log = door.log.with({ eventId: event.id, type: event.type, correlationId: event.correlationid });
      try {
        // `read` paired the type with its data, and the consumer was found by that type.
        await (consumer as (event: Event, kept: string) => Promise<void>)(event, record.body);
        log.info('event applied');
      } catch (fault) {
        log.error('event not applied', faultFields(fault));
        throw fault;
      }
    });
}

/** Runs `work` over a batch and reports exactly the records that failed, in FIFO groups with everything behind them. */
export async function eachGroup(records: readonly SQSRecord[], work: (record: SQSRecord) => Promise<void>): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId);
  const failed = await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [at, record] of group.entries()) {
        try {
          await work(record);
        } catch {
          return group.slice(at);
        }
      }
      return [];
    }),
  );
  return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** To the dead letters at once: five receives wouldn't make it readable. Throws when they can't take it, so that nothing is lost. */
export async function bury(record: SQSRecord, reason: string, { post, deadLettersUrl, log }: Door): Promise<void> {
  log.error('message buried', { messageId: record.messageId, reason: reason.slice(0, 200) });
  const group = record.attributes.MessageGroupId ?? 'unreadable';
  const fifo = deadLettersUrl.endsWith('.fifo') ? { fifo: { id: record.messageId, group } } : {};
  await (await post()).bury(deadLettersUrl, { body: record.body, reason, ...fifo });
}

async function readRecord(record: SQSRecord, door: Door): Promise<Event | string> {
  let raw: unknown;
  try {
    raw = JSON.parse(record.body);
  } catch {
    return 'not JSON';
  }
  const reading = read(await claimed(raw, door.vault));
  if (!reading.readable) return reading.reason;
  return reading.event.hops > MAX_HOPS ? `more than ${MAX_HOPS} hops` : reading.event;
}
