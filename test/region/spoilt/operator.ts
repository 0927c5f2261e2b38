import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { loadCase } from '../../../local/demo-case.ts';
import { openPortal, type Portal } from '../../../local/portal.ts';
import type { Region } from '../../../local/region.ts';

const run = promisify(execFile);
const data = loadCase(77);

/** Dead letters are made and mended. */
export const operatorsHand = (opened: () => Region) => () => {
  let region: Region;
  let portal: Portal;

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

  it('both say how they are used when a setting is missing', async () => {
    await expect(operate('redrive')).rejects.toMatchObject({ stdout: expect.stringContaining('npm run redrive') });
    await expect(operate('republish', '--to', 'nobody')).rejects.toMatchObject({ stdout: expect.stringContaining('npm run republish') });
  });

  function inboxOf(suffix: string): string {
    const queue = region.blueprint.queues.find(({ name }) => name.endsWith(suffix));
    return `${region.access.endpoint}/000000000000/${queue?.name}`;
  }
};
