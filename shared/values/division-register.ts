import type { Division } from './division.ts';

/** The name of a division in GB/T 2260, or undefined when the register has none. */
export function divisionName(_code: Division): string | undefined {
  return undefined;
}
