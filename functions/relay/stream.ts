import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Consumer } from '../../events/index.ts';
import type { Log } from '../../shared/io/log.ts';
import type { Post } from '../../shared/io/post.ts';
import { address, batches, type Letter } from './rules.ts';

interface Door {
  readonly post: Post;
  readonly inboxes: Readonly<Record<Consumer, string>>;
  readonly deadLettersUrl: string;
  readonly log: Log;
}

/**
 * The stream door: from the tables to the inboxes. Answers the first record that couldn't be sent in full; the stream gives it and
 * everything behind it again. A partial success of SendMessageBatch is a failure of the entries it names.
 */
export function openStream(door: Door): (batch: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async ({ Records: records }) => {
    const letters: (Letter & { readonly record: number })[] = [];
    for (const [at, record] of records.entries()) {
      const kept = record.dynamodb?.NewImage?.event?.S;
      const addressed = address(kept);
      if (addressed.known) letters.push(...addressed.letters.map((letter) => ({ ...letter, record: at })));
      else await bury(record, addressed.reason, door);
    }
    const unsent: number[] = [];
    for (const [to, mine] of Map.groupBy(letters, (letter) => letter.to)) {
      for (const batch of batches(mine)) unsent.push(...(await door.post.send(door.inboxes[to], batch)).map((letter) => letter.record));
    }
    if (unsent.length === 0) {
      door.log.info('events relayed', { records: records.length, letters: letters.length });
      return { batchItemFailures: [] };
    }
    const first = Math.min(...unsent);
    door.log.warn('events not relayed', { records: records.length, unsent: unsent.length });
    return { batchItemFailures: [{ itemIdentifier: records[first]?.dynamodb?.SequenceNumber ?? '' }] };
  };
}

/** An event that nobody can address is kept for the operator, at once; throws when even that fails, so that nothing is dropped. */
async function bury(record: DynamoDBRecord, reason: string, door: Door): Promise<void> {
  door.log.error('event buried', { reason, record: record.eventID });
  await door.post.bury(door.deadLettersUrl, { body: JSON.stringify(record.dynamodb?.NewImage ?? {}), reason });
}
