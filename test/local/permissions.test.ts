import { describe, expect, it } from 'vitest';
import { type Call, demandsOf } from '../../local/demands.ts';
import { grants, Statement } from '../../local/permissions.ts';

const table = 'arn:aws:dynamodb:local:000000000000:table/projects';
const statements = (...raw: readonly object[]) => raw.map((one) => Statement.parse(one));
const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

describe('a role', () => {
  it('may do what a statement allows, and nothing else', () => {
    const role = statements(allow(['dynamodb:PutItem', 'dynamodb:Get*'], table));
    expect(grants(role, { action: 'dynamodb:PutItem', resource: table })).toBe(true);
    expect(grants(role, { action: 'dynamodb:GetItem', resource: table })).toBe(true);
    expect(grants(role, { action: 'dynamodb:DeleteItem', resource: table })).toBe(false);
    expect(grants(role, { action: 'dynamodb:PutItem', resource: `${table}-of-others` })).toBe(false);
    expect(grants(role, { action: 'dynamodb:PutItem', resource: `${table}/index/worklist` })).toBe(false);
  });

  it('reads wildcards in resources, and nothing else as a pattern', () => {
    const role = statements(allow('s3:GetObject', 'arn:aws:s3:::va.lt/events/*'));
    expect(grants(role, { action: 's3:GetObject', resource: 'arn:aws:s3:::va.lt/events/a/b' })).toBe(true);
    expect(grants(role, { action: 's3:GetObject', resource: 'arn:aws:s3:::vault/events/a' })).toBe(false);
  });

  it('may not do what a statement denies, though another allows it', () => {
    const role = statements(allow('*', '*'), { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' });
    expect(grants(role, { action: 's3:PutObject', resource: 'x' })).toBe(true);
    expect(grants(role, { action: 's3:DeleteObject', resource: 'x' })).toBe(false);
  });

  it('gets nothing from a condition that cannot be judged here', () => {
    const role = statements(allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/x': 'y' } } }));
    expect(grants(role, { action: 's3:PutObject', resource: 'x' })).toBe(false);
  });
});

describe('a call asks for', () => {
  const asks = (call: Call) => demandsOf(call, 'local:000000000000').map(({ action, resource }) => `${action} ${resource}`);
  const file = (method: string, key: string, query = ''): Call => ({
    service: 's3',
    method,
    bucket: 'vault',
    key,
    query: new URLSearchParams(query),
    copySource: undefined,
  });

  it('the action of every part of a transaction', () => {
    const parts = [{ Put: { TableName: 'projects' } }, { ConditionCheck: { TableName: 'goals' } }];
    expect(asks({ service: 'dynamodb', operation: 'TransactWriteItems', body: { TransactItems: parts } })).toEqual([
      `dynamodb:PutItem ${table}`,
      'dynamodb:ConditionCheckItem arn:aws:dynamodb:local:000000000000:table/goals',
    ]);
  });

  it('the index and not the table when it queries an index', () => {
    expect(asks({ service: 'dynamodb', operation: 'Query', body: { TableName: 'projects', IndexName: 'worklist' } })).toEqual([
      `dynamodb:Query ${table}/index/worklist`,
    ]);
  });

  it('the same for a batch of messages as for one', () => {
    const body = { QueueUrl: 'http://127.0.0.1:1/000000000000/inbox.fifo' };
    expect(asks({ service: 'sqs', operation: 'SendMessageBatch', body })).toEqual([
      'sqs:SendMessage arn:aws:sqs:local:000000000000:inbox.fifo',
    ]);
  });

  it('reading for HEAD, listing for a bucket, both sides of a copy', () => {
    expect(asks(file('HEAD', 'events/a'))).toEqual(['s3:GetObject arn:aws:s3:::vault/events/a']);
    expect(asks(file('GET', '', 'list-type=2'))).toEqual(['s3:ListBucket arn:aws:s3:::vault']);
    expect(asks({ ...file('PUT', 'b'), copySource: '/other/a%20b' } as Call)).toEqual([
      's3:PutObject arn:aws:s3:::vault/b',
      's3:GetObject arn:aws:s3:::other/a b',
    ]);
  });
});
