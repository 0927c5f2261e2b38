import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCase } from '../../../local/demo-case.ts';
import { openPortal, type Portal } from '../../../local/portal.ts';
import type { Region } from '../../../local/region.ts';

const run = promisify(execFile);
const data = loadCase(77);

/** Dead letters are made and mended. */
export const operatorsHand = (opened: () => Region) => () => {
  let region: Region;
  let portal: Portal;
  let client: DynamoDBClient | undefined;

  /** The command as an operator types it, with the region's address and keys in the environment. */
  async function operate(script: string, ...args: string[]): Promise<string> {
    const { endpoint, region: name, accessKeyId, secretAccessKey } = region.access;
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: name,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    const { stdout } = await run(process.execPath, [`functions/relay/${script}.ts`, ...args], { env });
    return stdout;
  }
  const prefix = () => region.blueprint.queues[0]?.name.split('-').slice(0, 3).join('-') ?? '';

  beforeAll(async () => {
    region = opened();
    portal = await openPortal(region.url, data.division, { unit: '219001' });
    await portal.put('unit', `/projects/${data.projectCode}`, data.project);
    await region.whenIdle();
  });

  afterAll(() => client?.destroy());

  it('redrive names what can never be read, and leaves it where it is', async () => {
    await region.send('goals-inbox', 'not an event', { group: 'g', deduplication: 'd1' });
    await region.whenIdle();
    const listed = await operate('redrive', '--prefix', prefix(), '--send');
    expect(listed).toContain('not JSON');
    expect(listed).toContain('1 dead letters');
    expect(await region.deadLetters()).toHaveLength(1);
  });

  it('redrive sends back what today’s code can read, and its consumer applies it', async () => {
    const event = Object.values(await region.tables())
      .flat()
      .map((item) => item.event)
      .find((text) => typeof text === 'string' && text.includes('project.registered.v1') && text.includes(data.projectCode));
    await region.send('goals-inbox-dead-letters', String(event), { group: data.projectCode, deduplication: 'd2' });
    const listed = await operate('redrive', '--prefix', prefix(), '--send');
    expect(listed).toContain(`project.registered.v1 project#${data.projectCode}/1`);
    expect(listed).toContain('sent again to');
    await region.whenIdle();
    expect((await region.deadLetters()).map(({ body }) => body)).toEqual(['not an event']);
  });

  it('republish sends an aggregate’s events to one consumer again, which changes nothing', async () => {
    const table = region.blueprint.tables.find(({ name }) => name.endsWith('-projects'))?.name ?? '';
    const inbox = inboxOf('goals-inbox.fifo');
    const before = await region.tables();
    const selection = ['--table', table, '--to', 'goals', '--inbox', inbox, '--aggregate', `project#${data.projectCode}`];
    expect(await operate('republish', ...selection)).toContain('1 events that goals hears');
    expect(await operate('republish', ...selection, '--send')).toContain('1 of 1 events sent to goals');
    await region.whenIdle();
    expect(await region.tables()).toEqual(before);
  });

  it('verify walks every chain, and names the link that somebody changed', async () => {
    const table = tableOf('-projects');
    expect(await operate('verify', '--table', table)).toContain('Every chain is sound.');
    const { event } = await itemAt(table, '000001');
    await putAt(table, '000001', { event: { S: String(event?.S).replace(data.projectCode, 'X') } });
    const fault = await operate('verify', '--table', table).catch((failed) => failed);
    expect(fault).toMatchObject({ code: 1, stdout: expect.stringContaining('内容与其摘要不符') });
    await putAt(table, '000001', { event });
    expect(await operate('verify', '--table', table)).toContain('Every chain is sound.');
  });

  it('restore puts back what is missing, and only says what differs until it is told', async () => {
    const table = tableOf('-projects');
    const copy = await copied(table);
    const before = await region.tables();
    const { event } = await itemAt(table, '000001');
    const key = { pk: { S: `project#${data.projectCode}` }, sk: { S: 'state' } };
    await engine().send(new DeleteItemCommand({ TableName: table, Key: key }));
    await putAt(table, '000001', { event: { S: '{}' } });
    const drill = ['--from', copy, '--to', table];
    expect(await operate('restore', ...drill).catch(({ stdout }) => stdout)).toContain('1 missing, 1 different; 0 put back');
    expect(await operate('restore', ...drill, '--send').catch(({ stdout }) => stdout)).toContain('1 missing, 1 different; 1 put back');
    expect((await itemAt(table, '000001')).event).toEqual({ S: '{}' });
    expect(await operate('restore', ...drill, '--replace')).toContain('0 missing, 1 different; 1 put back');
    expect((await itemAt(table, '000001')).event).toEqual(event);
    await region.whenIdle();
    expect(await region.tables()).toEqual(before);
  });

  it('all of them say how they are used when a setting is missing', async () => {
    await expect(operate('redrive')).rejects.toMatchObject({ stdout: expect.stringContaining('npm run redrive') });
    await expect(operate('verify')).rejects.toMatchObject({ stdout: expect.stringContaining('npm run verify') });
    await expect(operate('restore', '--from', 'a')).rejects.toMatchObject({ stdout: expect.stringContaining('npm run restore') });
    await expect(operate('republish', '--to', 'nobody')).rejects.toMatchObject({ stdout: expect.stringContaining('npm run republish') });
  });

  const tableOf = (suffix: string) => region.blueprint.tables.find(({ name }) => name.endsWith(suffix))?.name ?? '';

  function engine(): DynamoDBClient {
    const { endpoint, region: name, accessKeyId, secretAccessKey } = region.access;
    client ??= new DynamoDBClient({ endpoint, region: name, credentials: { accessKeyId, secretAccessKey } });
    return client;
  }

  const keyOf = (sequence: string) => ({ pk: { S: `project#${data.projectCode}` }, sk: { S: `event#${sequence}` } });

  async function itemAt(table: string, sequence: string): Promise<Record<string, AttributeValue>> {
    const { Item: item } = await engine().send(new GetItemCommand({ TableName: table, Key: keyOf(sequence) }));
    return item ?? {};
  }

  async function putAt(table: string, sequence: string, changes: Record<string, AttributeValue | undefined>): Promise<void> {
    const item = { ...(await itemAt(table, sequence)), ...changes };
    const whole = Object.fromEntries(Object.entries(item).filter((pair): pair is [string, AttributeValue] => pair[1] !== undefined));
    await engine().send(new PutItemCommand({ TableName: table, Item: whole }));
  }

  /** As point-in-time recovery makes one: a table of another name with the same items. */
  async function copied(table: string): Promise<string> {
    const copy = `${table}-drill`;
    const { AttributeDefinitions, KeySchema } = {
      AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' as const },
        { AttributeName: 'sk', KeyType: 'RANGE' as const },
      ],
    };
    await engine().send(new CreateTableCommand({ TableName: copy, AttributeDefinitions, KeySchema, BillingMode: 'PAY_PER_REQUEST' }));
    const { Items: items = [] } = await engine().send(new ScanCommand({ TableName: table }));
    for (const item of items) await engine().send(new PutItemCommand({ TableName: copy, Item: item }));
    return copy;
  }

  function inboxOf(suffix: string): string {
    const queue = region.blueprint.queues.find(({ name }) => name.endsWith(suffix));
    return `${region.access.endpoint}/000000000000/${queue?.name}`;
  }
};
