import * as z from 'zod';
import type { Lambda, Queue, QueueMapping, StreamMapping } from './blueprint.ts';
import { grants } from './permissions.ts';
import type { Resolved } from './resources.ts';

const MappingProperties = z.looseObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.looseObject({ Filters: z.array(z.looseObject({ Pattern: z.string() })).default([]) }).optional(),
  ScalingConfig: z.looseObject({ MaximumConcurrency: z.number().optional() }).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  DestinationConfig: z.looseObject({ OnFailure: z.looseObject({ Destination: z.string() }).optional() }).optional(),
});

/** What feeds which function, and how. Throws when a role couldn't read its source: AWS refuses such a mapping, or it stands still. */
export function mappingsOf(
  found: readonly Resolved[],
  functions: readonly Lambda[],
  queues: readonly Queue[],
): { readonly queueMappings: readonly QueueMapping[]; readonly streamMappings: readonly StreamMapping[] } {
  const queueMappings: QueueMapping[] = [];
  const streamMappings: StreamMapping[] = [];
  for (const { id, properties } of found) {
    const mapping = MappingProperties.parse(properties);
    const owner = functions.find(({ name, arn }) => mapping.FunctionName === name || mapping.FunctionName === arn);
    if (!owner) throw new Error(`${id} feeds ${mapping.FunctionName}, which the template doesn't have`);
    if (!mapping.Enabled) continue;
    const common = {
      function: owner.name,
      sourceArn: mapping.EventSourceArn,
      windowMs: mapping.MaximumBatchingWindowInSeconds * 1000,
      partialFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      filters: mapping.FilterCriteria?.Filters.map(({ Pattern: pattern }): unknown => JSON.parse(pattern)) ?? [],
    };
    const fromQueue = queues.some(({ arn }) => arn === mapping.EventSourceArn);
    const onFailureArn = mapping.DestinationConfig?.OnFailure?.Destination;
    demand(owner, fromQueue ? RECEIVING : READING, mapping.EventSourceArn);
    if (onFailureArn) demand(owner, ['sqs:SendMessage'], onFailureArn);
    if (fromQueue) {
      queueMappings.push({ ...common, batchSize: mapping.BatchSize ?? 10, concurrency: mapping.ScalingConfig?.MaximumConcurrency ?? 10 });
    } else {
      streamMappings.push({
        ...common,
        batchSize: mapping.BatchSize ?? 100,
        bisect: mapping.BisectBatchOnFunctionError,
        retries: mapping.MaximumRetryAttempts,
        maximumAgeMs: mapping.MaximumRecordAgeInSeconds === -1 ? -1 : mapping.MaximumRecordAgeInSeconds * 1000,
        from: mapping.StartingPosition ?? 'TRIM_HORIZON',
        onFailureArn,
      });
    }
  }
  return { queueMappings, streamMappings };
}

const RECEIVING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const READING = ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'];

function demand(owner: Lambda, actions: readonly string[], resource: string): void {
  const missing = actions.filter((action) => !grants(owner.statements, { action, resource }));
  if (missing.length > 0) throw new Error(`the role of ${owner.name} may not ${missing.join(', ')} on ${resource}`);
}
