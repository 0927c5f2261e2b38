import { setTimeout as pause } from 'node:timers/promises';
import { Bell } from './bell.ts';
import type { Queue } from './blueprint.ts';
import type { EngineCalls } from './engine-calls.ts';
import { type Message, Received } from './queue-record.ts';

/** SQS takes and gives ten messages at most per call. */
const MOST = 10;

/** The consumer's end of one queue. */
export class QueueEnd {
  private readonly queue: Queue;
  private readonly calls: EngineCalls;
  private readonly signal: AbortSignal;
  private readonly waiting = new Bell();

  constructor(queue: Queue, calls: EngineCalls, signal: AbortSignal) {
    this.queue = queue;
    this.calls = calls;
    this.signal = signal;
  }

  /** A batch of at most `size`: what is there at once, and with a window what comes until it closes. `more`: there may be more at this moment. */
  async receive(size: number, windowMs: number): Promise<{ readonly messages: readonly Message[]; readonly more: boolean }> {
    const messages = await this.receiveOnce(size);
    const closes = performance.now() + windowMs;
    while (messages.length > 0 && messages.length < size && performance.now() < closes) {
      const more = await this.receiveOnce(size - messages.length);
      messages.push(...more);
      if (more.length === 0) await pause(Math.min(20, windowMs));
    }
    return { messages, more: messages.length >= Math.min(MOST, size) };
  }

  async remove(messages: readonly Message[]): Promise<void> {
    const entries = messages.map(({ ReceiptHandle: handle }, at) => ({ Id: String(at), ReceiptHandle: handle }));
    for (let at = 0; at < entries.length; at += MOST) {
      await this.calls.tell('AmazonSQS.DeleteMessageBatch', { QueueUrl: this.queue.url, Entries: entries.slice(at, at + MOST) });
    }
  }

  /** AWS lets the visibility timeout (minutes) pass; here `afterMs` or `hurry` ends it, and the engine counts the receive just the same. */
  async giveBack(messages: readonly Message[], afterMs: number): Promise<void> {
    if (messages.length > 0 && afterMs > 0) await this.waiting.wait(afterMs, this.signal);
    this.signal.throwIfAborted();
    for (const { ReceiptHandle: handle } of messages.toReversed()) {
      const body = { QueueUrl: this.queue.url, ReceiptHandle: handle, VisibilityTimeout: 0 };
      await this.calls.tell('AmazonSQS.ChangeMessageVisibility', body);
    }
  }

  /** What waits to go back goes now. */
  hurry(): void {
    this.waiting.ring();
    this.waiting.reset();
  }

  private async receiveOnce(most: number): Promise<Message[]> {
    const asked = {
      QueueUrl: this.queue.url,
      MaxNumberOfMessages: Math.min(MOST, most),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const { Messages: messages = [] } = await this.calls.ask('AmazonSQS.ReceiveMessage', asked, Received, this.signal);
    return messages;
  }
}
