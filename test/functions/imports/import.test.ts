import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirm, hearAnswer, type ImportState, isAnswered, progress } from '../../../functions/imports/rules/import.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';

const actor: Actor = { sub: 'person-1', name: '演示', division: '640104', organisation: '219001', roles: ['unit'] };
const state: ImportState = {
  division: '640104',
  organisation: '219001',
  form: 'readings',
  fiscalYear: 2025,
  name: '汇总表.xlsx',
  digest: `sha256:${'0'.repeat(64)}`,
  manifest: `sha256-${'1'.repeat(64)}`,
  rows: 12,
  ready: 9,
  refused: 2,
  receivedAt: 0,
};
const known = (changes: Partial<ImportState> = {}): Known<ImportState> => ({
  state: { ...state, ...changes },
  version: 0,
  sequence: 0,
  head: 'genesis',
});
const circumstances = { time: '2025-08-01T00:00:00.000Z', chunks: 1 };
const confirmed = { actor, at: circumstances.time };

describe('a confirmation', () => {
  it('sends the ready rows in the name of whoever confirms, within 1 KB of state', () => {
    const decision = confirm(known({ name: '表'.repeat(95) }), 'id', actor, circumstances);
    expect(decision).toMatchObject({ outcome: 'accepted', state: { confirmed: { actor } }, events: [{ data: { ready: 9, rows: 12 } }] });
    const kept =
      decision.outcome === 'accepted'
        ? { ...decision.state, answered: { chunks: 'f'.repeat(50), recorded: 9999, unchanged: 9999, refused: 9999 } }
        : {};
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(1024);
  });

  it('IM-16 of nothing is refused', () => {
    expect(confirm(known({ ready: 0 }), 'id', actor, circumstances)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'IM-16' }] });
  });

  it('IM-17 by anybody but the organisation that brought it is forbidden', () => {
    expect(confirm(known(), 'id', { ...actor, organisation: '219' }, circumstances)).toMatchObject({ outcome: 'forbidden' });
    expect(confirm(known(), 'id', { ...actor, division: '640105' }, circumstances)).toMatchObject({ outcome: 'forbidden' });
  });

  it('again changes nothing', () => {
    expect(confirm(known({ confirmed }), 'id', actor, circumstances)).toMatchObject({
      outcome: 'unchanged',
      answer: { status: 'confirmed', waiting: 9 },
    });
    expect(confirm(undefined, 'id', actor, circumstances)).toEqual({ outcome: 'absent' });
  });
});

describe('the progress', () => {
  it('IM-18 says waiting until a row is answered, and adds up to all rows at any time', () => {
    expect(progress(state)).toEqual({ status: 'preview', rows: 12, ready: 9, waiting: 0, recorded: 0, unchanged: 1, refused: 2 });
    expect(progress({ ...state, confirmed })).toEqual({
      status: 'confirmed',
      rows: 12,
      ready: 0,
      waiting: 9,
      recorded: 0,
      unchanged: 1,
      refused: 2,
    });
    const outcomes = fc.array(fc.constantFrom('recorded', 'unchanged', 'refused'), { minLength: 3, maxLength: 3 });
    const deliveries = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(fc.tuple(outcomes, outcomes, outcomes), deliveries, (said, order) => {
        let now: ImportState = { ...state, confirmed };
        for (const chunk of order) {
          now = hearAnswer(now, chunk, said[chunk] ?? []) ?? now;
          expect(isAnswered(now, chunk)).toBe(true);
          const { rows, waiting, recorded, unchanged, refused } = progress(now);
          expect(waiting + recorded + unchanged + refused).toBe(rows);
        }
        // However often and in whatever order they come, each chunk counts once.
        expect(progress(now).waiting).toBe(9 - 3 * new Set(order).size);
        expect(progress(now).status).toBe(new Set(order).size === 3 ? 'done' : 'confirmed');
      }),
      { numRuns: 100 },
    );
  });
});
