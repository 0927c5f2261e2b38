import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { GENESIS } from '../../events/index.ts';
import type { Known, Receipt } from '../values/decision.ts';
import { type Remembered, readRemembered, written } from './remembered.ts';

/** How an aggregate lies in its table: one small hot `state` and immutable `event#000001`, `event#000002`, … under one partition key. */
export type Item = Record<string, AttributeValue>;

/** Where a state stands in the worklists: `queue` = division#year#status[/step], `place` orders it there, `row` is what a list shows. */
export interface Placement {
  readonly queue: string;
  readonly place: string;
  readonly row: Receipt;
}

/** Where a page of a worklist ended: the aggregate's key and its place in the queue. A type, not an interface: it travels as JSON. */
export type Position = { readonly key: string; readonly place: string };

export interface Kept<State> extends Known<State> {
  /** Writes so far, those of consumers too; the condition of the next one. */
  readonly revision: number;
  readonly remembered: readonly Remembered[];
}

export const stateKey = (key: string): Item => ({ pk: { S: key }, sk: { S: 'state' } });

export const eventKey = (key: string, sequence: number): Item => ({
  pk: { S: key },
  sk: { S: `event#${String(sequence).padStart(6, '0')}` },
});

/** What of a state its row in a worklist shows anyway: it is written once, in the row, so that the item stays small. */
export type Shown<State> = (row: Receipt) => Partial<State>;

export function readState<State>(item: Item, shown?: Shown<State>): Kept<State> {
  const doc = JSON.parse(item.doc?.S ?? 'null');
  return {
    state: shown && item.row?.S !== undefined ? { ...shown(JSON.parse(item.row.S)), ...doc } : doc,
    revision: Number(item.revision?.N),
    version: Number(item.version?.N),
    sequence: Number(item.sequence?.N),
    head: item.head?.S ?? GENESIS,
    remembered: readRemembered(item.receipts?.S ?? ''),
  };
}

/** `expiry`: when the state may be forgotten, in milliseconds since 1970. */
export function stateItem<State>(key: string, kept: Kept<State>, placement?: Placement, expiry?: number, shown?: Shown<State>): Item {
  return {
    ...stateKey(key),
    revision: { N: String(kept.revision) },
    version: { N: String(kept.version) },
    sequence: { N: String(kept.sequence) },
    head: { S: kept.head },
    doc: { S: JSON.stringify(placement && shown ? without(Object(kept.state), shown(placement.row)) : kept.state) },
    ...(kept.remembered.length > 0 ? { receipts: { S: written(kept.remembered) } } : {}),
    ...(placement ? { queue: { S: placement.queue }, place: { S: placement.place }, row: { S: JSON.stringify(placement.row) } } : {}),
    ...(expiry === undefined ? {} : { ttl: { N: String(Math.ceil(expiry / 1000)) } }),
  };
}

/** The state without what its row gives back as it is. */
function without(state: object, shown: object): object {
  const same = new Map(Object.entries(shown).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.fromEntries(Object.entries(state).filter(([key, value]) => same.get(key) !== JSON.stringify(value)));
}

/** The index key of a row, from which a page goes on. */
export const positionKey = (queue: string, { key, place }: Position): Item => ({
  ...stateKey(key),
  queue: { S: queue },
  place: { S: place },
});
