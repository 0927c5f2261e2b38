import { randomUUID } from 'node:crypto';
import type { Invocation } from './hand.ts';
import type { Change } from './stream-reader.ts';

/** A batch of a stream that its function never handled. */
export interface GivenUp {
  readonly batch: readonly Change[];
  readonly functionArn: string;
  readonly streamArn: string | undefined;
  readonly invocation: Invocation;
  readonly attempts: number;
  /** Otherwise the records had become too old. */
  readonly exhausted: boolean;
  /** Milliseconds since 1970 by the region's clock. */
  readonly now: number;
}

/** What Lambda tells an on-failure destination of it. */
export function noticeOf({ batch, functionArn, streamArn, invocation, attempts, exhausted, now }: GivenUp): object {
  const [first, last] = [batch[0]?.dynamodb, batch.at(-1)?.dynamodb];
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition: exhausted ? 'RetryAttemptsExhausted' : 'RecordAgeExceeded',
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: invocation.ok ? null : 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'local',
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: first && arrival(first.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: last && arrival(last.ApproximateCreationDateTime),
      batchSize: batch.length,
      streamArn,
    },
  };
}

const arrival = (seconds: number) => new Date(seconds * 1000).toISOString();
