import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Region } from '../../local/region.ts';
import { type Load, load } from './load.ts';

/** The engine's operations that our functions use. */
export type Operation = 'TransactWriteItems' | 'PutItem' | 'GetItem' | 'Query';

export interface Ceiling extends Load {
  readonly operation: Operation;
  /** CPU of the calling process per call: what the AWS SDK takes on this machine, with nothing around it. */
  readonly cpuMs: number;
}

interface Order {
  readonly access: Region['access'];
  readonly table: string;
  /** Queue of the worklist index that has more than 25 rows. */
  readonly queue: string;
  readonly most: number;
  readonly limitMs: number;
}

const LANES = 10;
/** Near the sizes of a project's state, its event, a reading. */
const TEXT = 'x'.repeat(900);

/** What the engine gives to the plain SDK in one process of its own, ten calls at a time: no function of ours is asked to do better. */
export function engineCeilings(order: Order): Promise<readonly Ceiling[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Ceiling[]>();
  const child = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  child.once('message', (ceilings: readonly Ceiling[]) => resolve(ceilings));
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the plain SDK ended with ${code}`)));
  child.send(order);
  return promise;
}

async function measure({ access, table, queue, most, limitMs }: Order): Promise<readonly Ceiling[]> {
  const { endpoint, region, ...credentials } = access;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const item = (key: string, sort: string): Record<string, AttributeValue> => ({ pk: { S: key }, sk: { S: sort }, doc: { S: TEXT } });
  const placed = (key: string) => ({ ...item(key, 'state'), queue: { S: 'ceiling' }, place: { S: key }, row: { S: TEXT.slice(0, 300) } });
  const fresh = 'attribute_not_exists(pk)';
  const calls: Readonly<Record<Operation, (number: number) => Promise<unknown>>> = {
    TransactWriteItems: (number) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: table, Item: placed(`ceiling#${number}`), ConditionExpression: fresh } },
            { Put: { TableName: table, Item: item(`ceiling#${number}`, 'event#000001'), ConditionExpression: fresh } },
          ],
        }),
      ),
    PutItem: (number) =>
      client.send(new PutItemCommand({ TableName: table, Item: item(`put#${number}`, 'event#000001'), ConditionExpression: fresh })),
    GetItem: (number) =>
      client.send(
        new GetItemCommand({ TableName: table, Key: { pk: { S: `put#${number % 50}` }, sk: { S: 'event#000001' } }, ConsistentRead: true }),
      ),
    Query: () =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'worklist',
          KeyConditionExpression: 'queue = :queue',
          ExpressionAttributeValues: { ':queue': { S: queue } },
          Limit: 25,
        }),
      ),
  };
  const ceilings: Ceiling[] = [];
  for (const operation of ['TransactWriteItems', 'PutItem', 'GetItem', 'Query'] as const) {
    const warming = Math.min(100, most);
    await load((number) => calls[operation](most + number), { most: warming, limitMs, lanes: LANES });
    const before = process.cpuUsage();
    const measured = await load(calls[operation], { most, limitMs, lanes: LANES });
    const { user, system } = process.cpuUsage(before);
    ceilings.push({ operation, ...measured, cpuMs: (user + system) / 1000 / measured.requests });
  }
  client.destroy();
  return ceilings;
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  process.once('message', async (order: Order) => {
    const ceilings = await measure(order);
    process.send?.(ceilings, () => process.exit());
  });
}
