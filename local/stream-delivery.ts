import { setTimeout as pause } from 'node:timers/promises';
import { failuresOf } from './batch-answer.ts';
import type { Queue, StreamMapping, Table } from './blueprint.ts';
import type { Clock } from './clock.ts';
import { Delivery } from './delivery.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { FaultPlan } from './faults.ts';
import { passes } from './filters.ts';
import { type GivenUp, noticeOf } from './given-up.ts';
import { type Change, StreamReader } from './stream-reader.ts';
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
  readonly told: boolean;
  readonly clock: Clock;
}

/**
 * One stream's event source mapping: reads when it is poked, filters, invokes in order, retries, bisects, and gives up as the mapping says.
 */
export class StreamDelivery extends Delivery {
  readonly table: string;
  readonly source: string;
  private readonly options: StreamDeliveryOptions;
  private readonly reader: StreamReader;
  /** Callers who want to know what the next read, begun after they asked, finds. */
  private asking: ((behind: number) => void)[] = [];
  private inHand = 0;

  constructor(options: StreamDeliveryOptions) {
    super(options.told);
    this.options = options;
    this.table = options.table.name;
    this.source = options.table.arn;
    this.reader = new StreamReader(options.calls, options.engineArn, options.mapping.from);
  }

  /** Records that are read and not yet done with, or lie in the stream now: 0 = the consumer has seen everything that is written. */
  behind(): Promise<number> {
    if (this.inHand > 0 || this.stopping.signal.aborted) return Promise.resolve(this.inHand);
    const { promise, resolve } = Promise.withResolvers<number>();
    this.asking.push(resolve);
    this.poke();
    return promise;
  }

  override async stop(): Promise<void> {
    await super.stop();
    for (const answer of this.asking.splice(0)) answer(0);
  }

  protected async turn(): Promise<boolean> {
    const { filters, batchSize, windowMs } = this.options.mapping;
    const asked = this.asking.length;
    const changes = await this.reader.batch(batchSize, windowMs, this.stopping.signal);
    const wanted = changes.filter((change) => passes(filters, change));
    this.inHand = wanted.length;
    try {
      // Behind records that nobody wants there may be others: who asked has to wait for the next read.
      if (wanted.length > 0) this.answer(this.asking.length);
      else if (changes.length === 0) this.answer(asked);
      if (wanted.length > 0) {
        await this.allowed();
        await this.deliver(wanted);
      }
      return changes.length > 0;
    } finally {
      this.inHand = 0;
    }
  }

  private answer(howMany: number): void {
    for (const resolve of this.asking.splice(0, howMany)) resolve(this.inHand);
  }

  private async deliver(batch: readonly Change[]): Promise<void> {
    const { faults } = this.options;
    if (faults.strikes('reorder', this.table)) await pause(faults.draw('reorder', `${this.table} wait`) * 60);
    await this.handle(batch);
    if (faults.strikes('duplicate', this.table)) await this.handle(batch);
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
    if (exhausted || this.tooOld(left)) return this.giveUp(left, { invocation, attempts: attempt + 1, exhausted });
    await pause(Math.min(20 * 2 ** attempt, 500), undefined, { signal: this.stopping.signal });
    return this.handle(left, attempt + 1);
  }

  /** Age by the machine's own time: the engine stamps its records with that, whatever the region's clock says. */
  private tooOld([first]: readonly Change[]): boolean {
    const { maximumAgeMs: maximum } = this.options.mapping;
    return maximum !== -1 && first !== undefined && Date.now() - first.dynamodb.ApproximateCreationDateTime * 1000 > maximum;
  }

  /** The destination hears where the lost records lie in the stream, not what is in them. */
  private async giveUp(batch: readonly Change[], end: Omit<GivenUp, 'batch' | 'functionArn' | 'streamArn' | 'now'>): Promise<void> {
    const { onFailure, calls, functionArn, table, clock } = this.options;
    if (!onFailure) return;
    const notice = noticeOf({ ...end, batch, functionArn, streamArn: table.streamArn, now: clock.now() });
    await calls.tell('AmazonSQS.SendMessage', { QueueUrl: onFailure.url, MessageBody: JSON.stringify(notice) });
  }
}

const sequenceOf = (change: Change) => change.dynamodb.SequenceNumber;
