import { setTimeout as pause } from 'node:timers/promises';
import { failuresOf } from './batch-answer.ts';
import { Bell } from './bell.ts';
import type { Queue, QueueMapping } from './blueprint.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { FaultPlan } from './faults.ts';
import { passes } from './filters.ts';
import { bodyOf, type Message, Received, record } from './queue-record.ts';
import { isLost } from './wire.ts';
import type { Workers } from './workers.ts';

export interface QueueDeliveryOptions {
  readonly mapping: QueueMapping;
  readonly queue: Queue;
  readonly region: string;
  readonly calls: EngineCalls;
  readonly workers: Workers;
  readonly faults: FaultPlan;
}

/** SQS gives ten messages at most per call. */
const MOST = 10;
/** How long a queue may stand without a look when nobody says that there is something in it. */
const LOOK_MS = 1000;

/**
 * One queue's event source mapping: receives, invokes, deletes what was handled. What failed goes back to its queue, where the engine counts
 * its receives and moves it to the dead letters when they are used up.
 */
export class QueueDelivery {
  readonly name: string;
  /** ARN of the queue. */
  readonly source: string;
  private readonly options: QueueDeliveryOptions;
  private readonly stopping = new AbortController();
  private readonly redelivered = new Set<string>();
  private batches = 0;
  private readonly bell = new Bell();
  private paused: PromiseWithResolvers<void> | undefined;
  private looping: Promise<void> | undefined;

  constructor(options: QueueDeliveryOptions) {
    this.options = options;
    this.name = options.queue.name;
    this.source = options.queue.arn;
  }

  start(): void {
    this.looping = this.loop();
  }

  /** Says that there may be something to receive. */
  poke(): void {
    this.bell.ring();
  }

  /** Leaves messages where they are until `resume`. */
  pause(): void {
    this.paused ??= Promise.withResolvers<void>();
  }

  resume(): void {
    this.paused?.resolve();
    this.paused = undefined;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.resume();
    this.poke();
    await this.looping;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.paused?.promise;
        this.bell.reset();
        const messages = this.batches < this.options.mapping.concurrency ? await this.gather() : [];
        if (messages.length > 0) void this.deliver(messages);
        else await this.bell.wait(LOOK_MS, signal);
      } catch (fault) {
        if (signal.aborted) return;
        if (!isLost(fault)) throw fault;
        await pause(100);
      }
    }
  }

  /** A batch: what is there at once, and with a window what comes until it closes. */
  private async gather(): Promise<readonly Message[]> {
    const { batchSize, windowMs } = this.options.mapping;
    const messages = await this.receive(Math.min(MOST, batchSize));
    const closes = performance.now() + windowMs;
    while (messages.length > 0 && messages.length < batchSize && performance.now() < closes) {
      const more = await this.receive(Math.min(MOST, batchSize - messages.length));
      messages.push(...more);
      if (more.length === 0) await pause(Math.min(20, windowMs));
    }
    return messages;
  }

  private async receive(most: number): Promise<Message[]> {
    const { queue, calls } = this.options;
    const asked = {
      QueueUrl: queue.url,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const { Messages: messages = [] } = await calls.ask('AmazonSQS.ReceiveMessage', asked, Received, this.stopping.signal);
    return messages;
  }

  private async deliver(messages: readonly Message[]): Promise<void> {
    this.batches += 1;
    try {
      const [now, later] = this.shuffled(messages);
      await Promise.all([this.handle(now), later.length === 0 ? undefined : this.handleLater(later)]);
    } catch (fault) {
      if (!this.stopping.signal.aborted && !isLost(fault)) throw fault;
    } finally {
      this.batches -= 1;
      // Those that wait behind these in their groups are free now.
      this.poke();
    }
  }

  /** With `reorder`: the messages of some groups wait while others, perhaps younger, go ahead. Within a FIFO group nothing overtakes. */
  private shuffled(messages: readonly Message[]): readonly [now: readonly Message[], later: readonly Message[]] {
    const { faults, queue } = this.options;
    const groups = Map.groupBy(messages, (message) => message.Attributes.MessageGroupId ?? message.MessageId);
    const held = new Set([...groups.keys()].filter(() => faults.strikes('reorder', queue.name)));
    const isHeld = (message: Message) => held.has(message.Attributes.MessageGroupId ?? message.MessageId);
    return [messages.filter((message) => !isHeld(message)), messages.filter(isHeld)];
  }

  private async handleLater(messages: readonly Message[]): Promise<void> {
    await pause(this.options.faults.draw('reorder', `${this.options.queue.name} wait`) * 60);
    await this.handle(messages.toReversed());
  }

  private async handle(messages: readonly Message[]): Promise<void> {
    const { mapping, workers, queue, region } = this.options;
    const wanted = messages.filter((message) => passes(mapping.filters, { body: bodyOf(message) }));
    const identifiers = wanted.map(({ MessageId: id }) => id);
    const event = { Records: wanted.map((message) => record(message, queue, region)) };
    const failed =
      wanted.length === 0
        ? new Set<string>()
        : failuresOf(await workers.invoke(mapping.function, event), mapping.partialFailures, identifiers);
    const back = messages.filter(({ MessageId: id }) => (failed === 'all' ? identifiers.includes(id) : failed.has(id)));
    const again = messages.filter((message) => !back.includes(message) && this.duplicated(message));
    await Promise.all([
      this.remove(messages.filter((message) => !back.includes(message) && !again.includes(message))),
      this.giveBack(again, 0),
      this.giveBack(back, Math.max(0, ...back.map(patience))),
    ]);
  }

  /** With `duplicate`: once per message, through the queue itself, as when a delete comes too late. */
  private duplicated({ MessageId: id }: Message): boolean {
    if (this.redelivered.has(id) || !this.options.faults.strikes('duplicate', this.options.queue.name)) return false;
    this.redelivered.add(id);
    return true;
  }

  private async remove(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const entries = messages.map(({ ReceiptHandle: handle }, at) => ({ Id: String(at), ReceiptHandle: handle }));
    for (let at = 0; at < entries.length; at += MOST) {
      await this.options.calls.tell('AmazonSQS.DeleteMessageBatch', {
        QueueUrl: this.options.queue.url,
        Entries: entries.slice(at, at + MOST),
      });
    }
  }

  /** AWS lets the visibility timeout (minutes) pass; here it passes in moments, and the engine counts the receive just the same. */
  private async giveBack(messages: readonly Message[], afterMs: number): Promise<void> {
    if (messages.length === 0) return;
    if (afterMs > 0) await pause(afterMs, undefined, { signal: this.stopping.signal });
    for (const { ReceiptHandle: handle } of messages.toReversed()) {
      await this.options.calls.tell('AmazonSQS.ChangeMessageVisibility', {
        QueueUrl: this.options.queue.url,
        ReceiptHandle: handle,
        VisibilityTimeout: 0,
      });
    }
  }
}

/** 25 ms after the first receive, doubled with each further one. */
function patience(message: Message): number {
  return 25 * 2 ** Math.min(5, Number(message.Attributes.ApproximateReceiveCount ?? 1) - 1);
}
