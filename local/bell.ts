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

  /** Until a ring since the last `reset`, the end of `ms`, or `signal`. Done so often that an `AbortSignal` of its own each time is worth sparing. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const timer = setTimeout(end, ms).unref();
    const aborted = () => end();
    signal.addEventListener('abort', aborted, { once: true });
    await Promise.race([this.rung.promise, over]);
    clearTimeout(timer);
    signal.removeEventListener('abort', aborted);
  }
}
