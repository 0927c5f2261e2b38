import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { failuresOf } from './batch-answer.ts';
import { Bell } from './bell.ts';
import type { Queue, StreamMapping, Table } from './blueprint.ts';
import type { Clock } from './clock.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { FaultPlan } from './faults.ts';
import { passes } from './filters.ts';
import type { Invocation } from './hand.ts';
import { type Change, StreamReader } from './stream-reader.ts';
import { isLost } from './wire.ts';
import type { Workers } from './workers.ts';

export interface StreamDeliveryOptions {
  readonly mapping: StreamMapping;
  readonly table: Table;
  /** The engine's own name of the stream. */
  readonly engineArn: string;
  readonly region: string;
  /** Takes notice of batches that were given up. */
  readonly onFailure: Queue | undefined;
  readonly functionArn: string;
  readonly calls: EngineCalls;
  readonly workers: Workers;
  readonly faults: FaultPlan;
  readonly clock: Clock;
}

/** How long a stream may stand unread when nobody says that there is something in it. */
const LOOK_MS = 1000;

/**
 * One stream's event source mapping: reads when it is poked, filters, invokes in order, retries, bisects, and gives up as the mapping says.
 */
export class StreamDelivery {
  readonly table: string;
  /** ARN of the table. */
  readonly source: string;
  private readonly options: StreamDeliveryOptions;
  private readonly reader: StreamReader;
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  /** Callers who want to know what the next read, begun after they asked, finds. */
  private asking: ((behind: number) => void)[] = [];
  private inHand = 0;
  private paused: PromiseWithResolvers<void> | undefined;
  private looping: Promise<void> | undefined;

  constructor(options: StreamDeliveryOptions) {
    this.options = options;
    this.table = options.table.name;
    this.source = options.table.arn;
    this.reader = new StreamReader(options.calls, options.engineArn, options.mapping.from);
  }

  start(): void {
    this.looping = this.loop();
  }

  /** Says that there may be something to read. */
  poke(): void {
    this.bell.ring();
  }

  /** Holds what it reads from now on in its hands until `resume`. */
  pause(): void {
    this.paused ??= Promise.withResolvers<void>();
  }

  resume(): void {
    this.paused?.resolve();
    this.paused = undefined;
  }

  /** Records that are read and not yet done with, or lie in the stream now: 0 = the consumer has seen everything that is written. */
  behind(): Promise<number> {
    if (this.inHand > 0) return Promise.resolve(this.inHand);
    const { promise, resolve } = Promise.withResolvers<number>();
    this.asking.push(resolve);
    this.poke();
    return promise;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.poke();
    this.resume();
    await this.looping;
    for (const answer of this.asking.splice(0)) answer(0);
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.bell.reset();
        const asked = this.asking.splice(0);
        const changes = await this.gather();
        const wanted = changes.filter((change) => passes(this.options.mapping.filters, change));
        this.inHand = wanted.length;
        // Behind records that nobody wants there may be others.
        if (changes.length > 0 && wanted.length === 0) this.asking.push(...asked);
        else for (const answer of [...asked, ...(wanted.length > 0 ? this.asking.splice(0) : [])]) answer(wanted.length);
        if (changes.length === 0) await this.bell.wait(LOOK_MS, signal);
        if (wanted.length > 0) {
          await this.paused?.promise;
          await this.deliver(wanted);
        }
      } catch (fault) {
        if (signal.aborted) return;
        if (!isLost(fault)) throw fault;
        await pause(100);
      } finally {
        this.inHand = 0;
      }
    }
  }

  private async gather(): Promise<readonly Change[]> {
    const { batchSize, windowMs } = this.options.mapping;
    const changes = [...(await this.reader.next(batchSize))];
    const closes = performance.now() + windowMs;
    while (changes.length > 0 && changes.length < batchSize && performance.now() < closes && !this.stopping.signal.aborted) {
      await pause(Math.min(20, windowMs));
      changes.push(...(await this.reader.next(batchSize - changes.length)));
    }
    return changes;
  }

  private async deliver(batch: readonly Change[]): Promise<void> {
    await this.handle(batch);
    if (this.options.faults.strikes('duplicate', this.table)) await this.handle(batch);
  }

  /** Until everything is handled or given up. A batch that is split keeps its attempts; a split isn't one. */
  private async handle(batch: readonly Change[], attempt = 0): Promise<void> {
    const { mapping, workers, table, region } = this.options;
    const records = batch.map((change) => ({
      ...change,
      eventSource: 'aws:dynamodb',
      eventSourceARN: table.streamArn,
      awsRegion: region,
    }));
    const invocation = await workers.invoke(mapping.function, { Records: records });
    if (this.stopping.signal.aborted) return;
    const identifiers = batch.map(sequenceOf);
    const failed = failuresOf(invocation, mapping.partialFailures, identifiers);
    if (failed !== 'all' && failed.size === 0) return;
    // The earliest failure is the checkpoint: everything from there on comes again.
    const left = failed === 'all' ? batch : batch.slice(identifiers.findIndex((identifier) => failed.has(identifier)));
    if (failed === 'all' && mapping.bisect && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await this.handle(batch.slice(0, middle), attempt);
      return this.handle(batch.slice(middle), attempt);
    }
    const exhausted = mapping.retries !== -1 && attempt >= mapping.retries;
    if (exhausted || this.tooOld(left)) return this.giveUp(left, invocation, attempt + 1, exhausted);
    await pause(Math.min(20 * 2 ** attempt, 500), undefined, { signal: this.stopping.signal });
    return this.handle(left, attempt + 1);
  }

  /** Age by the machine's own time: the engine stamps its records with that, whatever the region's clock says. */
  private tooOld([first]: readonly Change[]): boolean {
    const { maximumAgeMs: maximum } = this.options.mapping;
    return maximum !== -1 && first !== undefined && Date.now() - first.dynamodb.ApproximateCreationDateTime * 1000 > maximum;
  }

  /** The destination hears where the lost records lie in the stream, not what is in them. */
  private async giveUp(batch: readonly Change[], invocation: Invocation, attempts: number, exhausted: boolean): Promise<void> {
    const { onFailure, calls, functionArn, table, clock } = this.options;
    if (!onFailure) return;
    const [first, last] = [batch[0], batch.at(-1)];
    const notice = {
      requestContext: {
        requestId: randomUUID(),
        functionArn,
        condition: exhausted ? 'RetryAttemptsExhausted' : 'RecordAgeExceeded',
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: invocation.ok ? null : 'Unhandled' },
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'local',
        startSequenceNumber: first && sequenceOf(first),
        endSequenceNumber: last && sequenceOf(last),
        approximateArrivalOfFirstRecord: first && arrivalOf(first),
        approximateArrivalOfLastRecord: last && arrivalOf(last),
        batchSize: batch.length,
        streamArn: table.streamArn,
      },
    };
    await calls.tell('AmazonSQS.SendMessage', { QueueUrl: onFailure.url, MessageBody: JSON.stringify(notice) });
  }
}

const sequenceOf = (change: Change) => change.dynamodb.SequenceNumber;
const arrivalOf = (change: Change) => new Date(change.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
