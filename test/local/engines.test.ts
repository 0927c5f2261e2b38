import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { EngineCalls } from '../../local/engine-calls.ts';
import { type Engines, startEngines } from '../../local/engines.ts';

const Tables = z.looseObject({ TableNames: z.array(z.string()) });
const definition = (name: string) => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
});

const start = (onLoss: (says: string) => void = () => {}) => startEngines({ region: 'local', brief: true, onLoss });

async function tablesIn(engines: Engines): Promise<readonly string[]> {
  const calls = new EngineCalls(engines, 'local');
  const { TableNames: names } = await calls.ask('DynamoDB_20120810.ListTables', {}, Tables);
  calls.close();
  return names;
}

/** As when the machine runs out of memory; until this process has heard of it. */
async function kill({ dynamodb }: Engines): Promise<void> {
  const its = `DynamoDBLocal.jar .*-port ${dynamodb}$`;
  execFileSync('pkill', ['-9', '-f', its]);
  while (spawnSync('pgrep', ['-f', its]).status === 0) await pause(10);
  await pause(300);
}

describe('engines for minutes', () => {
  it('the next take the tables’ engine over, with nothing in it; two at once have one each', async () => {
    const first = await start();
    const calls = new EngineCalls(first, 'local');
    for (const name of ['One', 'Two']) await calls.tell('DynamoDB_20120810.CreateTable', definition(name));
    calls.close();
    await first.stop();
    const [second, third] = await Promise.all([start(), start()]);
    expect([second.dynamodb, third.dynamodb]).toContain(first.dynamodb);
    expect(second.dynamodb).not.toBe(third.dynamodb);
    for (const engines of [second, third]) expect(await tablesIn(engines)).toEqual([]);
    for (const engines of [second, third]) await engines.stop();
  });

  it('one that is lost is told of, and nobody gets it any more, be it in use or idle', async () => {
    const losses: string[] = [];
    const used = await start((says) => losses.push(says));
    await kill(used);
    expect(losses).toEqual([expect.stringContaining('DynamoDB Local ended with')]);
    await used.stop();
    const idle = await start();
    expect(idle.dynamodb).not.toBe(used.dynamodb);
    await idle.stop();
    await kill(idle);
    const next = await start();
    expect(next.dynamodb).not.toBe(idle.dynamodb);
    expect(await tablesIn(next)).toEqual([]);
    await next.stop();
    expect(losses).toHaveLength(1);
  });
});
