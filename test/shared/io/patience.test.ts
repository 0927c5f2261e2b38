import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPatience, patiently } from '../../../shared/io/cards.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** Nothing until so many milliseconds have passed; counts how often it was looked for. */
function coming(afterMs: number) {
  const begun = performance.now();
  const sought = {
    looks: 0,
    find: async () => {
      sought.looks += 1;
      return performance.now() - begun >= afterMs ? 'here' : undefined;
    },
  };
  return sought;
}

async function settled<Value>(promise: Promise<Value>): Promise<{ readonly value: Value; readonly ms: number }> {
  const begun = performance.now();
  const done = promise.then((value) => ({ value, ms: performance.now() - begun }));
  await vi.advanceTimersByTimeAsync(5_000);
  return done;
}

it('what is there is found with the first look', async () => {
  const sought = coming(0);
  expect(await settled(patiently(sought.find))).toEqual({ value: 'here', ms: 0 });
  expect(sought.looks).toBe(1);
});

it('what comes after 150 ms is found soon after', async () => {
  const sought = coming(150);
  expect(await settled(patiently(sought.find))).toEqual({ value: 'here', ms: 190 });
  expect(sought.looks).toBe(4);
});

it('what never comes is given up after 1.5 s and nine looks', async () => {
  const sought = coming(Number.POSITIVE_INFINITY);
  expect(await settled(patiently(sought.find))).toEqual({ value: undefined, ms: 1500 });
  expect(sought.looks).toBe(9);
});

it('many questions of one moment wait for it together, and those that come later not at all', async () => {
  const ask = openPatience();
  const sought = Array.from({ length: 5 }, () => coming(Number.POSITIVE_INFINITY));
  const { ms } = await settled(Promise.all(sought.map(({ find }) => ask(find))));
  expect(ms).toBe(1500);
  const late = coming(Number.POSITIVE_INFINITY);
  expect(await settled(ask(late.find))).toEqual({ value: undefined, ms: 0 });
  expect(late.looks).toBe(1);
});
