import { setTimeout as pause } from 'node:timers/promises';
import { failuresOf } from './batch-answer.ts';
import type { Queue, QueueMapping } from './blueprint.ts';
import { Delivery } from './delivery.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { FaultPlan } from './faults.ts';
import { passes } from './filters.ts';
import { QueueEnd } from './queue-end.ts';
import { bodyOf, type Message, record } from './queue-record.ts';
import { isLost } from './wire.ts';
import type { Workers } from './workers.ts';

export interface QueueDeliveryOptions {
  readonly mapping: QueueMapping;
  readonly queue: Queue;
  readonly region: string;
  readonly calls: EngineCalls;
  readonly workers: Workers;
  readonly faults: FaultPlan;
  readonly told: boolean;
}

/**
 * One queue's event source mapping: receives, invokes, deletes what was handled. What failed goes back to its queue, where the engine counts
 * its receives and moves it to the dead letters when they are used up.
 */
export class QueueDelivery extends Delivery {
  readonly name: string;
  readonly source: string;
  private readonly options: QueueDeliveryOptions;
  private readonly end: QueueEnd;
  /** Messages that were delivered twice on purpose. */
  private readonly redelivered = new Set<string>();
  /** How often a message failed since there was last reason to hurry, by its id. */
  private readonly failures = new Map<string, number>();
  private batches = 0;

  constructor(options: QueueDeliveryOptions) {
    super(options.told);
    this.options = options;
    this.name = options.queue.name;
    this.source = options.queue.arn;
    this.end = new QueueEnd(options.queue, options.calls, this.stopping.signal);
  }

  /** What failed and waits is delivered again at once, and what fails then waits as if it were for the first time. */
  hurry(): void {
    this.failures.clear();
    this.end.hurry();
  }

  protected async turn(): Promise<boolean> {
    await this.allowed();
    const { concurrency, batchSize, windowMs } = this.options.mapping;
    if (this.batches >= concurrency) return false;
    const { messages, more } = await this.end.receive(batchSize, windowMs);
    if (messages.length > 0) void this.deliver(messages);
    return more;
  }

  /** What was handled frees its groups at once; what failed waits outside of the batch, as on AWS, where it has no part in the concurrency. */
  private async deliver(messages: readonly Message[]): Promise<void> {
    this.batches += 1;
    try {
      const { now, later } = this.reordered(messages);
      const failed = (await Promise.all([this.handle(now), this.handleLater(later)]).finally(() => this.over())).flat();
      if (failed.length === 0) return;
      await this.end.giveBack(failed, Math.max(...failed.map((message) => this.patience(message))));
      this.poke();
    } catch (fault) {
      if (!this.stopping.signal.aborted && !isLost(fault)) throw fault;
    }
  }

  private over(): void {
    this.batches -= 1;
    // Those that wait behind these in their groups are free now.
    this.poke();
  }

  /** With `reorder`: the messages of some groups wait while others, perhaps younger, go ahead. Within a FIFO group nothing overtakes. */
  private reordered(messages: readonly Message[]): { readonly now: readonly Message[]; readonly later: readonly Message[] } {
    const groups = Map.groupBy(messages, (message) => message.Attributes.MessageGroupId ?? message.MessageId);
    const held = new Set([...groups.keys()].filter(() => this.options.faults.strikes('reorder', this.name)));
    const of = (wanted: boolean) => [...groups].filter(([group]) => held.has(group) === wanted).map(([, members]) => members);
    return { now: of(false).flat(), later: of(true).reverse().flat() };
  }

  private async handleLater(messages: readonly Message[]): Promise<readonly Message[]> {
    if (messages.length === 0) return [];
    await pause(this.options.faults.draw('reorder', `${this.name} wait`) * 60);
    return this.handle(messages);
  }

  /** Those that failed; the others are gone from the queue then. */
  private async handle(messages: readonly Message[]): Promise<readonly Message[]> {
    const wanted = messages.filter((message) => passes(this.options.mapping.filters, { body: bodyOf(message) }));
    const back = new Set(wanted.length === 0 ? [] : await this.failed(wanted));
    for (const message of messages) if (!back.has(message)) this.failures.delete(message.MessageId);
    const again = new Set(messages.filter((message) => !back.has(message) && this.duplicated(message)));
    await Promise.all([
      this.end.remove(messages.filter((message) => !back.has(message) && !again.has(message))),
      this.end.giveBack([...again], 0),
    ]);
    return [...back];
  }

  /** Invokes the function with a batch; those of it that failed. */
  private async failed(batch: readonly Message[]): Promise<readonly Message[]> {
    const { mapping, workers, queue, region } = this.options;
    const invocation = await workers.invoke(mapping.function, { Records: batch.map((message) => record(message, queue, region)) });
    const identifiers = batch.map(({ MessageId: id }) => id);
    const failed = failuresOf(invocation, mapping.partialFailures, identifiers);
    return failed === 'all' ? batch : batch.filter(({ MessageId: id }) => failed.has(id));
  }

  /** With `duplicate`: once per message, through the queue itself, as when a delete comes too late. */
  private duplicated({ MessageId: id }: Message): boolean {
    if (this.redelivered.has(id) || !this.options.faults.strikes('duplicate', this.name)) return false;
    this.redelivered.add(id);
    return true;
  }

  /**
   * 25 ms after the first failure, doubled with each further one up to half the queue's own visibility timeout: a patient queue (1000 receives)
   * outlasts a neighbour that is away for hours, as it does on AWS.
   */
  private patience({ MessageId: id }: Message): number {
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    const seconds = Number(this.options.queue.attributes.VisibilityTimeout ?? DEFAULT_VISIBILITY);
    return Math.min(seconds * 500, 25 * 2 ** (failures - 1));
  }
}

/** SQS's own, in seconds. */
const DEFAULT_VISIBILITY = 30;
