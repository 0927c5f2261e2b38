import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { digestOf } from '../../events/chain.ts';
import { read } from '../../events/index.ts';
import { payloadOf } from './signatures.ts';

/** One dead message as the operator sees it. `readable`: today's code understands it, so sending it again makes sense. */
export interface DeadMessage {
  readonly id: string;
  readonly what: string;
  readonly reason: string;
  readonly readable: boolean;
  readonly sentAt: string;
}

export interface DeadQueue {
  readonly url: string;
  readonly name: string;
  readonly messages: number;
  /** The queue whose redrive policy names this one; none for what a function buries on behalf of a stream or a schedule. */
  readonly source: string | undefined;
}

export interface Redriven {
  readonly message: DeadMessage;
  readonly sentTo: string | undefined;
}

/** Long enough to look at a batch, short enough that an interrupted look is forgotten soon. */
const LOOK_SECONDS = 60;

/** The dead letters of a region's queues. Some regions have no redrive of their own, and none explains what it moves. */
export function openDeadLetters(sqs: SQSClient) {
  /** Every dead-letter queue whose name begins so, with how many messages lie in it. */
  async function queues(prefix: string): Promise<readonly DeadQueue[]> {
    const all: { readonly url: string; readonly arn: string; readonly messages: number; readonly to: string | undefined }[] = [];
    for await (const page of paginateListQueues({ client: sqs }, { QueueNamePrefix: prefix })) {
      for (const url of page.QueueUrls ?? []) {
        const { Attributes: attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
        const policy: { deadLetterTargetArn?: string } = JSON.parse(attributes.RedrivePolicy ?? '{}');
        const messages = Number(attributes.ApproximateNumberOfMessages ?? 0);
        all.push({ url, arn: attributes.QueueArn ?? '', messages, to: policy.deadLetterTargetArn });
      }
    }
    const dead = all.filter(({ url, arn }) => url.includes('dead-letters') || all.some(({ to }) => to === arn));
    return dead.map(({ url, arn, messages }) => ({ url, name: nameOf(url), messages, source: all.find(({ to }) => to === arn)?.url }));
  }

  /**
   * Goes through at most `most` messages of a queue. `send` decides for each whether it goes back to where it came from; what doesn't
   * is visible again at once. Sent first, deleted then: a crash in between sends it twice, which every consumer bears.
   */
  async function visit(queue: DeadQueue, most: number, send: (message: DeadMessage) => boolean): Promise<readonly Redriven[]> {
    const visited: Redriven[] = [];
    const kept: Message[] = [];
    while (visited.length < most) {
      const { Messages: batch = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue.url,
          MaxNumberOfMessages: Math.min(10, most - visited.length),
          VisibilityTimeout: LOOK_SECONDS,
          WaitTimeSeconds: 1,
          MessageAttributeNames: ['reason'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (batch.length === 0) break;
      for (const raw of batch) {
        const message = explained(raw);
        const sentTo = send(message) ? await sendBack(queue, raw) : undefined;
        if (sentTo === undefined) kept.push(raw);
        visited.push({ message, sentTo });
      }
    }
    for (const { ReceiptHandle: handle } of kept) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queue.url, ReceiptHandle: handle, VisibilityTimeout: 0 }));
    }
    return visited;
  }

  async function sendBack(queue: DeadQueue, raw: Message): Promise<string | undefined> {
    const { source } = queue;
    if (!source) return undefined;
    const fifo = source.endsWith('.fifo')
      ? {
          MessageGroupId: raw.Attributes?.MessageGroupId ?? 'redriven',
          // A new id: the old one may still be remembered, and then the message would be dropped.
          MessageDeduplicationId: digestOf(`${raw.MessageId} redriven`).slice(7),
        }
      : {};
    await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody: raw.Body, ...fifo }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: raw.ReceiptHandle }));
    return nameOf(source);
  }

  return { queues, visit };
}

function nameOf(url: string): string {
  return url.split('/').at(-1) ?? url;
}

function explained({ MessageId: id = '', Body: body = '', MessageAttributes: attributes, Attributes: system }: Message): DeadMessage {
  const reading = readable(body);
  const received = `failed ${system?.ApproximateReceiveCount ?? '?'} times; look for its id in the log`;
  return {
    id,
    what: reading.what,
    reason: attributes?.reason?.StringValue ?? received,
    readable: reading.readable,
    sentAt: new Date(Number(system?.SentTimestamp ?? 0)).toISOString(),
  };
}

function readable(body: string): { readonly readable: boolean; readonly what: string } {
  const signed = payloadOf(body);
  try {
    const raw: unknown = JSON.parse(signed ? new TextDecoder().decode(signed) : body);
    if (signed) return { readable: true, what: message(Object(raw)) };
    const { goOn, piece } = Object(raw);
    if (typeof goOn === 'string') return { readable: true, what: `batch ${goOn}, from piece ${piece} on` };
    const reading = read(raw);
    if (reading.readable) return { readable: true, what: `${reading.event.type} ${reading.event.id}` };
    return { readable: false, what: reading.reason };
  } catch {
    return { readable: false, what: `not JSON: ${body.slice(0, 60)}` };
  }
}

/** A message of another stack, by what it says of itself: sent again it is judged again, e.g. once its sender is registered. */
function message({ iss, kind, jti, event }: Readonly<Record<string, unknown>>): string {
  const { type } = Object(event);
  return `${kind} ${jti} of ${iss}${typeof type === 'string' ? `: ${type}` : ''}`.slice(0, 200);
}
