/**
 * The region's clock: runs with the machine's, moved by an offset that lies in shared memory, so that every worker thread sees a move at
 * the same instant.
 */
export class Clock {
  /** One 64-bit float: milliseconds to add to the machine's time. */
  readonly shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  private readonly offset = new Float64Array(this.shared);
  private readonly moved: ((from: number, to: number) => void)[] = [];

  now(): number {
    return Date.now() + (this.offset[0] ?? 0);
  }

  /** Sets the time to `now` (milliseconds since 1970); it runs on from there. */
  move(now: number): void {
    const from = this.now();
    this.offset[0] = now - Date.now();
    for (const hear of this.moved) hear(from, now);
  }

  onMove(hear: (from: number, to: number) => void): void {
    this.moved.push(hear);
  }
}
