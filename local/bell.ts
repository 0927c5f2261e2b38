import { setTimeout as pause } from 'node:timers/promises';

/** Wakes one waiting loop. A ring that comes while the loop is busy isn't lost: the next wait ends at once. */
export class Bell {
  private rung = Promise.withResolvers<void>();

  ring(): void {
    this.rung.resolve();
  }

  /** Forgets earlier rings: what they told of will be seen by the look that follows. */
  reset(): void {
    this.rung = Promise.withResolvers<void>();
  }

  /** Until a ring since the last `reset`, the end of `ms`, or `signal`. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    await Promise.race([
      this.rung.promise,
      pause(ms, undefined, { signal: AbortSignal.any([signal, done.signal]), ref: false }).catch(() => undefined),
    ]);
    done.abort();
  }
}
