import { setTimeout as pause } from 'node:timers/promises';
import { Bell } from './bell.ts';
import { isLost } from './wire.ts';

/** How long a source may stand without a look when nobody says that there is something in it: longer where whatever is written is told. */
const LOOK_MS = { told: 10_000, untold: 1000 };

/** Something that looks for work when it is poked, and now and then by itself. */
export abstract class Delivery {
  /** ARN of the queue or table that feeds it. */
  abstract readonly source: string;
  protected readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private gate: PromiseWithResolvers<void> | undefined;
  private looping: Promise<void> | undefined;
  private readonly lookMs: number;

  /** `told`: somebody pokes whenever there is something new. */
  constructor(told: boolean) {
    this.lookMs = LOOK_MS[told ? 'told' : 'untold'];
  }

  start(): void {
    this.looping = this.loop();
  }

  /** Says that there may be something. */
  poke(): void {
    this.bell.ring();
  }

  /** Delivers nothing more until `resume`. */
  pause(): void {
    this.gate ??= Promise.withResolvers<void>();
  }

  resume(): void {
    this.gate?.resolve();
    this.gate = undefined;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.poke();
    this.resume();
    await this.looping;
  }

  /** Looks once, and delivers what there is. `false` = that was all: no need to look again before somebody pokes. */
  protected abstract turn(): Promise<boolean>;

  /** Until deliveries aren't paused. */
  protected async allowed(): Promise<void> {
    await this.gate?.promise;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.bell.reset();
        if (!(await this.turn())) await this.bell.wait(this.lookMs, signal);
      } catch (fault) {
        if (signal.aborted) return;
        if (!isLost(fault)) throw fault;
        await pause(100);
      }
    }
  }
}
