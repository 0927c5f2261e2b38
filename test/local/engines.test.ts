import { expect, it } from 'vitest';
import * as z from 'zod';
import { EngineCalls } from '../../local/engine-calls.ts';
import { startEngines } from '../../local/engines.ts';

const Tables = z.looseObject({ TableNames: z.array(z.string()) });
const definition = (name: string) => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
});

it('engines for minutes: the next take the tables’ engine over, with nothing in it; two at once have one each', async () => {
  const start = () => startEngines({ region: 'local', brief: true });
  const first = await start();
  const calls = new EngineCalls(first, 'local');
  for (const name of ['One', 'Two']) await calls.tell('DynamoDB_20120810.CreateTable', definition(name));
  calls.close();
  await first.stop();
  const [second, third] = await Promise.all([start(), start()]);
  expect(second.dynamodb).toBe(first.dynamodb);
  expect(third.dynamodb).not.toBe(first.dynamodb);
  for (const engines of [second, third]) {
    const own = new EngineCalls(engines, 'local');
    expect(await own.ask('DynamoDB_20120810.ListTables', {}, Tables)).toMatchObject({ TableNames: [] });
    own.close();
    await engines.stop();
  }
});
