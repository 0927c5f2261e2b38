import type { Exchange } from './wire.ts';

/** Puts for the case that nothing lies there yet (`If-None-Match: *`), which the engine takes like any other: here one at a time for each file. */
export class FirstPuts {
  private readonly underway = new Map<string, Promise<unknown>>();

  /** What `refusal` says when something lies there, otherwise what comes of `put`. */
  async put(file: string, ways: { lies(): Promise<boolean>; put(): Promise<Exchange>; refusal(): Exchange }): Promise<Exchange> {
    const before = this.underway.get(file);
    const turn = (async () => {
      await before;
      return (await ways.lies()) ? ways.refusal() : ways.put();
    })();
    const over = turn.catch(() => undefined);
    this.underway.set(file, over);
    try {
      return await turn;
    } finally {
      if (this.underway.get(file) === over) this.underway.delete(file);
    }
  }
}
