/** How a value of a policy becomes a line that people read. */
import type { Ruled } from './policy.ts';

/** One value in sentences, and its article. */
export interface Line {
  readonly item: string;
  /** One line or more. */
  readonly says: readonly string[];
  readonly basis: string;
}

export interface Told extends Line {
  readonly section: string;
}

export const line = <T>(item: string, { value, basis }: Ruled<T>, tell: (value: T) => string | readonly string[]): Line => ({
  item,
  says: [tell(value)].flat(),
  basis,
});

/** What some codes are called, one after the other; 无 when there are none. */
export const named =
  <K extends string>(names: Record<K, string>, between = '、') =>
  (keys: readonly K[]): string =>
    keys.length === 0 ? '无' : keys.map((key) => names[key]).join(between);
