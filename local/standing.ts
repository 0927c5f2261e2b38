import * as z from 'zod';
import type { Blueprint } from './blueprint.ts';
import type { EngineCalls } from './engine-calls.ts';

const Created = z.looseObject({ TableDescription: z.looseObject({ LatestStreamArn: z.string().optional() }) });

/** Creates the blueprint's tables, queues and buckets in fresh engines. Answers the engine's name of each table's stream, by table. */
export async function stand(blueprint: Blueprint, calls: EngineCalls): Promise<ReadonlyMap<string, string>> {
  const streams = blueprint.tables.map(async ({ name, definition }) => {
    const { TableDescription: table } = await calls.ask('DynamoDB_20120810.CreateTable', definition, Created);
    return table.LatestStreamArn ? [[name, table.LatestStreamArn] as const] : [];
  });
  const queues = blueprint.queues.map(({ name, attributes }) =>
    calls.tell('AmazonSQS.CreateQueue', { QueueName: name, Attributes: attributes }),
  );
  const buckets = blueprint.buckets.map(({ name }) => calls.makeBucket(name));
  await Promise.all([...queues, ...buckets]);
  return new Map((await Promise.all(streams)).flat());
}

const Scanned = z.looseObject({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** An item as plain values: texts, numbers, booleans, lists, objects. */
export type PlainItem = Readonly<Record<string, unknown>>;

/** Everything in one table, in the order of its keys. For tests and for looking at it. */
export async function itemsOf(table: string, calls: EngineCalls): Promise<readonly PlainItem[]> {
  const items: PlainItem[] = [];
  let from: object = {};
  for (;;) {
    const page = await calls.ask('DynamoDB_20120810.Scan', { TableName: table, ConsistentRead: true, ...from }, Scanned);
    items.push(...page.Items.map(plainItem));
    if (!page.LastEvaluatedKey) return items.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
    from = { ExclusiveStartKey: page.LastEvaluatedKey };
  }
}

const keyOf = (item: PlainItem) => `${item.pk}\u0000${item.sk}`;
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function plainItem(item: Readonly<Record<string, unknown>>): PlainItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

/** DynamoDB's notation `{ S: … }` as a plain value. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [kind, inner] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case 'N':
      return Number(inner);
    case 'NULL':
      return null;
    case 'L':
      return Array.isArray(inner) ? inner.map(plain) : inner;
    case 'M':
      return plainItem(inner);
    default:
      return inner;
  }
}
