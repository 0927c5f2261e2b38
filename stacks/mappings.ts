import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DoorFunction } from './door-function.ts';
import { listStreams, readStream, receive, send } from './permissions.ts';

interface Feeding {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  /** Messages at a time; one where a message is much work, so that none waits for another's. */
  readonly batchSize: number;
}

/** Feeds a queue to a function; what fails goes back alone, and after its receives to the dead letters. */
export function feed(scope: Construct, id: string, { handler, role }: DoorFunction, { queue, deadLetters, batchSize }: Feeding): void {
  role.may(receive(queue), send(deadLetters));
  const mapping = new EventSourceMapping(scope, id, {
    target: handler,
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    // Reserved concurrency would turn throttled receives into dead letters; this doesn't.
    maxConcurrency: 10,
  });
  Validations.of(mapping).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'Mappings of queues have no destination: the queue itself has dead letters.',
  });
}

/** Feeds the events of a table's stream to a function; where it failed for good, the dead letters tell the place in the stream. */
export function follow(scope: Construct, id: string, { handler, role }: DoorFunction, table: Table, deadLetters: IQueue): void {
  role.may(readStream(table));
  new EventSourceMapping(scope, id, {
    target: handler,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // The defaults, for ever and 24 hours, would let one poisoned record block its shard and then vanish with all behind it.
    retryAttempts: 10,
    maxRecordAge: Duration.hours(20),
    onFailure: new SqsDlq(deadLetters),
    // An event is written once. What somebody puts over it later is no news, be it a falsification or its repair.
    filters: [
      FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT'), dynamodb: { NewImage: { event: { S: FilterRule.exists() } } } }),
    ],
  });
}

/** Once per function that follows streams. */
export function mayFollow({ role }: DoorFunction, deadLetters: IQueue): void {
  role.may(listStreams(), send(deadLetters));
  role.because('AwsSolutions-IAM5[Resource::*]', 'Lambda asks for ListStreams, and ListStreams knows no resources.');
}
