import { type ChainReport, verifyChain } from '../../events/chain.ts';
import type { Envelope } from '../../events/index.ts';
import type { PlainItem } from '../../local/standing.ts';

/** Every hash chain in some tables, walked from its first link as it is kept. */
export function chainsOf(
  tables: Readonly<Record<string, readonly PlainItem[]>>,
): { readonly aggregate: string; readonly report: ChainReport }[] {
  const events = Object.values(tables)
    .flat()
    .filter(({ sk }) => String(sk).startsWith('event#'));
  const chains = Map.groupBy(events, ({ pk }) => String(pk));
  return [...chains].map(([aggregate, links]) => ({
    aggregate,
    report: verifyChain(links.map(({ event }): Envelope => JSON.parse(String(event)))),
  }));
}

/** Types of the events of one aggregate, oldest first. */
export function eventsIn(tables: Readonly<Record<string, readonly PlainItem[]>>, aggregate: string): readonly string[] {
  const links = Object.values(tables)
    .flat()
    .filter(({ pk, sk }) => pk === aggregate && String(sk).startsWith('event#'));
  return links.map(({ event }) => JSON.parse(String(event)).type);
}
