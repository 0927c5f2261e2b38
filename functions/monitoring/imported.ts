import type { ImportedReading } from '../../events/import.readings-confirmed.v1.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { identified } from '../../shared/values/named.ts';
import type { Patiently } from './ports.ts';
import type { Recording } from './recording.ts';

/** A reading from a workbook: the same as one over HTTP, its indicators found by their names, and never an old version over a newer one. */
export function openImported({ factsOf, record }: Recording) {
  return async (
    { projectCode, fiscalYear, period, reading }: ImportedReading,
    circumstances: Circumstances,
    patiently: Patiently,
  ): Promise<Outcome> => {
    const key = { projectCode, fiscalYear, period };
    const facts = await factsOf(key, patiently);
    const indicators = identified(reading.indicators, facts.plan?.goals?.indicators ?? []);
    return record(key, { ...reading, indicators }, circumstances, { facts, replayed: true });
  };
}
