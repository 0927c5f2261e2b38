import type { RegionProfile } from '../../stacks/region-profile.ts';
import { services } from '../../stacks/services.ts';
import type { Resource, Template } from '../../stacks/synthesise.ts';

/** What is wrong with a template, one line per fault, each beginning with a logical id. Empty: nothing. */
export type Check = (template: Template, profile: RegionProfile) => readonly string[];

const ofType = (template: Template, ...types: readonly string[]) =>
  Object.entries(template.Resources).filter(([, { Type: type }]) => types.includes(type));

/** The value at a path such as `VpcConfig/SubnetIds`, or undefined. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('/')) {
    if (found === null || typeof found !== 'object') return undefined;
    found = Object.entries(found).find(([key]) => key === step)?.[1];
  }
  return found;
}

const prop = ({ Properties: properties }: Resource, path: string) => at(properties, path);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const text = (value: unknown) => JSON.stringify(value ?? null);

/** The logical id to which a `Ref` or `Fn::GetAtt` points. */
function target(value: unknown): string | undefined {
  const ref = at(value, 'Ref') ?? list(at(value, 'Fn::GetAtt'))[0];
  return typeof ref === 'string' ? ref : undefined;
}

const faults = (entries: readonly (readonly [string, Resource])[], isFault: (resource: Resource, id: string) => boolean, says: string) =>
  entries.filter(([id, resource]) => isFault(resource, id)).map(([id]) => `${id}: ${says}`);

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) yield* strings(inner);
}

export const noPartitionIsSpelledOut: Check = ({ Resources: resources }) =>
  faults(Object.entries(resources), (resource) => /arn:aws[\w-]*:/.test(text(resource)), 'spells out a partition');

/** Hosts follow the partition's suffix; only service principals are the same everywhere. */
export const noHostIsSpelledOut: Check = ({ Resources: resources }, { urlSuffix, region }) =>
  Object.entries(resources).flatMap(([id, resource]) =>
    [...strings(resource.Properties)]
      .filter((value) => value.includes('amazonaws.com') && !/^[a-z0-9.]+\.amazonaws\.com$/.test(value))
      .filter((value) => value !== `logs.${region}.${urlSuffix}`)
      .map((value) => `${id}: spells out the host ${value}`),
  );

export const regionHasEveryType: Check = ({ Resources: resources }, { lacks }) =>
  faults(
    Object.entries(resources),
    ({ Type: type }) => lacks.some((absent) => (absent.endsWith('*') ? type.startsWith(absent.slice(0, -1)) : type === absent)),
    'is of a type that the region lacks',
  );

export const mappingsCarryNoTags: Check = (template, { esmTags }) =>
  esmTags ? [] : faults(ofType(template, 'AWS::Lambda::EventSourceMapping'), (mapping) => prop(mapping, 'Tags') !== undefined, 'has tags');

export const functionsRunOnTheRegionsNode: Check = (template, { architecture }) =>
  faults(
    ofType(template, 'AWS::Lambda::Function'),
    (handler) => prop(handler, 'Runtime') !== 'nodejs24.x' || text(prop(handler, 'Architectures')) !== text([architecture]),
    `does not run nodejs24.x on ${architecture}`,
  );

export const functionsUseNoLayers: Check = (template) =>
  faults(ofType(template, 'AWS::Lambda::Function'), (handler) => list(prop(handler, 'Layers')).length > 0, 'uses layers');

export const tracingIsOffWhereThereIsNone: Check = (template, { xray }) => [
  ...faults(
    ofType(template, 'AWS::Lambda::Function'),
    (handler) => (prop(handler, 'TracingConfig/Mode') === 'Active') !== xray,
    `tracing differs from ${xray}`,
  ),
  ...faults(ofType(template, 'AWS::ApiGateway::Stage'), (stage) => prop(stage, 'TracingEnabled') !== xray, `tracing differs from ${xray}`),
];

/** Queues that take what others could not deliver. */
function deadLetters(template: Template): ReadonlySet<string> {
  const targets = Object.values(template.Resources).flatMap((resource) => [
    prop(resource, 'RedrivePolicy/deadLetterTargetArn'),
    prop(resource, 'DestinationConfig/OnFailure/Destination'),
    prop(resource, 'DeadLetterConfig/TargetArn'),
    ...list(prop(resource, 'Targets')).map((rule) => at(rule, 'DeadLetterConfig/Arn')),
  ]);
  return new Set(targets.flatMap((value) => target(value) ?? []));
}

