import { beforeAll, describe, expect, it } from 'vitest';
import { upstreamPlace } from '../../stacks/neighbours.ts';
import { profiles } from '../../stacks/region-profile.ts';
import { synthesise, type Template } from '../../stacks/synthesise.ts';
import * as protection from './protection-checks.ts';
import * as queues from './queue-checks.ts';
import * as region from './region-checks.ts';
import { at, list, ofType, prop, text } from './template-reading.ts';
import { names } from './templates.ts';

const ABOVE = '210987654321';
const BELOW = ['111122223333', '444455556666'];
const INTAKE = 'bp-640000-production-exchange-intake.fifo';
const choice = { stage: 'production', upstream: { division: '640000', account: ABOVE }, peers: BELOW };
const checks = { ...region, ...queues, ...protection };

describe.each(names)('a stack between others in %s', (name) => {
  let template: Template;
  beforeAll(async () => {
    template = await synthesise(name, choice);
  }, 90_000);

  const role = (door: string) => ofType(template, 'AWS::IAM::ManagedPolicy').find(([id]) => id.startsWith(`Exchange${door}RolePolicy`));
  const statements = (door: string) => list(prop(role(door)?.[1] ?? { Type: '' }, 'PolicyDocument/Statement'));
  const settings = (door: string) => {
    const [, handler] = ofType(template, 'AWS::Lambda::Function').find(([id]) => id.startsWith(`Exchange${door}Function`)) ?? [
      '',
      { Type: '' },
    ];
    return prop(handler, 'Environment/Variables');
  };

  it.each(Object.entries(checks))('keeps to %s', (_, check) => {
    expect(check(template, profiles[name])).toEqual([]);
  });

  it('may put messages into the intake queue above, and into no other that isn’t its own', () => {
    const above = text(statements('Inbox').filter((statement) => text(statement).includes(INTAKE)));
    expect(above).toContain('sqs:SendMessage');
    expect(above).toContain(`:${ABOVE}:${INTAKE}`);
    expect(above).toContain('AWS::Partition');
    for (const door of ['Api', 'Intake']) expect(text(statements(door))).not.toContain(INTAKE);
  });

  it('knows where that is, and whom it serves', () => {
    expect(settings('Inbox')).toMatchObject({ DIVISION: '640104', UPSTREAM_DIVISION: '640000' });
    const url = text(at(settings('Inbox'), 'UPSTREAM_INTAKE_URL'));
    expect(url).toContain(`/${ABOVE}/${INTAKE}`);
    expect(url).toContain('AWS::URLSuffix');
    expect(settings('Inbox')).not.toHaveProperty('UPSTREAM_REGION');
  });

  it('lets the accounts below put messages into its own, and do nothing else', () => {
    const [, policy] = ofType(template, 'AWS::SQS::QueuePolicy').find(([id]) => id.startsWith('ExchangeIntakeQueuePolicy')) ?? [
      '',
      { Type: '' },
    ];
    const allowed = list(prop(policy, 'PolicyDocument/Statement')).filter((statement) => at(statement, 'Effect') === 'Allow');
    expect(allowed.map((statement) => at(statement, 'Action'))).toEqual(['sqs:SendMessage', 'sqs:SendMessage']);
    for (const account of BELOW) expect(text(allowed)).toContain(`:${account}:root`);
  });

  it('takes one message at a time there, in order', () => {
    const [, mapping] = ofType(template, 'AWS::Lambda::EventSourceMapping').find(([id]) => id.startsWith('ExchangeIntakeMapping')) ?? [
      '',
      { Type: '' },
    ];
    expect(prop(mapping, 'BatchSize')).toBe(1);
  });
});

describe('a stack alone', () => {
  it('sends nothing anywhere, and lets nobody in', async () => {
    const template = await synthesise('cn-northwest-1');
    expect(text(template.Resources)).not.toContain('UPSTREAM_');
    const [, policy] = ofType(template, 'AWS::SQS::QueuePolicy').find(([id]) => id.startsWith('ExchangeIntakeQueuePolicy')) ?? [
      '',
      { Type: '' },
    ];
    expect(list(prop(policy, 'PolicyDocument/Statement')).map((statement) => at(statement, 'Effect'))).toEqual(['Deny']);
  });

  it('is refused neighbours that can’t be any', async () => {
    await expect(synthesise('local', { upstream: { division: '64' } })).rejects.toThrow('six digits');
    await expect(synthesise('local', { peers: ['12'] })).rejects.toThrow('twelve digits');
    await expect(synthesise('cn-north-1', { upstream: { division: '640000', region: 'eu-west-1' } })).rejects.toThrow('no role');
    expect(upstreamPlace('640000@210987654321/cn-north-1')).toEqual({ division: '640000', account: ABOVE, region: 'cn-north-1' });
    expect(() => upstreamPlace('640000/cn-north-1')).toThrow('640000[@ACCOUNT[/REGION]]');
  });
});
