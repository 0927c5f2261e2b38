import type { Lambda } from './blueprint.ts';
import type { Callers } from './callers.ts';
import type { Clock } from './clock.ts';
import { Hand, type Invocation } from './hand.ts';
import type { Logs } from './logs.ts';

export interface WorkersOptions {
  readonly functions: readonly Lambda[];
  readonly callers: Callers;
  readonly clock: Clock;
  readonly logs: Logs;
  /** What every function finds in its environment besides its own settings: region, endpoints. */
  readonly surroundings: Readonly<Record<string, string>>;
  /** Threads per function at most. */
  readonly threads?: number;
  /** Invocations at once in one thread. AWS gives each its own environment; threads would cost 20 MB each here. */
  readonly together?: number;
}

/** All functions of the region, loaded or not. */
export class Workers {
  private readonly crews: ReadonlyMap<string, Crew>;
  private readonly settled: ((name: string) => void)[] = [];

  constructor(options: WorkersOptions) {
    this.crews = new Map(options.functions.map((lambda) => [lambda.name, new Crew(lambda, options)]));
  }

  /** Invokes a function and waits for what becomes of it; never throws for what the function does. */
  async invoke(name: string, event: unknown): Promise<Invocation> {
    const crew = this.crews.get(name);
    if (!crew) throw new Error(`there is no function ${name}`);
    const invocation = await crew.invoke(JSON.stringify(event));
    for (const hear of this.settled) hear(name);
    return invocation;
  }

  /** Invocations that wait or run. */
  get active(): number {
    return [...this.crews.values()].reduce((sum, crew) => sum + crew.active, 0);
  }

  /** Bytes that each function's largest thread takes at this moment, as `Hand.memory` counts them. */
  async memory(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries(await Promise.all([...this.crews].map(async ([name, crew]) => [name, await crew.memory()] as const)));
  }

  /** Hears of every invocation that ended, however it did. */
  onSettled(hear: (name: string) => void): void {
    this.settled.push(hear);
  }

  /** Loads every bundle, so that the first event of each doesn't pay for it. */
  async warm(): Promise<void> {
    await Promise.all([...this.crews.values()].map((crew) => crew.warm()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.crews.values()].map((crew) => crew.stop()));
  }
}

/** The threads of one function: hired on demand, replaced when they die. */
class Crew {
  private readonly lambda: Lambda;
  private readonly options: WorkersOptions;
  private readonly hands = new Set<Hand>();
  private readonly waiting: { readonly event: string; readonly resolve: (invocation: Invocation) => void }[] = [];
  private stopped = false;

  constructor(lambda: Lambda, options: WorkersOptions) {
    this.lambda = lambda;
    this.options = options;
  }

  get active(): number {
    return [...this.hands].reduce((sum, hand) => sum + hand.busy, this.waiting.length);
  }

  invoke(event: string): Promise<Invocation> {
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    this.waiting.push({ event, resolve });
    this.assign();
    return promise;
  }

  async warm(): Promise<void> {
    const [hand = this.hire()] = this.hands;
    await hand.ready;
  }

  async memory(): Promise<number> {
    return Math.max(0, ...(await Promise.all([...this.hands].map((hand) => hand.memory()))));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const { resolve } of this.waiting.splice(0)) resolve({ ok: false, reason: 'crash', says: 'the region is stopping' });
    await Promise.all([...this.hands].map((hand) => hand.end()));
  }

  private assign(): void {
    while (this.waiting.length > 0 && !this.stopped) {
      const hand = this.free();
      const next = hand && this.waiting.shift();
      if (!hand || !next) return;
      hand.invoke(next.event, (invocation) => {
        next.resolve(invocation);
        this.assign();
      });
    }
  }

  private free(): Hand | undefined {
    const able = [...this.hands].filter((hand) => !hand.retired);
    const [best] = able.toSorted((one, other) => one.busy - other.busy);
    if (best && (best.busy === 0 || able.length >= (this.options.threads ?? 1))) {
      return best.busy < (this.options.together ?? 10) ? best : undefined;
    }
    return this.hire();
  }

  private hire(): Hand {
    const { lambda, options } = this;
    const key = options.callers.register({ lambda, crash: () => void hand.end() });
    const hand: Hand = new Hand({
      lambda,
      clock: options.clock.shared,
      environment: { ...options.surroundings, ...lambdaVariables(lambda), ...lambda.environment, ...credentials(key) },
      log: (line) => options.logs.add(lambda.name, line),
      onGone: (gone) => {
        this.hands.delete(gone);
        this.assign();
      },
    });
    this.hands.add(hand);
    return hand;
  }
}

/** Engines take any secret; only the key's name counts here. */
const credentials = (key: string) => ({ AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: 'local' });

const lambdaVariables = (lambda: Lambda) => ({
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMb),
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  LAMBDA_TASK_ROOT: lambda.folder,
  _HANDLER: lambda.handler,
  TZ: ':UTC',
});