export const queuesHaveDeadLetters: Check = (template) => {
  const last = deadLetters(template);
  const queues = ofType(template, 'AWS::SQS::Queue');
  const work = queues.filter(([id]) => !last.has(id));
  return [
    ...faults(work, (queue) => prop(queue, 'RedrivePolicy/maxReceiveCount') !== 5, 'has no dead letters after five receives'),
    ...faults(
      work,
      (queue) => {
        const letters = template.Resources[target(prop(queue, 'RedrivePolicy/deadLetterTargetArn')) ?? ''];
        return letters !== undefined && prop(letters, 'FifoQueue') !== prop(queue, 'FifoQueue');
      },
      'and its dead letters differ in kind',
    ),
    ...faults(
      queues.filter(([id]) => last.has(id)),
      (queue) => prop(queue, 'MessageRetentionPeriod') !== 14 * 86_400,
      'keeps dead letters for less than 14 days',
    ),
  ];
};

export const schedulesHaveDeadLetters: Check = (template) =>
  faults(
    ofType(template, 'AWS::Events::Rule'),
    (rule) => list(prop(rule, 'Targets')).some((to) => at(to, 'DeadLetterConfig/Arn') === undefined),
    'has no dead letters',
  );

const harms: readonly string[] = Object.values(services).flatMap((service) =>
  Object.values(service)
    .flatMap((door) => at(door, 'harm') ?? [])
    .filter((harm) => typeof harm === 'string'),
);

/** Each queue has an alarm whose text begins with who is hurt, as `services.ts` says it. */
export const queuesRingWithTheirHarm: Check = (template) => {
  const watched = ofType(template, 'AWS::CloudWatch::Alarm')
    .filter(([, alarm]) => harms.some((harm) => String(prop(alarm, 'AlarmDescription')).startsWith(`${harm} (`)))
    .flatMap(([, alarm]) => list(prop(alarm, 'Dimensions')).map((dimension) => target(at(dimension, 'Value'))));
  return faults(ofType(template, 'AWS::SQS::Queue'), (_, id) => !watched.includes(id), 'has no alarm that names the harm');
};

/** Every alarm is a sentence about people, and reaches a topic to which CloudWatch may publish. */
export const alarmsReachSomebody: Check = (template) => {
  const open = ofType(template, 'AWS::SNS::TopicPolicy')
    .filter(([, policy]) =>
      list(prop(policy, 'PolicyDocument/Statement')).some(
        (statement) => at(statement, 'Effect') === 'Allow' && at(statement, 'Principal/Service') === 'cloudwatch.amazonaws.com',
      ),
    )
    .flatMap(([, policy]) => list(prop(policy, 'Topics')).map(target));
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm');
  return [
    ...faults(alarms, (alarm) => !/^[A-Z].{20,}\. \(.+\)$/.test(String(prop(alarm, 'AlarmDescription'))), 'says no harm'),
    ...faults(
      alarms,
      (alarm) => {
        const topics = list(prop(alarm, 'AlarmActions')).map(target);
        return topics.length === 0 || topics.some((topic) => !open.includes(topic));
      },
      'reaches nobody',
    ),
  ];
};

const STATEFUL = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'];

export const statefulThingsStay: Check = (template, { objectLock }) => {
  const tables = ofType(template, 'AWS::DynamoDB::Table');
  const buckets = ofType(template, 'AWS::S3::Bucket');
  const locked = buckets.filter(([, bucket]) => prop(bucket, 'ObjectLockEnabled') === true);
  return [
    ...faults(
      ofType(template, ...STATEFUL),
      ({ DeletionPolicy: deletion, UpdateReplacePolicy: replacement }) => deletion !== 'Retain' || replacement !== 'Retain',
      'is not retained',
    ),
    ...faults(tables, (table) => prop(table, 'DeletionProtectionEnabled') !== true, 'can be deleted'),
    ...faults(
      tables,
      (table) => prop(table, 'PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled') !== true,
      'cannot be taken back to yesterday',
    ),
    ...faults(buckets, (bucket) => prop(bucket, 'VersioningConfiguration/Status') !== 'Enabled', 'keeps no versions'),
    ...faults(
      buckets,
      (bucket) =>
        ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].some(
          (block) => prop(bucket, `PublicAccessBlockConfiguration/${block}`) !== true,
        ),
      'may become public',
    ),
    ...(objectLock && locked.length === 0 ? ['Vault: no bucket has object lock'] : []),
  ];
};

