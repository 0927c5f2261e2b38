import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

/** How often each thing happened, and when it last did (RFC 3339). */
export type Tally = Readonly<Record<string, { readonly count: number; readonly last: string }>>;

/** Counters in a function's own table, for people to look at: a crash between a deed and its count loses the count. */
export interface Tallies {
  count(key: string, what: string, time: string): Promise<void>;
  /** What was never counted is left out. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, Tally>>;
}

/** So often keys that the table left unread are asked for again. */
const ATTEMPTS = 5;
const MOST = 100;
const LAST = ' at';

export function openTallies({ client, name }: { readonly client: DynamoDBClient; readonly name: string }): Tallies {
  const keyOf = (key: string): Record<string, AttributeValue> => ({ pk: { S: `tally#${key}` }, sk: { S: 'tally' } });
  return {
    async count(key, what, time) {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: keyOf(key),
          UpdateExpression: 'ADD #what :one SET #last = :time',
          ExpressionAttributeNames: { '#what': what, '#last': `${what}${LAST}` },
          ExpressionAttributeValues: { ':one': { N: '1' }, ':time': { S: time } },
        }),
      );
    },
    async of(keys) {
      const found = new Map<string, Tally>();
      let left = keys.map(keyOf);
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt > ATTEMPTS + keys.length / MOST) throw new Error(`${name} left ${left.length} tallies unread`);
        const { Responses: read = {}, UnprocessedKeys: unread = {} } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left.slice(0, MOST) } } }),
        );
        for (const { pk, sk: _, ...counted } of read[name] ?? []) found.set((pk?.S ?? '').slice('tally#'.length), tallyOf(counted));
        const again = (unread[name]?.Keys ?? []).map(({ pk }) => keyOf((pk?.S ?? '').slice('tally#'.length)));
        left = [...again, ...left.slice(MOST)];
      }
      return found;
    },
  };
}

function tallyOf(counted: Readonly<Record<string, AttributeValue>>): Tally {
  const names = Object.keys(counted).filter((name) => !name.endsWith(LAST));
  return Object.fromEntries(
    names.map((name) => [name, { count: Number(counted[name]?.N ?? 0), last: counted[`${name}${LAST}`]?.S ?? '' }]),
  );
}
