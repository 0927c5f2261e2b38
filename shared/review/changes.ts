import type { ReviewStep } from '../policy/review-rules.ts';
import type { Json } from '../values/decision.ts';

/**
 * One cell that differs. `at`: JSON pointer, where rows that have an `id` stand by that id and not by their number
 * (`/indicators/N1/target`), so that a row moved or put in before others changes nothing else. What isn't there is left out.
 */
export interface Change {
  readonly at: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What differs between two documents, cell by cell, in the order of the newer one; what is gone comes last. */
export function changes(before: Json | undefined, after: Json | undefined, at = ''): readonly Change[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return after === undefined ? [] : [{ at, after }];
  if (after === undefined) return [{ at, before }];
  const [old, now] = [cellsOf(before), cellsOf(after)];
  if (!old || !now) return same(before, after) ? [] : [{ at, before, after }];
  const gone = [...old.keys()].filter((key) => !now.has(key));
  return [...now.keys(), ...gone].flatMap((key) => changes(old.get(key), now.get(key), `${at}/${escaped(key)}`));
}

/** An object's fields, a table's rows by id; nothing where cells can't be told apart: then the whole is one. */
function cellsOf(value: Json): ReadonlyMap<string, Json> | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (!isList(value)) return new Map(Object.entries(value).flatMap(([key, cell]) => (cell === undefined ? [] : [[key, cell] as const])));
  const rows = value.map((row) => [idOf(row), row] as const);
  const ids = rows.flatMap(([id]) => (id === undefined ? [] : [id]));
  if (ids.length < rows.length || new Set(ids).size < ids.length) return undefined;
  return new Map(rows.flatMap(([id, row]) => (id === undefined ? [] : [[id, row] as const])));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function idOf(row: Json): string | undefined {
  if (row === null || typeof row !== 'object' || isList(row)) return undefined;
  return typeof row.id === 'string' ? row.id : undefined;
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Whether a step has to judge again what has changed. */
export function isTouched({ touches }: Pick<ReviewStep, 'touches'>, changed: readonly Change[]): boolean {
  if (touches === undefined) return changed.length > 0;
  // A change of a whole touches its parts as well.
  return changed.some(({ at }) => touches.some((part) => at === part || at.startsWith(`${part}/`) || part.startsWith(`${at}/`)));
}

/**
 * Which steps of a chain needn't judge a document again: by step, what they agreed on before where nothing has changed since that is
 * theirs, else 0. `before`: what each step of that name agreed on, by document; `changedSince`: how the new one differs from that.
 * Somebody always judges: where nothing is touched, the last step does.
 */
export function carriedOver(
  steps: readonly ReviewStep[],
  before: Readonly<Record<string, number>>,
  changedSince: (documentAt: number) => readonly Change[] | undefined,
): readonly number[] {
  const agreed = steps.map((step) => {
    const documentAt = before[step.step] ?? 0;
    const changed = documentAt === 0 ? undefined : changedSince(documentAt);
    return changed === undefined || isTouched(step, changed) ? 0 : documentAt;
  });
  return agreed.includes(0) ? agreed : agreed.map((at, index) => (index === agreed.length - 1 ? 0 : at));
}
