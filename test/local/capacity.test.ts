import { describe, expect, it } from 'vitest';
import { Capacity } from '../../local/capacity.ts';

const put = (text: string) => ({ Put: { TableName: 'tea', Item: { pk: { S: 'a' }, event: { S: text } } } });
const told = (units: number, index?: number) => ({
  ConsumedCapacity: [
    {
      TableName: 'tea',
      CapacityUnits: units + (index ?? 0),
      Table: { CapacityUnits: units },
      ...(index === undefined ? {} : { GlobalSecondaryIndexes: { worklist: { CapacityUnits: index } } }),
    },
  ],
});

function writesOf(operation: string, asked: unknown, answer: unknown): number | undefined {
  const capacity = new Capacity();
  capacity.add('door', operation, asked, answer);
  return capacity.counted().door?.writes;
}

describe('write units', () => {
  it('of a transaction are those of all its items, although the engine tells two that are alike but once', () => {
    expect(writesOf('TransactWriteItems', { TransactItems: [put('one'), put('two')] }, told(2))).toBe(4);
    expect(writesOf('TransactWriteItems', { TransactItems: [put('x'.repeat(1500)), put('y'.repeat(1500))] }, told(4))).toBe(8);
  });

  it("of a transaction are the engine's, when an item was larger before", () => {
    expect(writesOf('TransactWriteItems', { TransactItems: [put('one'), put('two')] }, told(6))).toBe(6);
  });

  it('of an index count once, although the engine doubles them in a transaction', () => {
    expect(writesOf('TransactWriteItems', { TransactItems: [put('one'), put('two')] }, told(4, 4))).toBe(6);
  });

  it('of a single put are as the engine says', () => {
    expect(writesOf('PutItem', put('one').Put, told(2, 1))).toBe(3);
  });
});
