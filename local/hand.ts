import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Lambda } from './blueprint.ts';
import { type Environment, inside, type Reply, type Request, type Thrown } from './worker.ts';

/** What became of an invocation. Everything but `ok` is a function error as Lambda reports it. */
export type Invocation =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly reason: 'fault' | 'timeout' | 'crash'; readonly says: string };

interface Pending {
  readonly id: string;
  readonly resolve: (invocation: Invocation) => void;
  timer?: NodeJS.Timeout;
}

export interface HandOptions {
  readonly lambda: Lambda;
  readonly clock: SharedArrayBuffer;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** The thread is gone; nothing more will come of it. */
  readonly onGone: (hand: Hand) => void;
}

/** One worker thread that runs one function's bundle. It may hold several invocations at once; all of them end with it. */
export class Hand {
  /** Resolves when the bundle has loaded, or the thread has ended without. */
  readonly ready: Promise<void>;
  /** Takes no more work: it is ending, or an invocation in it ran out of time. */
  retired = false;
  private readonly pending = new Map<string, Pending>();
  private readonly thread: Worker;
  private readonly options: HandOptions;
  private loaded = false;

  constructor(options: HandOptions) {
    this.options = options;
    const { lambda, clock, environment, log } = options;
    const workerData: Environment = { folder: lambda.folder, handler: lambda.handler, clock, function: lambda };
    this.thread = new Worker(`(${inside})()`, {
      eval: true,
      workerData,
      env: { ...environment },
      execArgv: [],
      stdout: true,
      stderr: true,
      name: lambda.name,
      resourceLimits: { maxOldGenerationSizeMb: lambda.memoryMb },
    });
    for (const stream of [this.thread.stdout, this.thread.stderr]) createInterface({ input: stream }).on('line', log);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    this.thread.on('message', (reply: Reply) => {
      if ('id' in reply) this.settle(reply);
      else if ('fault' in reply) this.fail(reply.fault);
      else {
        this.begin();
        resolve();
      }
    });
    this.thread.on('error', (fault) => log(String(fault instanceof Error ? (fault.stack ?? fault) : fault)));
    this.thread.on('exit', () => {
      this.retired = true;
      this.abandon('Runtime exited');
      resolve();
      options.onGone(this);
    });
  }

  get busy(): number {
    return this.pending.size;
  }

  invoke(event: string, resolve: (invocation: Invocation) => void): void {
    const pending: Pending = { id: randomUUID(), resolve };
    this.pending.set(pending.id, pending);
    if (this.loaded) this.time(pending);
    const request: Request = { id: pending.id, event };
    this.thread.postMessage(request);
  }

  /** Bytes that the thread has from the system for its heap, and what lies outside of it; 0 once it is gone. */
  async memory(): Promise<number> {
    const heap = await this.thread.getHeapStatistics().catch(() => undefined);
    return heap ? heap.total_heap_size + heap.external_memory : 0;
  }

  /** Ends the thread now, in the middle of whatever it does. */
  async end(): Promise<void> {
    this.retired = true;
    await this.thread.terminate();
  }

  /** Loading isn't on the invocation's time: Lambda gives it ten seconds of its own. */
  private begin(): void {
    this.loaded = true;
    for (const pending of this.pending.values()) this.time(pending);
  }

  private time(pending: Pending): void {
    const { timeoutMs, name } = this.options.lambda;
    pending.timer = setTimeout(() => {
      const says = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
      this.options.log(`${name} ${says}`);
      this.retired = true;
      this.finish(pending, { ok: false, reason: 'timeout', says });
    }, timeoutMs);
  }

  private settle(reply: Extract<Reply, { id: string }>): void {
    const pending = this.pending.get(reply.id);
    if (!pending) return;
    if ('result' in reply) this.finish(pending, { ok: true, payload: JSON.parse(reply.result) });
    else {
      const { errorType, errorMessage, trace } = reply.fault;
      this.options.log([`${errorType}: ${errorMessage}`, ...trace.slice(1)].join('\n'));
      this.finish(pending, { ok: false, reason: 'fault', says: `${errorType}: ${errorMessage}` });
    }
  }

  private fail({ errorType, errorMessage, trace }: Thrown): void {
    this.options.log([`the bundle doesn't load: ${errorType}: ${errorMessage}`, ...trace.slice(1)].join('\n'));
    this.abandon(errorMessage);
    void this.end();
  }

  private abandon(says: string): void {
    for (const pending of [...this.pending.values()]) this.finish(pending, { ok: false, reason: 'crash', says });
  }

  private finish(pending: Pending, invocation: Invocation): void {
    clearTimeout(pending.timer);
    this.pending.delete(pending.id);
    pending.resolve(invocation);
    if (this.retired && this.pending.size === 0) void this.end();
  }
}
