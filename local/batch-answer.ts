import * as z from 'zod';
import type { Invocation } from './hand.ts';

const Partial = z.looseObject({ batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string().min(1) })).nullish() }).nullish();

/**
 * Which records of a batch failed, by their identifiers: `'all'` when the function failed, or when its answer isn't exactly what
 * `ReportBatchItemFailures` asks for (an unknown, empty or missing identifier), as Lambda takes it.
 */
export function failuresOf(invocation: Invocation, partialFailures: boolean, identifiers: readonly string[]): 'all' | ReadonlySet<string> {
  if (!invocation.ok) return 'all';
  if (!partialFailures) return new Set();
  const answer = Partial.safeParse(invocation.payload);
  if (!answer.success) return 'all';
  const failed = answer.data?.batchItemFailures?.map(({ itemIdentifier: identifier }) => identifier) ?? [];
  return failed.every((identifier) => identifiers.includes(identifier)) ? new Set(failed) : 'all';
}
