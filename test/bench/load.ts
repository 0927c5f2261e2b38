import { quantile } from './statistics.ts';

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Works through the numbers 0 to `most` – 1 in so many lanes, until done or out of time. Throws at the first that fails. */
export async function load(
  work: (number: number) => Promise<unknown>,
  bounds: { readonly most: number; readonly limitMs: number; readonly lanes: number },
): Promise<Load> {
  const took: number[] = [];
  const begun = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < bounds.most && performance.now() - begun < bounds.limitMs) {
      const number = next;
      next += 1;
      const sent = performance.now();
      await work(number);
      took.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: bounds.lanes }, lane));
  const seconds = (performance.now() - begun) / 1000;
  return { requests: took.length, perSecond: took.length / seconds, p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99) };
}
