import type { PlainItem } from '../../local/standing.ts';

/**
 * What two runs of the same year may differ in, and nothing else: when something happened, what follows from when (a hash is over the
 * time too), and how often a state was rewritten.
 *
 * - of an item: `revision` counts writes, those of repeated deliveries too; `head` is a hash; `receipts` hold times; `ttl` is a time.
 * - of an event: its time, hashes, and the random id of its correlation; of the system's own (an alert raised) which of several events told
 *   the system first.
 * - of data: digests and sizes of files that hold times or hashes, the ids made of them, the moment of approval.
 */
const OF_ITEMS = ['revision', 'head', 'receipts', 'ttl'];
const OF_EVENTS = ['time', 'hash', 'previoushash', 'correlationid'];
const OF_DATA = ['chainHead', 'archiveId'];

/** A table's items without what may differ, in the order of their keys. */
export function comparable(items: readonly PlainItem[]): readonly unknown[] {
  return items
    .filter(({ pk }) => !String(pk).startsWith('request#'))
    .map((item) => without(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, opened(value)])), OF_ITEMS));
}

/** Texts that hold JSON are opened, so that what lies in them can be compared too. */
function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  return stripped(JSON.parse(value));
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isAboutNeighbours(each)).map(stripped);
  if (value === null || typeof value !== 'object') return value;
  const own =
    'specversion' in value ? [...OF_EVENTS, ...('actor' in value && value.actor === 'system' ? ['causationid', 'hops'] : [])] : [];
  const kept = without({ ...value }, [...own, ...OF_DATA, ...hashesIn({ ...value })]);
  return Object.fromEntries(Object.entries(kept).map(([name, inner]) => [name, stripped(inner)]));
}

/** GO-28 names the project whose words came first; all of these have the same words, and side by side any may be first. */
function isAboutNeighbours(value: unknown): boolean {
  return value !== null && typeof value === 'object' && 'rule' in value && value.rule === 'GO-28';
}

/** A hash beside an event's id, a digest beside a version are an event's; a digest beside a path is a file's, whose size says no more. */
function hashesIn(value: Readonly<Record<string, unknown>>): readonly string[] {
  if ('hash' in value && 'event' in value) return ['hash'];
  if ('digest' in value && 'path' in value) return ['digest', 'bytes'];
  return 'digest' in value && 'version' in value ? ['digest'] : [];
}

function without(value: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
