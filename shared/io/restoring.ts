import { type DynamoDBClient, GetItemCommand, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Item } from './items.ts';

/** How an item of a restored table compares with the live one: `newer` states are the live table's own later work. */
export type Comparison = 'same' | 'missing' | 'different' | 'newer';

export interface Compared {
  readonly key: string;
  readonly sort: string;
  readonly comparison: Comparison;
  /** Whether the live table has it now as the restored one has it. */
  readonly put: boolean;
}

/**
 * Goes through a table that was restored to a moment and says what the live one lacks. With `missing` it puts that back, never over
 * anything; `different` ones (an event that somebody changed, a state behind its own past) only where `replace` says so.
 */
export async function* compared(
  client: DynamoDBClient,
  { from, to }: { readonly from: string; readonly to: string },
  mend: { readonly missing: boolean; readonly replace: boolean },
): AsyncGenerator<Compared> {
  for await (const page of paginateScan({ client }, { TableName: from })) {
    for (const item of page.Items ?? []) {
      const { pk, sk } = item;
      if (!pk || !sk) continue;
      const { Item: live } = await client.send(new GetItemCommand({ TableName: to, Key: { pk, sk }, ConsistentRead: true }));
      const comparison = compare(item, live);
      const put = (comparison === 'missing' && mend.missing) || (comparison === 'different' && mend.replace);
      if (put) await client.send(new PutItemCommand({ TableName: to, Item: item, ...unlessMoved(live) }));
      yield { key: pk.S ?? '', sort: sk.S ?? '', comparison, put };
    }
  }
}

function compare(restored: Item, live: Item | undefined): Comparison {
  if (!live) return 'missing';
  if (restored.event?.S !== undefined) return restored.event.S === live.event?.S ? 'same' : 'different';
  const [then, now] = [Number(restored.revision?.N), Number(live.revision?.N)];
  if (now > then) return 'newer';
  return now === then && restored.doc?.S === live.doc?.S ? 'same' : 'different';
}

/** The live table is at work meanwhile: what was written since it was read stays. */
function unlessMoved(live: Item | undefined) {
  if (!live) return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (live.revision === undefined) return {};
  return { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': live.revision } };
}