/** At rest everything lies under the stack's key; only the access logs of S3 cannot. */
export const everythingLiesUnderTheKey: Check = (template) => {
  const isKey = (value: unknown) => template.Resources[target(value) ?? '']?.Type === 'AWS::KMS::Key';
  return [
    ...faults(ofType(template, 'AWS::DynamoDB::Table'), (table) => !isKey(prop(table, 'SSESpecification/KMSMasterKeyId')), 'lies in clear'),
    ...faults(ofType(template, 'AWS::SQS::Queue', 'AWS::SNS::Topic'), (queue) => !isKey(prop(queue, 'KmsMasterKeyId')), 'lies in clear'),
    ...faults(ofType(template, 'AWS::Logs::LogGroup'), (group) => !isKey(prop(group, 'KmsKeyId')), 'lies in clear'),
    ...faults(
      ofType(template, 'AWS::S3::Bucket'),
      (bucket) => prop(bucket, 'BucketEncryption/ServerSideEncryptionConfiguration') === undefined,
      'lies in clear',
    ),
  ];
};

/** Actions that know no resources; each has its reason beside it in `stacks/`. */
const RESOURCELESS = ['dynamodb:ListStreams', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

export const policiesNameActionsAndResources: Check = (template) => [
  ...ofType(template, 'AWS::IAM::ManagedPolicy').flatMap(([id, policy]) =>
    list(prop(policy, 'PolicyDocument/Statement')).flatMap((statement) => {
      const actions = list(at(statement, 'Action')).map(String);
      const anywhere = list(at(statement, 'Resource')).some((resource) => resource === '*');
      return [
        ...actions.filter((action) => action.includes('*')).map((action) => `${id}: allows ${action}`),
        ...actions.filter((action) => anywhere && !RESOURCELESS.includes(action)).map((action) => `${id}: allows ${action} anywhere`),
        ...actions.filter((action) => /:Delete(?!Message$)/.test(action)).map((action) => `${id}: allows ${action}`),
      ];
    }),
  ),
  ...ofType(template, 'AWS::IAM::Policy').map(([id]) => `${id}: was added behind our back`),
  ...faults(ofType(template, 'AWS::IAM::Role'), (role) => list(prop(role, 'Policies')).length > 0, 'has policies inline'),
];

/** A function reaches its own table and queues; others' it meets only in events. The relay is the one that carries. */
export const functionsStayAtHome: Check = (template) => {
  const home = (id: string) => Object.keys(services).find((name) => id.toLowerCase().startsWith(name));
  return ofType(template, 'AWS::IAM::ManagedPolicy')
    .filter(([id]) => home(id) !== 'relay')
    .flatMap(([id, policy]) =>
      list(prop(policy, 'PolicyDocument/Statement'))
        .flatMap((statement) => list(at(statement, 'Resource')))
        .flatMap((resource) => [...references(resource)])
        .filter((to) => ['AWS::DynamoDB::Table', 'AWS::SQS::Queue'].includes(template.Resources[to]?.Type ?? '') && home(to) !== home(id))
        .map((to) => `${id}: reaches ${to}`),
    );
};

function* references(value: unknown): Generator<string> {
  const direct = target(value);
  if (direct) yield direct;
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) yield* references(inner);
}

/** 个人信息保护法 keeps state organs' data in the country: no region is named that lies outside the partition. */
export const replicasStayInThePartition: Check = ({ Resources: resources }, { partition, region }) =>
  Object.entries(resources).flatMap(([id, resource]) =>
    (text(resource.Properties).match(/\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:[a-z]+-)+\d\b/g) ?? [])
      .filter((named) => named !== region && named.startsWith('cn-') !== (partition === 'aws-cn'))
      .map((named) => `${id}: names ${named}`),
  );

export const apiIsRegional: Check = (template) => [
  ...faults(
    ofType(template, 'AWS::ApiGateway::RestApi'),
    (api) => text(prop(api, 'EndpointConfiguration/Types')) !== text(['REGIONAL']),
    'is not regional',
  ),
  ...faults(
    ofType(template, 'AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Api', 'AWS::Lambda::Url'),
    () => true,
    'is not offered everywhere',
  ),
];

