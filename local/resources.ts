import path from 'node:path';
import * as z from 'zod';
import type { Lambda, Queue, Schedule, Table } from './blueprint.ts';
import type { Statement } from './permissions.ts';
import type { Places } from './places.ts';

/** One resource of the template with its properties resolved. */
export interface Resolved {
  readonly id: string;
  readonly properties: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** All resources of one type. */
export type All = (type: string) => readonly Resolved[];

const TableProperties = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.unknown()).optional(),
  LocalSecondaryIndexes: z.array(z.unknown()).optional(),
  StreamSpecification: z.looseObject({ StreamViewType: z.string() }).optional(),
});

export function table({ id, properties }: Resolved, places: Places): Table {
  const { StreamSpecification: stream, ...shape } = TableProperties.parse(properties);
  return {
    name: places.name(id),
    arn: places.arn(id),
    streamArn: stream && places.attribute(id, 'StreamArn'),
    definition: {
      TableName: places.name(id),
      BillingMode: 'PAY_PER_REQUEST',
      ...shape,
      ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
    },
  };
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const QueueProperties = z.object({
  FifoQueue: scalar.optional(),
  ContentBasedDeduplication: scalar.optional(),
  VisibilityTimeout: scalar.optional(),
  DelaySeconds: scalar.optional(),
  MaximumMessageSize: scalar.optional(),
  MessageRetentionPeriod: scalar.optional(),
  ReceiveMessageWaitTimeSeconds: scalar.optional(),
  RedrivePolicy: z.looseObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int() }).optional(),
});

export function queue({ id, properties }: Resolved, places: Places): Queue {
  const { RedrivePolicy: redrive, ...plain } = QueueProperties.parse(properties);
  const attributes = Object.fromEntries(Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return {
    name: places.name(id),
    arn: places.arn(id),
    url: places.url(id),
    fifo: plain.FifoQueue === 'true',
    attributes: redrive ? { ...attributes, RedrivePolicy: JSON.stringify(redrive) } : attributes,
    deadLettersArn: redrive?.deadLetterTargetArn,
  };
}

const LambdaProperties = z.looseObject({
  Handler: z.string(),
  Role: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.looseObject({ Variables: z.record(z.string(), scalar).default({}) }).optional(),
  DeadLetterConfig: z.looseObject({ TargetArn: z.string() }).optional(),
});

export function lambda(
  { id, properties, metadata }: Resolved,
  places: Places,
  statements: ReadonlyMap<string, readonly Statement[]>,
): Lambda {
  const read = LambdaProperties.parse(properties);
  const folder = z.string(`${id} has no aws:asset:path`).parse(metadata['aws:asset:path']);
  return {
    name: places.name(id),
    arn: places.arn(id),
    folder: path.resolve(folder),
    handler: read.Handler,
    environment: read.Environment?.Variables ?? {},
    timeoutMs: read.Timeout * 1000,
    memoryMb: read.MemorySize,
    role: read.Role,
    statements: statements.get(read.Role) ?? [],
    deadLettersArn: read.DeadLetterConfig?.TargetArn,
  };
}

const RuleProperties = z.looseObject({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.looseObject({
        Arn: z.string(),
        Input: z.string().optional(),
      }),
    )
    .default([]),
});

export function schedule({ id, properties }: Resolved, places: Places, functions: readonly Lambda[]): readonly Schedule[] {
  const { ScheduleExpression: expression, State: state, Targets: targets } = RuleProperties.parse(properties);
  if (!expression || state !== 'ENABLED') return [];
  return [
    {
      name: places.name(id),
      arn: places.arn(id),
      expression,
      targets: targets.flatMap((target) => {
        const owner = functions.find(({ arn }) => arn === target.Arn);
        return owner ? [{ function: owner.name, input: target.Input === undefined ? undefined : JSON.parse(target.Input) }] : [];
      }),
    },
  ];
}
