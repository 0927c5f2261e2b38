import { type ChildProcess, fork } from 'node:child_process';
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

interface Opening {
  readonly access: Region['access'];
  readonly table: string;
  /** Queue of the worklist index that has more than 25 rows. */
  readonly queue: string;
}

interface Order {
  readonly operation: Operation;
  /** Number of the first item that is written: each order writes its own. */
  readonly first?: number;
  readonly most: number;
  readonly limitMs: number;
}

const LANES = 10;
const WARMING = 200;
/** Near the sizes of a project's state, its event, a reading. */
const TEXT = 'x'.repeat(900);

/** What the engine gives to the plain SDK in one process of its own, ten calls at a time: no function of ours is asked to do better. */
export class EngineCeiling {
  private readonly child: ChildProcess;

  constructor(opening: Opening) {
    this.child = fork(fileURLToPath(import.meta.url), [JSON.stringify(opening)], { execArgv: [] });
  }

  measure(order: Order): Promise<Ceiling> {
    const { promise, resolve, reject } = Promise.withResolvers<Ceiling>();
    const ended = (code: number | null) => reject(new Error(`the plain SDK ended with ${code}`));
    this.child.once('exit', ended);
    this.child.once('message', (ceiling: Ceiling) => {
      this.child.off('exit', ended);
      resolve(ceiling);
    });
    this.child.send(order);
    return promise;
  }

  stop(): void {
    this.child.disconnect();
  }
}

type Call = (number: number) => Promise<unknown>;

function callsOf({ access, table, queue }: Opening): Readonly<Record<Operation, Call>> {
  const { endpoint, region, ...credentials } = access;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const item = (key: string, sort: string): Record<string, AttributeValue> => ({ pk: { S: key }, sk: { S: sort }, doc: { S: TEXT } });
  const placed = (key: string) => ({ ...item(key, 'state'), queue: { S: 'ceiling' }, place: { S: key }, row: { S: TEXT.slice(0, 300) } });
  const fresh = 'attribute_not_exists(pk)';
  return {
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
        new GetItemCommand({
          TableName: table,
          Key: { pk: { S: `ceiling#${number % 50}` }, sk: { S: 'event#000001' } },
          ConsistentRead: true,
        }),
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
}

async function measure(call: Call, { operation, first = 0, most, limitMs }: Order): Promise<Ceiling> {
  await load((number) => call(first + most + number), { most: WARMING, limitMs, lanes: LANES });
  const before = process.cpuUsage();
  const measured = await load((number) => call(first + number), { most, limitMs, lanes: LANES });
  const { user, system } = process.cpuUsage(before);
  return { operation, ...measured, cpuMs: (user + system) / 1000 / measured.requests };
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const calls = callsOf(JSON.parse(process.argv[2] ?? ''));
  process.on('message', async (order: Order) => process.send?.(await measure(calls[order.operation], order)));
}
