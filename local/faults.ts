import { createHash } from 'node:crypto';
import * as z from 'zod';

const Probability = z.number().min(0).max(1).default(0);

/** What goes wrong on purpose, and how often (0–1); all 0 ends it. The same seed gives the same sequence of faults in every place. */
export const Faults = z.strictObject({
  seed: z.int(),
  /** A message or batch that was handled is delivered once more. */
  duplicate: Probability,
  /** Deliveries of different groups overtake each other. */
  reorder: Probability,
  /** An engine refuses a call for its rate. */
  throttle: Probability,
  /** A worker ends when it is about to send to a queue: nothing is sent. */
  crashBeforeSend: Probability,
  /** A worker ends after its transaction has been written and before it hears so. */
  crashAfterCommit: Probability,
});
export type Faults = z.output<typeof Faults>;
export type FaultKind = Exclude<keyof Faults, 'seed'>;

/**
 * Draws the faults. Every place (a function, a mapping) has its own sequence per kind: its n-th draw depends on the seed and n alone, not on
 * what happens elsewhere meanwhile.
 */
export class FaultPlan {
  private faults: Faults | undefined;
  private readonly draws = new Map<string, () => number>();

  /** Begins anew with these faults. */
  set(faults: Faults): void {
    this.faults = faults;
    this.draws.clear();
  }

  /** Whether this fault strikes here, now. */
  strikes(kind: FaultKind, place: string): boolean {
    const probability = this.faults?.[kind] ?? 0;
    return probability > 0 && this.draw(kind, place) < probability;
  }

  /** A number in [0, 1) from the sequence of this kind and place. */
  draw(kind: FaultKind, place: string): number {
    const name = `${this.faults?.seed ?? 0}/${kind}/${place}`;
    const next = this.draws.get(name) ?? mulberry32(createHash('sha256').update(name).digest().readUInt32LE());
    this.draws.set(name, next);
    return next();
  }
}

/** A small seeded generator (public domain, Tommy Ettinger): 32 bits of state are plenty for dice. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
