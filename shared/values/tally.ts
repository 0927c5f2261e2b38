/** A printed total and the figures that it is said to be made of, by name. */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

export interface Reconciliation {
  /** Each sum that doesn't come out, e.g. `41+101=142≠152`. */
  readonly says: readonly string[];
  /** Single figures whose change would make every sum come out, e.g. `101→111`: a likely misprint, never a correction. */
  readonly suggestions: readonly string[];
}

/**
 * Holds printed figures against one another. What governments print is kept as it is: this only says what doesn't add up, and which one
 * figure would mend it all.
 */
export function reconcile(figures: Readonly<Record<string, number>>, sums: readonly Sum[]): Reconciliation {
  const figureOf = (name: string, changed: Readonly<Record<string, number>> = figures) => changed[name] ?? 0;
  const sumOf = ({ parts }: Sum, changed = figures) => parts.reduce((sum, part) => sum + figureOf(part, changed), 0);
  const holds = (sum: Sum, changed = figures) => sumOf(sum, changed) === figureOf(sum.total, changed);
  const broken = sums.filter((sum) => !holds(sum));
  const says = broken.map((sum) => `${sum.parts.map((part) => figureOf(part)).join('+')}=${sumOf(sum)}≠${figureOf(sum.total)}`);
  const candidates = broken.flatMap((sum) => [
    [sum.total, sumOf(sum)] as const,
    ...sum.parts.map((part) => [part, figureOf(sum.total) - sumOf(sum) + figureOf(part)] as const),
  ]);
  const mending = candidates.filter(([name, value]) => value >= 0 && sums.every((sum) => holds(sum, { ...figures, [name]: value })));
  return { says, suggestions: [...new Set(mending.map(([name, value]) => `${figureOf(name)}→${value}`))] };
}
