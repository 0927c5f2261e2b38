import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Queue } from './blueprint.ts';

const Message = z.looseObject({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(z.string(), z.looseObject({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }))
    .default({}),
});
export type Message = z.output<typeof Message>;
/** SQS's answer to `ReceiveMessage`. */
export const Received = z.looseObject({ Messages: z.array(Message).optional() });

/** A message as a function gets it. */
export function record(message: Message, queue: Queue, region: string): SQSRecord {
  const attributes = (name: string) => message.Attributes[name] ?? '';
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: {
      ...message.Attributes,
      ApproximateReceiveCount: attributes('ApproximateReceiveCount'),
      SentTimestamp: attributes('SentTimestamp'),
      SenderId: attributes('SenderId'),
      ApproximateFirstReceiveTimestamp: attributes('ApproximateFirstReceiveTimestamp'),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, value]): [string, SQSMessageAttributes[string]] => [
        name,
        {
          ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
          ...(value.BinaryValue === undefined ? {} : { binaryValue: value.BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: value.DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

/** A message's body as filters see it: JSON when it is. */
export function bodyOf({ Body: body }: Message): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
