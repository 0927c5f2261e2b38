/** Where a file has been read to. `skipping`: in the middle of a line that is too long, which was told of. */
export interface Place {
  /** Bytes. */
  readonly offset: number;
  /** Lines, from 0. */
  readonly line: number;
  readonly skipping: boolean;
}

/** A line without its end, or what is said of one that isn't taken. Empty lines are left out. */
export interface Line {
  readonly line: number;
  readonly bytes: Uint8Array | 'too long';
}

/** EX-14: a longer line is no row. */
export const LINE_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const MARK = [0xef, 0xbb, 0xbf];

/**
 * The lines of one window of a file, from a place on, at most `most`: ends of Windows and Unix, with or without a byte order mark, the last
 * one with or without an end. What isn't whole in this window is left to the next, which begins at the place that is answered.
 */
export function linesIn(
  window: Uint8Array,
  from: Place,
  { last, most }: { readonly last: boolean; readonly most: number },
): Place & { readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  let { line, skipping } = from;
  let start = from.offset === 0 && MARK.every((byte, at) => window[at] === byte) ? MARK.length : 0;
  while (start < window.length && lines.length < most) {
    const newline = window.indexOf(NEWLINE, start);
    const length = (newline < 0 ? window.length : newline) - start;
    const whole = newline >= 0 || last;
    if (!skipping && length > LINE_BYTES) lines.push({ line, bytes: 'too long' });
    else if (!skipping && !whole) break;
    else if (!skipping) {
      const bytes = window.subarray(start, start + length - (window[start + length - 1] === RETURN ? 1 : 0));
      if (!isBlank(bytes)) lines.push({ line, bytes });
    }
    start += length + (newline < 0 ? 0 : 1);
    skipping = !whole;
    if (whole) line += 1;
  }
  return { lines, offset: from.offset + start, line, skipping };
}

const isBlank = (bytes: Uint8Array) => bytes.every((byte) => byte === 0x20 || byte === 0x09);
