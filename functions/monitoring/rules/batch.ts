import { canonical } from '../../../events/chain.ts';
import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import type { Outcome } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { ReadingKey } from './reading.ts';

/** One row of a batch that could be read; `index` is its place in the batch. */
export interface Row {
  readonly index: number;
  readonly key: ReadingKey;
  readonly reading: ReadingDocument;
}

export interface Rejected {
  readonly index: number;
  readonly findings: readonly Finding[];
}

/** `accepted` counts the rows that are on record now, also those that were before. */
export interface Received {
  readonly accepted: number;
  readonly rejected: readonly Rejected[];
}

/** A request that was answered before. `at` in milliseconds since 1970, `answer` as JSON. */
export interface Memory {
  readonly digest: string;
  readonly at: number;
  readonly answer?: string;
}

const BATCH = '接口约定（批量报送）';

/** MO-22: two rows about the same month that say different things are both rejected: only the sender knows which one is right. */
export function sorted(rows: readonly Row[]): { readonly clear: readonly Row[]; readonly rejected: readonly Rejected[] } {
  const months = [...Map.groupBy(rows, ({ key }) => canonical({ ...key })).values()];
  const agrees = (group: readonly Row[]) => new Set(group.map(({ reading }) => canonical(reading))).size === 1;
  const ambiguous = months.filter((group) => !agrees(group)).flat();
  return {
    clear: months.filter(agrees).flat(),
    rejected: ambiguous.map(({ index, key }) => {
      const says = `${key.projectCode}的${key.fiscalYear}年${Number(key.period)}月在同一批中报送了不同的数据`;
      return { index, findings: [finding('MO-22', `/readings/${index}`, says, BATCH)] };
    }),
  };
}

/** Why a row was not recorded; empty when it was. MO-23: what the sender may not see is rejected as if it weren't there. */
export function rejection(outcome: Outcome, index: number): readonly Finding[] {
  const at = `/readings/${index}`;
  switch (outcome.outcome) {
    case 'accepted':
    case 'unchanged':
    case 'repeated':
      return [];
    case 'refused':
      return outcome.findings.map((found) => ({ ...found, at: `${at}${found.at}` }));
    case 'absent':
      return [finding('MO-23', `${at}/projectCode`, '没有这个项目，或者您无权填报', BATCH)];
    case 'forbidden':
    case 'conflict':
      return [finding('MO-23', at, outcome.says, BATCH)];
    case 'stale':
      return [finding('MO-23', at, '这一期刚被别人填报', BATCH)];
  }
}

export function byIndex(rejected: readonly Rejected[]): readonly Rejected[] {
  return rejected.toSorted((one, other) => one.index - other.index);
}
