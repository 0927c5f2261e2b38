import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { digestOf } from '../../events/chain.ts';
import type { Consumer } from '../../events/index.ts';
import { faultFields, type Log } from '../../shared/io/log.ts';
import { address, batches, type Letter } from './rules.ts';

interface Door {
  readonly sqs: SQSClient;
  readonly inboxes: Readonly<Record<Consumer, string>>;
  readonly deadLettersUrl: string;
  readonly log: Log;
}

/** How often entries that the queue service refused are sent again at once, before the stream gives the batch again. */
const TRIES = 3;

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
      for (const batch of batches(mine)) unsent.push(...(await send(to, batch, door)).map((letter) => letter.record));
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

/** Sends one batch and answers the letters that didn't get through. */
async function send<T extends Letter>(to: Consumer, batch: readonly T[], door: Door): Promise<readonly T[]> {
  let left = batch;
  for (let attempt = 0; attempt < TRIES && left.length > 0; attempt += 1) {
    const sending = left;
    try {
      const { Failed: failed = [] } = await door.sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: door.inboxes[to],
          Entries: sending.map((letter, at) => ({
            Id: String(at),
            MessageBody: letter.body,
            MessageGroupId: letter.subject,
            MessageDeduplicationId: digestOf(letter.eventId).slice(7),
          })),
        }),
      );
      for (const { Id: id, Code: code } of failed) door.log.warn('letter refused', { to, eventId: sending[Number(id)]?.eventId, code });
      left = failed.flatMap(({ Id: id }) => sending[Number(id)] ?? []);
    } catch (fault) {
      door.log.error('letters not sent', { to, ...faultFields(fault) });
    }
  }
  return left;
}

/** An event that nobody can address is kept for the operator, at once; throws when even that fails, so that nothing is dropped. */
async function bury(record: DynamoDBRecord, reason: string, door: Door): Promise<void> {
  door.log.error('event buried', { reason, record: record.eventID });
  await door.sqs.send(
    new SendMessageCommand({
      QueueUrl: door.deadLettersUrl,
      MessageBody: JSON.stringify(record.dynamodb?.NewImage ?? {}),
      MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
    }),
  );
}
