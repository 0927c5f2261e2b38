import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { digestOf } from '../../events/chain.ts';
import { faultFields, type Log } from './log.ts';

/** One message to a FIFO inbox: in order within its group; one that comes again with the same id is dropped there. */
export interface Letter {
  readonly id: string;
  readonly group: string;
  readonly body: string;
}

export interface Post {
  /** Sends one batch and answers the letters that didn't get through: a partial success is a failure of the entries that it names. */
  send<T extends Letter>(queueUrl: string, letters: readonly T[]): Promise<readonly T[]>;
  /** To the dead letters, with the reason. Throws when they can't take it, so that nothing is lost. */
  bury(deadLettersUrl: string, dead: { readonly body: string; readonly reason: string; readonly fifo?: Fifo }): Promise<void>;
}

interface Fifo {
  readonly id: string;
  readonly group: string;
}

/** How often entries that the queue service refused are sent again at once. */
const TRIES = 3;

export function openPost({ sqs, log }: { readonly sqs: SQSClient; readonly log: Log }): Post {
  return {
    async send(queueUrl, letters) {
      let left = letters;
      for (let attempt = 0; attempt < TRIES && left.length > 0; attempt += 1) {
        const sending = left;
        try {
          const { Failed: failed = [] } = await sqs.send(
            new SendMessageBatchCommand({
              QueueUrl: queueUrl,
              Entries: sending.map(({ id, group, body }, at) => ({
                Id: String(at),
                MessageBody: body,
                MessageGroupId: group,
                MessageDeduplicationId: digestOf(id).slice(7),
              })),
            }),
          );
          for (const { Id: at, Code: code } of failed) log.warn('letter refused', { queueUrl, eventId: sending[Number(at)]?.id, code });
          left = failed.flatMap(({ Id: at }) => sending[Number(at)] ?? []);
        } catch (fault) {
          log.error('letters not sent', { queueUrl, ...faultFields(fault) });
        }
      }
      return left;
    },
    async bury(deadLettersUrl, { body, reason, fifo }) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: deadLettersUrl,
          MessageBody: body,
          MessageAttributes: { reason: { DataType: 'String', StringValue: reason.slice(0, 200) } },
          ...(fifo ? { MessageGroupId: fifo.group, MessageDeduplicationId: digestOf(fifo.id).slice(7) } : {}),
        }),
      );
    },
  };
}
