import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consumersOf, EVENT_TYPES } from '../../../events/index.ts';
import { address, batches } from '../../../functions/relay/rules.ts';
import { sample } from '../../events/samples.ts';

describe('addressing', () => {
  it.each(EVENT_TYPES)('RE-01 sends %s to every consumer that the routes name, word for word', (type) => {
    const kept = JSON.stringify(sample(type), null, 1);
    const { id, subject } = sample(type);
    expect(address(kept)).toEqual({ known: true, letters: consumersOf(type).map((to) => ({ to, id, group: subject, body: kept })) });
  });

  it('RE-01 sends an event whose data it could not read: that is for its consumer to say', () => {
    expect(address(JSON.stringify(sample('budget.issued.v1.half-a-cent')))).toMatchObject({ known: true });
  });

  it.each([
    ['nothing', undefined, 'not JSON'],
    ['no JSON', '{', 'not JSON'],
    ['JSON that is no event', '{"type":"project.registered.v1"}', 'not an event'],
    ['an unknown type', JSON.stringify({ ...sample('project.withdrawn.v1'), type: 'toString' }), 'unknown type toString'],
    ['a version to come', JSON.stringify(sample('project.withdrawn.v1.type-of-the-future')), 'unknown type project.withdrawn.v2'],
  ])('RE-01 names what has no route: %s', (_, kept, reason) => {
    expect(address(kept)).toEqual({ known: false, reason });
  });
});

describe('batching', () => {
  const letters = fc.array(
    fc.integer({ min: 1, max: 120_000 }).map((size) => ({ body: 'x'.repeat(size) })),
    { maxLength: 40 },
  );

  it('RE-02 keeps every letter, in order, in batches of at most ten and 250 kB', () => {
    const property = fc.property(letters, (all) => {
      const made = batches(all);
      expect(made.flat()).toEqual(all);
      for (const batch of made) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(10);
        expect(batch.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThanOrEqual(250_000);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('RE-02 makes no more batches than it must: two neighbours never fit together', () => {
    const property = fc.property(letters, (all) => {
      const made = batches(all);
      for (const [at, batch] of made.slice(0, -1).entries()) {
        const next = made[at + 1]?.[0];
        const bytes = [...batch, ...(next ? [next] : [])].reduce((sum, { body }) => sum + body.length, 0);
        expect(batch.length === 10 || bytes > 250_000).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('RE-02 counts bytes, not characters', () => {
    const chinese = { body: '绩'.repeat(50_000) };
    expect(batches([chinese, chinese]).map((batch) => batch.length)).toEqual([1, 1]);
  });
});
