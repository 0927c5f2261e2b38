import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanced,
  type BatchState,
  counted,
  isComplete,
  progress,
  receipt,
  START,
  unreadable,
} from '../../../functions/exchange/rules/batch.ts';
import { batch, known } from './perfect.ts';

const piece = { rows: 500, chunks: 2, unread: 3, place: { offset: 9_000, line: 500, skipping: false }, ended: false };
const answer = (state: BatchState, chunk: number, ...outcomes: ('recorded' | 'unchanged' | 'refused')[]) =>
  counted(state, chunk, outcomes) ?? state;

describe('a batch', () => {
  it('EX-16 takes each piece once, in its turn', () => {
    const one = advanced(batch(), 0, piece);
    expect(one).toMatchObject({ pieces: 1, rows: 500, chunks: 2, unread: 3, place: { offset: 9_000 } });
    expect(one && advanced(one, 0, piece)).toBeUndefined();
    expect(one && advanced(one, 2, piece)).toBeUndefined();
    const last = one && advanced(one, 1, { ...piece, ended: true });
    expect(last).toMatchObject({ pieces: 2, rows: 1_000, chunks: 4, ended: true });
    expect(last && advanced(last, 2, piece)).toBeUndefined();
  });

  it('EX-15 counts a chunk once, in whatever order they come', () => {
    const whole = batch({ ended: true, rows: 60, chunks: 60 });
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(60).keys()], { minLength: 60 }), fc.array(fc.nat(59)), (order, again) => {
        const state = [...order, ...again].reduce((each, chunk) => answer(each, chunk, 'recorded'), whole);
        expect(state.answered).toEqual({ upTo: 60, beyond: '', recorded: 60, unchanged: 0, refused: 0 });
        expect(isComplete(state)).toBe(true);
      }),
    );
  });

  it('EX-15 waits for every answer, and then gives one receipt', () => {
    const state = batch({ ended: true, rows: 4, chunks: 2, unread: 1 });
    const half = answer(state, 1, 'recorded');
    expect(progress(half)).toMatchObject({ status: 'waiting', waiting: 2, recorded: 1, refused: 1 });
    const nothing = { findings: [], more: 0 };
    expect(receipt(known(half), 'B', nothing)).toMatchObject({ outcome: 'unchanged' });
    const all = answer(half, 0, 'unchanged', 'refused');
    const told = { findings: [unreadable(2, '不是 JSON')], more: 7 };
    const given = receipt(known(all), 'B', told);
    expect(given).toMatchObject({
      outcome: 'accepted',
      state: { receipted: true },
      events: [
        {
          type: 'peer.batch-answered.v1',
          data: { batch: 'B', rows: 4, recorded: 1, unchanged: 1, refused: 2, findings: told.findings, more: 7 },
        },
      ],
    });
    if (given.outcome === 'accepted') expect(receipt(known(given.state), 'B', told)).toMatchObject({ outcome: 'unchanged' });
  });

  it('EX-15 is not complete while its file is being read', () => {
    expect(isComplete(batch({ place: START }))).toBe(false);
    expect(progress(batch())).toMatchObject({ status: 'reading' });
  });

  it('keeps its state under 1 KB, with answers to a thousand chunks out of order', () => {
    const far = Array.from({ length: 1_000 }, (_, at) => at + 1).reduce(
      (each, chunk) => answer(each, chunk, 'recorded'),
      batch({ file: `640104-${'0'.repeat(64)}`, chunks: 1_001 }),
    );
    expect(JSON.stringify(far).length).toBeLessThan(1_024);
  });
});
