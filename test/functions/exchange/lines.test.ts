import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START } from '../../../functions/exchange/rules/batch.ts';
import { LINE_BYTES, type Line, linesIn, type Place } from '../../../functions/exchange/rules/lines.ts';

/** The whole of a file, read by windows of so many bytes and so many lines at a time. */
function read(file: Buffer, window: number, most = 1000): readonly Line[] {
  const lines: Line[] = [];
  let place: Place = START;
  for (let turns = 0; place.offset < file.length; turns += 1) {
    if (turns > 10_000) throw new Error('it stands still');
    const bytes = file.subarray(place.offset, place.offset + window);
    const { lines: found, ...reached } = linesIn(bytes, place, { last: place.offset + bytes.length >= file.length, most });
    lines.push(...found.map(({ line, bytes: kept }) => ({ line, bytes: kept === 'too long' ? kept : Buffer.from(kept) })));
    place = reached;
  }
  return lines;
}

const text = (lines: readonly Line[]) => lines.map(({ line, bytes }) => `${line}:${bytes === 'too long' ? bytes : Buffer.from(bytes)}`);
const WINDOW = 4 * LINE_BYTES;

describe('lines of a file', () => {
  it('EX-14 are read with any ends, with or without a mark, empty ones left out but counted', () => {
    const wanted = ['0:a', '2:b', '3:c'];
    for (const file of ['a\n\nb\nc', 'a\n\nb\nc\n', 'a\r\n \r\nb\r\nc\r\n', '\uFEFFa\n\nb\nc'])
      expect(text(read(Buffer.from(file), WINDOW))).toEqual(wanted);
    expect(read(Buffer.from('\n\r\n\n'), WINDOW)).toEqual([]);
    expect(read(Buffer.from('\uFEFF'), WINDOW)).toEqual([]);
  });

  it('EX-14 that are too long are told of once, and the next one is read', () => {
    const long = 'x'.repeat(3 * WINDOW + 17);
    expect(text(read(Buffer.from(`a\n${long}\nb`), WINDOW))).toEqual(['0:a', '1:too long', '2:b']);
    expect(text(read(Buffer.from(`a\n${long}`), WINDOW))).toEqual(['0:a', '1:too long']);
    const edge = 'x'.repeat(LINE_BYTES);
    expect(text(read(Buffer.from(`${edge}\n${edge}y\n`), WINDOW))).toEqual([`0:${edge}`, '1:too long']);
  });

  it('EX-14 are the same however the file is cut', () => {
    const content = fc.array(fc.stringMatching(/^[ab\r]{0,40}$/), { maxLength: 30 }).map((lines) => Buffer.from(lines.join('\n')));
    fc.assert(
      fc.property(content, fc.integer({ min: LINE_BYTES + 1, max: WINDOW }), fc.integer({ min: 1, max: 7 }), (file, window, most) => {
        expect(text(read(file, window, most))).toEqual(text(read(file, WINDOW)));
      }),
    );
  });
});
