import * as z from 'zod';
import type { Demand } from './permissions.ts';

/** A call to an engine, as far as it matters who may make it. */
export type Call = JsonCall | FileCall;

/** DynamoDB, its streams, SQS: AWS's JSON protocol. */
export interface JsonCall {
  readonly service: 'dynamodb' | 'sqs';
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** S3, by path: `/bucket/key`. */
export interface FileCall {
  readonly service: 's3';
  readonly method: string;
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly copySource: string | undefined;
}

/** Prefix of the ARNs of this region, e.g. `local:000000000000`. */
export type Scope = string;

/** What a call asks of its caller's role, as the service authorization reference has it. */
export function demandsOf(call: Call, scope: Scope): readonly Demand[] {
  switch (call.service) {
    case 's3':
      return fileDemands(call);
    case 'sqs':
      return [{ action: `sqs:${call.operation.replace(/Batch$/, '')}`, resource: queueArn(call.body, scope) }];
    case 'dynamodb':
      return tableDemands(call, scope);
  }
}

const text = z.string().catch('');

function queueArn(body: JsonCall['body'], scope: Scope): string {
  return `arn:aws:sqs:${scope}:${queueNameOf(body) ?? '*'}`;
}

/** The queue that a call is about, by name. */
export function queueNameOf(body: JsonCall['body']): string | undefined {
  return text.parse(body.QueueUrl).split('/').at(-1) || text.parse(body.QueueName) || undefined;
}

const Part = z.record(z.string(), z.looseObject({ TableName: z.string() }));
const Parts = z.array(Part).catch([]);
const RequestItems = z.record(z.string(), z.unknown()).catch({});

/** A transaction is allowed by its parts: there is no action of its own for it. */
const PART_ACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function tableDemands({ operation, body }: JsonCall, scope: Scope): readonly Demand[] {
  const arn = (table: string) => (table.startsWith('arn:') ? table : `arn:aws:dynamodb:${scope}:table/${table}`);
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    return Parts.parse(body.TransactItems).flatMap((part) =>
      Object.entries(part).map(([kind, { TableName: table }]) => ({
        action: `dynamodb:${PART_ACTION[kind] ?? kind}`,
        resource: arn(table),
      })),
    );
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys(RequestItems.parse(body.RequestItems)).map((table) => ({ action: `dynamodb:${operation}`, resource: arn(table) }));
  }
  const table = text.parse(body.TableName);
  const index = text.parse(body.IndexName);
  const resource = text.parse(body.StreamArn) || (table ? arn(table) : '*');
  return [{ action: `dynamodb:${operation}`, resource: index ? `${resource}/index/${index}` : resource }];
}

function fileDemands({ method, bucket, key, query, copySource }: FileCall): readonly Demand[] {
  const file = (action: string, path = `${bucket}/${key}`): Demand => ({ action: `s3:${action}`, resource: `arn:aws:s3:::${path}` });
  if (bucket === '') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  if (key === '') {
    const action =
      method === 'PUT' ? 'CreateBucket' : method === 'DELETE' ? 'DeleteBucket' : method === 'POST' ? 'DeleteObject' : 'ListBucket';
    return [action === 'DeleteObject' ? file(action, `${bucket}/*`) : file(action, bucket)];
  }
  switch (method) {
    case 'GET':
    case 'HEAD':
      return [file(query.has('attributes') ? 'GetObjectAttributes' : 'GetObject')];
    case 'DELETE':
      return [file(query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject')];
    default:
      return [file('PutObject'), ...(copySource ? [file('GetObject', decodeURIComponent(copySource).replace(/^\//, ''))] : [])];
  }
}