export const apiIsLoggedAndThrottled: Check = (template) =>
  faults(
    ofType(template, 'AWS::ApiGateway::Stage'),
    (stage) => {
      const settings = list(prop(stage, 'MethodSettings'));
      const throttled = settings.some((setting) => Number(at(setting, 'ThrottlingRateLimit')) > 0);
      const withoutBodies = settings.every((setting) => at(setting, 'DataTraceEnabled') === false);
      return prop(stage, 'AccessLogSetting/DestinationArn') === undefined || !throttled || !withoutBodies;
    },
    'is not logged, or logs bodies, or is not throttled',
  );

/** 网络安全法: 采取监测、记录网络运行状态、网络安全事件的技术措施，并按照规定留存相关的网络日志不少于六个月. */
export const logsStayForSixMonths: Check = (template) => {
  const groups = ofType(template, 'AWS::Logs::LogGroup');
  const kept = new Set(groups.map(([id]) => id));
  return [
    ...faults(groups, (group) => !(Number(prop(group, 'RetentionInDays')) >= 180), 'keeps less than 180 days'),
    ...faults(
      ofType(template, 'AWS::Lambda::Function'),
      (handler) => !kept.has(target(prop(handler, 'LoggingConfig/LogGroup')) ?? ''),
      'logs into a group that nobody made',
    ),
  ];
};

export const batchesFailInPart: Check = (template) => {
  const mappings = ofType(template, 'AWS::Lambda::EventSourceMapping');
  const streams = mappings.filter(([, mapping]) => prop(mapping, 'StartingPosition') !== undefined);
  const seconds = (id: string | undefined, name: string) => Number(prop(template.Resources[id ?? ''] ?? { Type: '' }, name));
  return [
    ...faults(mappings, (mapping) => !list(prop(mapping, 'FunctionResponseTypes')).includes('ReportBatchItemFailures'), 'fails as a whole'),
    ...faults(
      mappings.filter((entry) => !streams.includes(entry)),
      (mapping) =>
        seconds(target(prop(mapping, 'EventSourceArn')), 'VisibilityTimeout') <
        6 * seconds(target(prop(mapping, 'FunctionName')), 'Timeout'),
      'gives messages back before six timeouts of its function',
    ),
    ...faults(
      streams,
      (mapping) => {
        const retries = Number(prop(mapping, 'MaximumRetryAttempts'));
        const age = Number(prop(mapping, 'MaximumRecordAgeInSeconds'));
        const bounded = retries >= 1 && retries <= 100 && age >= 3600 && age <= 86_400;
        return (
          !bounded ||
          prop(mapping, 'BisectBatchOnFunctionError') !== true ||
          !target(prop(mapping, 'DestinationConfig/OnFailure/Destination'))
        );
      },
      'may be blocked by one record, or lose it',
    ),
    ...faults(
      streams,
      (mapping) =>
        list(prop(mapping, 'FilterCriteria/Filters')).every(
          (filter) => at(filter, 'Pattern') !== '{"dynamodb":{"NewImage":{"event":{"S":[{"exists":true}]}}}}',
        ),
      'carries more than events',
    ),
  ];
};

/** Only TLS, for everything that has a resource policy of its own. */
export const onlyTls: Check = (template) => {
  const denied = ofType(template, 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy')
    .filter(([, policy]) =>
      list(prop(policy, 'PolicyDocument/Statement')).some(
        (statement) => at(statement, 'Effect') === 'Deny' && at(statement, 'Condition/Bool/aws:SecureTransport') === 'false',
      ),
    )
    .flatMap(([, policy]) => [...list(prop(policy, 'Queues')), ...list(prop(policy, 'Topics')), prop(policy, 'Bucket')].map(target));
  return faults(
    ofType(template, 'AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::SNS::Topic'),
    (_, id) => !denied.includes(id),
    'can be reached without TLS',
  );
};

/** The routes of the local region's own (`/local/…`) exist on no gateway. */
export const noTestPath: Check = (template) =>
  faults(
    ofType(template, 'AWS::ApiGateway::Resource'),
    (resource) => prop(resource, 'PathPart') === 'local',
    'is a path of the local region',
  );
