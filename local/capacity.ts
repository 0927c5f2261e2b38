import * as z from 'zod';
import { itemBytes } from './item-size.ts';

/** Request units as AWS bills them. */
export interface Units {
  readonly reads: number;
  readonly writes: number;
  /** Calls that were counted. */
  readonly calls: number;
}

const Consumed = z.looseObject({
  TableName: z.string().optional(),
  Table: z.looseObject({ CapacityUnits: z.number() }).optional(),
  GlobalSecondaryIndexes: z.record(z.string(), z.looseObject({ CapacityUnits: z.number() })).optional(),
  CapacityUnits: z.number().optional(),
});
const Answer = z.looseObject({ ConsumedCapacity: z.union([z.array(Consumed), Consumed.transform((one) => [one])]).optional() });

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Operations that answer what they consumed when they are asked to. */
export const METERED = new Set([...WRITES, 'GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);

/** Counts what functions consume of DynamoDB, from the engine's own `ConsumedCapacity`. */
export class Capacity {
  private readonly counts = new Map<string, Units>();

  /** Adds one answered call of a function, `asked` with this body; what can't be read counts nothing. */
  add(name: string, operation: string, asked: unknown, answer: unknown): void {
    const consumed = Answer.safeParse(answer).data?.ConsumedCapacity;
    if (!consumed) return;
    const puts = operation === 'TransactWriteItems' ? putsOf(asked) : new Map<string, number>();
    const units = consumed.reduce((sum, one) => sum + unitsOf(operation, one, puts.get(one.TableName ?? '') ?? 0), 0);
    const before = this.counts.get(name) ?? NOTHING;
    const writes = WRITES.has(operation);
    this.counts.set(name, {
      reads: before.reads + (writes ? 0 : units),
      writes: before.writes + (writes ? units : 0),
      calls: before.calls + 1,
    });
  }

  /** Units by function since the beginning or the last `reset`. */
  counted(): Readonly<Record<string, Units>> {
    return Object.fromEntries(this.counts);
  }

  reset(): void {
    this.counts.clear();
  }
}

const NOTHING: Units = { reads: 0, writes: 0, calls: 0 };

function unitsOf(operation: string, consumed: z.output<typeof Consumed>, puts: number): number {
  const table = consumed.Table?.CapacityUnits ?? (consumed.GlobalSecondaryIndexes ? 0 : (consumed.CapacityUnits ?? 0));
  const indexes = Object.values(consumed.GlobalSecondaryIndexes ?? {}).reduce((sum, index) => sum + index.CapacityUnits, 0);
  // A transaction doubles what it writes to the table; indexes follow afterwards and cost once. DynamoDB Local doubles both.
  if (operation === 'TransactWriteItems') return Math.max(table, 2 * puts) + indexes / 2;
  // A read that finds nothing is billed the least read there is; DynamoDB Local says 0.
  return WRITES.has(operation) ? table + indexes : Math.max(0.5, table + indexes);
}

const Transaction = z.looseObject({
  TransactItems: z.array(
    z.looseObject({ Put: z.looseObject({ TableName: z.string(), Item: z.record(z.string(), z.unknown()) }).optional() }),
  ),
});

/**
 * What a transaction's puts come to by their own sizes, by table. DynamoDB Local adds up a *set*: of two puts that consume the same,
 * it tells one. Its number still counts where an item was larger before.
 */
function putsOf(asked: unknown): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { Put: put } of Transaction.safeParse(asked).data?.TransactItems ?? []) {
    if (put) sums.set(put.TableName, (sums.get(put.TableName) ?? 0) + Math.ceil(itemBytes(put.Item) / 1024));
  }
  return sums;
}
