import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { type ChainReport, verifyChain } from '../../events/chain.ts';
import type { Envelope } from '../../events/index.ts';
import type { Item } from './items.ts';

/** What the walk found of one aggregate; `state`: the hot item stands where the chain ends. */
export interface Walked {
  readonly key: string;
  readonly report: ChainReport;
  readonly state: 'fits' | 'none' | 'elsewhere';
}

/**
 * Walks every hash chain of a table, one aggregate in memory at a time: the items of one key come together and in order. It reads the whole
 * table: fit for a drill or an inspection, never for a route.
 */
export async function* walkedChains(client: DynamoDBClient, table: string): AsyncGenerator<Walked> {
  let mine: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    for (const item of page.Items ?? []) {
      if (mine.length > 0 && mine[0]?.pk?.S !== item.pk?.S) {
        yield* walked(mine);
        mine = [];
      }
      mine.push(item);
    }
  }
  yield* walked(mine);
}

/** Nothing of an aggregate without events, such as what a function has heard of others. */
function* walked(items: readonly Item[]): Generator<Walked> {
  const texts = items.flatMap(({ event }) => event?.S ?? []);
  const key = items[0]?.pk?.S;
  if (key === undefined || texts.length === 0) return;
  const report = verifyChain(texts.map((text): Envelope => JSON.parse(text)));
  const state = items.find(({ sk }) => sk?.S === 'state');
  const end = report.sound ? { sequence: report.length, head: report.head } : undefined;
  const fits = end === undefined || (Number(state?.sequence?.N) === end.sequence && state?.head?.S === end.head);
  yield { key, report, state: state === undefined ? 'none' : fits ? 'fits' : 'elsewhere' };
}
