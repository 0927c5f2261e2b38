import type { ImportedReading } from '../../events/import.readings-confirmed.v1.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { identified } from '../../shared/values/named.ts';
import type { Patiently } from './ports.ts';
import type { Recording, YearFacts } from './recording.ts';
import type { Year } from './rules/alert.ts';

/** What the rows of one chunk share: a project's year is looked up once for all its months. */
type Looked = Map<string, Promise<YearFacts>>;

/** A reading from a workbook: the same as one over HTTP, its indicators found by their names, and never an old version over a newer one. */
export function openImported({ factsOf, record }: Recording) {
  // A chunk has one patience: whoever brings the same is of the same chunk.
  const chunks = new WeakMap<Patiently, Looked>();
  const look = (year: Year, patiently: Patiently): Promise<YearFacts> => {
    const looked: Looked = chunks.get(patiently) ?? new Map();
    chunks.set(patiently, looked);
    const name = `${year.projectCode}#${year.fiscalYear}`;
    const facts = looked.get(name) ?? factsOf(year, patiently);
    looked.set(name, facts);
    return facts;
  };
  return async (
    { projectCode, fiscalYear, period, reading }: ImportedReading,
    circumstances: Circumstances,
    patiently: Patiently,
  ): Promise<Outcome> => {
    const key = { projectCode, fiscalYear, period };
    const facts = await look(key, patiently);
    const indicators = identified(reading.indicators, facts.plan?.goals?.indicators ?? []);
    return record(key, { ...reading, indicators }, circumstances, { facts, replayed: true });
  };
}
