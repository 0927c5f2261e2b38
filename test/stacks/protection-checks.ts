import { services } from '../../stacks/services.ts';
import type { Resource } from '../../stacks/synthesise.ts';
import { at, type Check, faults, list, ofType, prop, references, target } from './template-reading.ts';

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

/** At rest everything lies under the stack's key; only the access logs of S3 cannot, and what other accounts put into a queue. */
export const everythingLiesUnderTheKey: Check = (template) => {
  const strangers = Object.entries(services).flatMap(([name, service]) =>
    at(service, 'intake/strangers') === true ? [`-${name}-intake.fifo`] : [],
  );
  const isOpen = (queue: Resource) => strangers.some((name) => String(prop(queue, 'QueueName')).endsWith(name));
  const isKey = (value: unknown) => template.Resources[target(value) ?? '']?.Type === 'AWS::KMS::Key';
  return [
    ...faults(ofType(template, 'AWS::DynamoDB::Table'), (table) => !isKey(prop(table, 'SSESpecification/KMSMasterKeyId')), 'lies in clear'),
    ...faults(
      ofType(template, 'AWS::SQS::Queue', 'AWS::SNS::Topic'),
      (queue) => (isOpen(queue) ? prop(queue, 'SqsManagedSseEnabled') !== true : !isKey(prop(queue, 'KmsMasterKeyId'))),
      'lies in clear',
    ),
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
