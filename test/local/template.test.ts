import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../local/template.ts';
import { fixtureTemplate } from './fixtures/template.ts';

const deployment = { region: 'local', parameters: { JwksUrl: 'http://127.0.0.1:1/jwks.json' }, queuesAt: 'http://127.0.0.1:2' };
const read = (template: object = fixtureTemplate()) => readTemplate(template, deployment);

describe('a synthesised template', () => {
  it('gives every function its environment, with all intrinsics resolved', () => {
    const door = read().functions.find(({ name }) => name === 'test-door');
    expect(door?.environment).toEqual({
      TABLE_NAME: 'test-things',
      FOREIGN_TABLE: 'test-heard',
      BUCKET: 'vault',
      JWKS_URL: 'http://127.0.0.1:1/jwks.json',
      WORD: `given by default in local by b, not $\{Word}`,
    });
    expect(door).toMatchObject({ handler: 'index.handler', timeoutMs: 20_000, memoryMb: 256 });
  });

  it("gives every function its own role's statements and no other's", () => {
    const { functions } = read();
    const actions = (name: string) => functions.find((lambda) => lambda.name === name)?.statements.flatMap(({ Action: action }) => action);
    expect(actions('test-inbox')).toEqual(['dynamodb:UpdateItem', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
    expect(actions('test-timer')).toEqual(['dynamodb:PutItem']);
  });

  it('gives queues their attributes, their address and their dead letters', () => {
    const inbox = read().queues.find(({ name }) => name === 'test-inbox.fifo');
    expect(inbox).toMatchObject({
      arn: 'arn:aws:sqs:local:000000000000:test-inbox.fifo',
      url: 'http://127.0.0.1:2/000000000000/test-inbox.fifo',
      fifo: true,
      deadLettersArn: 'arn:aws:sqs:local:000000000000:test-inbox-dead-letters.fifo',
    });
    expect(inbox?.attributes.VisibilityTimeout).toBe('30');
    expect(JSON.parse(inbox?.attributes.RedrivePolicy ?? '')).toMatchObject({ maxReceiveCount: 5 });
  });

  it('gives the API routes with their whole paths', () => {
    expect(read().routes.map(({ method, path, function: owner }) => `${method} ${path} ${owner}`)).toEqual([
      'POST /do test-door',
      'POST /hasten test-hasty',
      'ANY /echo test-door',
      'ANY /echo/{proxy+} test-door',
    ]);
    expect(read().stage).toBe('v1');
  });

  it('gives the mappings as they are written', () => {
    const { streamMappings, queueMappings } = read();
    expect(streamMappings).toEqual([
      {
        function: 'test-relay',
        sourceArn: 'arn:aws:dynamodb:local:000000000000:table/test-things/stream/local',
        batchSize: 100,
        windowMs: 0,
        partialFailures: true,
        filters: [{ dynamodb: { NewImage: { event: { S: [{ exists: true }] } }, Keys: { pk: { S: [{ 'anything-but': ['woken'] }] } } } }],
        bisect: true,
        retries: 10,
        maximumAgeMs: 3_600_000,
        from: 'TRIM_HORIZON',
        onFailureArn: 'arn:aws:sqs:local:000000000000:test-lost',
      },
    ]);
    expect(queueMappings.map(({ function: owner, batchSize }) => ({ owner, batchSize }))).toEqual([
      { owner: 'test-inbox', batchSize: 10 },
      { owner: 'test-inbox', batchSize: 10 },
    ]);
  });

  it('is refused when a parameter has neither value nor default', () => {
    expect(() => readTemplate(fixtureTemplate(), { ...deployment, parameters: {} })).toThrow('JwksUrl');
  });

  it('is refused when an intrinsic is unknown', () => {
    const { Resources: resources, Parameters } = fixtureTemplate();
    const template = {
      Parameters,
      Resources: { ...resources, Things: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: { 'Fn::Cidr': [] } } } },
    };
    expect(() => read(template)).toThrow('Fn::Cidr');
  });

  it("is refused when a function's role may not read what feeds it", () => {
    const { Resources: resources, Parameters } = fixtureTemplate();
    const policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [] } } };
    expect(() => read({ Parameters, Resources: { ...resources, InboxPolicy: policy } })).toThrow(
      'the role of test-inbox may not sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on arn:aws:sqs:local:000000000000:test-inbox.fifo',
    );
  });
});
