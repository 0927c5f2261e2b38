import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { type Remembered, readRemembered, recall, remember, written } from '../../../shared/io/remembered.ts';
import { FINANCE } from './people.ts';

const asked = (key: string, time = '2025-07-01T00:00:00.500Z') => ({
  actor: FINANCE,
  time,
  correlation: 'portal-7',
  request: { key, digest: digestOf(key) },
});

describe('what a state remembers of requests', () => {
  it('is read back as it was written, to the second, in 33 bytes each', () => {
    const requests = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 64 }), fc.integer({ min: 1, max: 9999 })), { maxLength: 9 });
    fc.assert(
      fc.property(requests, (all) => {
        const remembered = all.reduce<readonly Remembered[]>((before, [key, sequence]) => remember(before, asked(key), sequence), []);
        const read = readRemembered(written(remembered));
        expect(read).toEqual(remembered.map(([key, digest, sequence, time]) => [key, digest, sequence, time - 500]));
        expect(written(remembered).length).toBeLessThanOrEqual(remembered.length * 35);
        for (const [key] of all) expect(recall(read, asked(key))?.same).toBe(true);
      }),
    );
  });

  it('is forgotten after thirty days', () => {
    const remembered = readRemembered(written(remember([], asked('k'), 3)));
    expect(recall(remembered, asked('k', '2025-07-30T23:59:59.000Z'))).toEqual({ sequence: 3, same: true });
    expect(recall(remembered, asked('k', '2025-07-31T00:00:01.000Z'))).toBeUndefined();
  });

  it('is nothing where nothing is written', () => {
    expect(readRemembered('')).toEqual([]);
  });
});
