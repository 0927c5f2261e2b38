import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONSUMERS, PUBLISHERS } from '../../events/index.ts';
import { type ProfileName, profiles } from '../../stacks/region-profile.ts';
import { type Resource, synthesise, type Template } from '../../stacks/synthesise.ts';
import { neutral } from './neutral.ts';
import * as protection from './protection-checks.ts';
import * as queues from './queue-checks.ts';
import * as region from './region-checks.ts';
import { at, type Check } from './template-reading.ts';
import { china, everyTemplate, names } from './templates.ts';

let templateOf: (name: ProfileName) => Template;
beforeAll(async () => {
  templateOf = await everyTemplate();
}, 90_000);

const rules = [
  ['spells out no partition', region.noPartitionIsSpelledOut],
  ['spells out no host', region.noHostIsSpelledOut],
  ['has only resource types that the region has', region.regionHasEveryType],
  ['puts no tags on event source mappings where they are refused', region.mappingsCarryNoTags],
  ['runs nodejs24.x on the architecture of the region', region.functionsRunOnTheRegionsNode],
  ['uses no layers', region.functionsUseNoLayers],
  ['traces only where the region can', region.tracingIsOffWhereThereIsNone],
  ['gives every queue dead letters', queues.queuesHaveDeadLetters],
  ['gives every schedule dead letters', queues.schedulesHaveDeadLetters],
  ['rings for every queue with the harm', queues.queuesRingWithTheirHarm],
  ['sends every alarm to somebody', queues.alarmsReachSomebody],
  ['retains and protects what holds state', protection.statefulThingsStay],
  ['lies under one key', protection.everythingLiesUnderTheKey],
  ['names actions and resources in every policy', protection.policiesNameActionsAndResources],
  ['lets no function reach the table or queue of another', protection.functionsStayAtHome],
  ['names no region outside its partition', region.replicasStayInThePartition],
  ['has a regional API', region.apiIsRegional],
  ['logs and throttles its API', protection.apiIsLoggedAndThrottled],
  ['keeps logs for 180 days', protection.logsStayForSixMonths],
  ['returns failed messages alone and bounds retries', queues.batchesFailInPart],
  ['is reached by TLS only', protection.onlyTls],
  ['has no path of the local region', region.noTestPath],
] as const satisfies readonly (readonly [string, Check])[];

describe.each(names)('the stack of %s', (name) => {
  it.each(rules)('%s', (_, check) => {
    expect(check(templateOf(name), profiles[name])).toEqual([]);
  });
});

/** The perfect template with one thing spoiled: in the first resource of a type, or beside all others. */
function spoiled(
  change: Readonly<Record<string, unknown>> | ((resource: Resource) => Resource),
  type: string,
  name: ProfileName = china,
): Template {
  const template = templateOf(name);
  const [id, resource] = Object.entries(template.Resources).find(([, { Type: found }]) => found === type) ?? ['New', { Type: type }];
  const changed = typeof change === 'function' ? change(resource) : { ...resource, Properties: { ...resource.Properties, ...change } };
  return { ...template, Resources: { ...template.Resources, [id]: changed } };
}

const unretained = ({ DeletionPolicy: _, ...resource }: Resource): Resource => resource;
const allowing = (statement: object) => ({ PolicyDocument: { Statement: [statement] } });

const proofs: readonly (readonly [string, Check, () => Template])[] = [
  ['a spelled-out ARN', region.noPartitionIsSpelledOut, () => spoiled({ KmsMasterKeyId: 'arn:aws:kms:x:1:key/1' }, 'AWS::SQS::Queue')],
  [
    'a spelled-out host',
    region.noHostIsSpelledOut,
    () => spoiled({ Description: 'https://sqs.eu-west-1.amazonaws.com/' }, 'AWS::Lambda::Function'),
  ],
  ['a user pool', region.regionHasEveryType, () => spoiled({}, 'AWS::Cognito::UserPool')],
  ['a function URL in Ningxia', region.regionHasEveryType, () => spoiled({}, 'AWS::Lambda::Url')],
  ['a tagged mapping', region.mappingsCarryNoTags, () => spoiled({ Tags: [{ Key: 'a', Value: 'b' }] }, 'AWS::Lambda::EventSourceMapping')],
  ['Node 22', region.functionsRunOnTheRegionsNode, () => spoiled({ Runtime: 'nodejs22.x' }, 'AWS::Lambda::Function')],
  ['arm64 in China', region.functionsRunOnTheRegionsNode, () => spoiled({ Architectures: ['arm64'] }, 'AWS::Lambda::Function')],
  ['a layer', region.functionsUseNoLayers, () => spoiled({ Layers: ['x'] }, 'AWS::Lambda::Function')],
  ['a traced function', region.tracingIsOffWhereThereIsNone, () => spoiled({ TracingConfig: { Mode: 'Active' } }, 'AWS::Lambda::Function')],
  ['a traced stage', region.tracingIsOffWhereThereIsNone, () => spoiled({ TracingEnabled: true }, 'AWS::ApiGateway::Stage')],
  ['a queue without dead letters', queues.queuesHaveDeadLetters, () => ({ Resources: { Lonely: { Type: 'AWS::SQS::Queue' } } })],
  ['a schedule without dead letters', queues.schedulesHaveDeadLetters, () => spoiled({ Targets: [{ Arn: 'x' }] }, 'AWS::Events::Rule')],
  ['an alarm that names no harm', queues.queuesRingWithTheirHarm, () => silenced('AlarmDescription', 'Queue too long. (see the console)')],
  ['a queue that nobody watches', queues.queuesRingWithTheirHarm, () => silenced('Dimensions', [])],
  ['an alarm without an action', queues.alarmsReachSomebody, () => spoiled({ AlarmActions: [] }, 'AWS::CloudWatch::Alarm')],
  ['an alarm without a sentence', queues.alarmsReachSomebody, () => spoiled({ AlarmDescription: 'errors' }, 'AWS::CloudWatch::Alarm')],
  ['a topic closed to alarms', queues.alarmsReachSomebody, () => spoiled(allowing({ Effect: 'Deny' }), 'AWS::SNS::TopicPolicy')],
  ['a table that goes with its stack', protection.statefulThingsStay, () => spoiled(unretained, 'AWS::DynamoDB::Table')],
  ['an unprotected table', protection.statefulThingsStay, () => spoiled({ DeletionProtectionEnabled: false }, 'AWS::DynamoDB::Table')],
  [
    'a table without recovery',
    protection.statefulThingsStay,
    () => spoiled({ PointInTimeRecoverySpecification: {} }, 'AWS::DynamoDB::Table'),
  ],
  ['a bucket without versions', protection.statefulThingsStay, () => spoiled({ VersioningConfiguration: {} }, 'AWS::S3::Bucket')],
  ['a public bucket', protection.statefulThingsStay, () => spoiled({ PublicAccessBlockConfiguration: {} }, 'AWS::S3::Bucket')],
  ['a queue in clear', protection.everythingLiesUnderTheKey, () => spoiled({ KmsMasterKeyId: undefined }, 'AWS::SQS::Queue')],
  ['a queue of strangers in clear', protection.everythingLiesUnderTheKey, () => everyQueue({ SqsManagedSseEnabled: undefined })],
  [
    'a way out that gives up soon',
    queues.queuesHaveDeadLetters,
    () => everyQueue({ RedrivePolicy: { deadLetterTargetArn: 'x', maxReceiveCount: 5 } }),
  ],
  ['logs in clear', protection.everythingLiesUnderTheKey, () => spoiled({ KmsKeyId: undefined }, 'AWS::Logs::LogGroup')],
  [
    'all actions',
    protection.policiesNameActionsAndResources,
    () => spoiled(allowing({ Action: 'sqs:*', Resource: 'x' }), 'AWS::IAM::ManagedPolicy'),
  ],
  [
    'any resource',
    protection.policiesNameActionsAndResources,
    () => spoiled(allowing({ Action: 'sqs:SendMessage', Resource: '*' }), 'AWS::IAM::ManagedPolicy'),
  ],
  [
    'leave to delete',
    protection.policiesNameActionsAndResources,
    () => spoiled(allowing({ Action: 'dynamodb:DeleteItem', Resource: 'x' }), 'AWS::IAM::ManagedPolicy'),
  ],
  ['a policy added by a construct', protection.policiesNameActionsAndResources, () => spoiled({}, 'AWS::IAM::Policy')],
  ['a foreign table', protection.functionsStayAtHome, foreignTable],
  [
    'a replica abroad',
    region.replicasStayInThePartition,
    () => spoiled({ Replicas: [{ Region: 'eu-central-1' }] }, 'AWS::DynamoDB::Table'),
  ],
  ['an edge endpoint', region.apiIsRegional, () => spoiled({ EndpointConfiguration: { Types: ['EDGE'] } }, 'AWS::ApiGateway::RestApi')],
  ['a gateway authorizer', region.apiIsRegional, () => spoiled({}, 'AWS::ApiGateway::Authorizer')],
  [
    'logged bodies',
    protection.apiIsLoggedAndThrottled,
    () => spoiled({ MethodSettings: [{ DataTraceEnabled: true, ThrottlingRateLimit: 1 }] }, 'AWS::ApiGateway::Stage'),
  ],
  ['logs for a quarter', protection.logsStayForSixMonths, () => spoiled({ RetentionInDays: 90 }, 'AWS::Logs::LogGroup')],
  ["Lambda's own log group", protection.logsStayForSixMonths, () => spoiled({ LoggingConfig: undefined }, 'AWS::Lambda::Function')],
  [
    'a batch that fails as a whole',
    queues.batchesFailInPart,
    () => spoiled({ FunctionResponseTypes: [] }, 'AWS::Lambda::EventSourceMapping'),
  ],
  ['a short visibility', queues.batchesFailInPart, () => everyQueue({ VisibilityTimeout: 60 })],
  [
    'retries without end',
    queues.batchesFailInPart,
    () => spoiled({ StartingPosition: 'LATEST', MaximumRetryAttempts: -1 }, 'AWS::Lambda::EventSourceMapping'),
  ],
  ['a queue without TLS', protection.onlyTls, () => spoiled(allowing({ Effect: 'Allow' }), 'AWS::SQS::QueuePolicy')],
  ['a path for tests', region.noTestPath, () => spoiled({ PathPart: 'local' }, 'AWS::ApiGateway::Resource')],
];

describe('the checks find', () => {
  it.each(proofs)('%s', (_, check, template) => {
    expect(check(template(), profiles[china])).not.toEqual([]);
  });
});

function everyQueue(change: Readonly<Record<string, unknown>>, type = 'AWS::SQS::Queue'): Template {
  const template = templateOf(china);
  const changed = Object.entries(template.Resources).map(([id, resource]) => [
    id,
    resource.Type === type ? { ...resource, Properties: { ...resource.Properties, ...change } } : resource,
  ]);
  return { ...template, Resources: Object.fromEntries(changed) };
}

function silenced(property: string, value: unknown): Template {
  return everyQueue({ [property]: value }, 'AWS::CloudWatch::Alarm');
}

function foreignTable(): Template {
  const template = templateOf(china);
  const goals = Object.keys(template.Resources).find((id) => id.startsWith('GoalsTable')) ?? '';
  const [id = '', policy] = Object.entries(template.Resources).find(([found]) => found.startsWith('ProjectsApiRolePolicy')) ?? [];
  const reaching = {
    ...policy,
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: allowing({ Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': [goals, 'Arn'] } }),
  };
  return { ...template, Resources: { ...template.Resources, [id]: reaching } };
}

const published = path.resolve(import.meta.dirname, '../../../shared/data/cn-cfn-types-2025-12.json');

describe.skipIf(!existsSync(published)).each(['cn-northwest-1', 'cn-north-1'] as const)('the published types of %s', (name) => {
  it('include every type of its stack', () => {
    const types: readonly string[] = JSON.parse(readFileSync(published, 'utf8'))[name];
    expect(types.length).toBeGreaterThan(300);
    const used = new Set(Object.values(templateOf(name).Resources).map(({ Type: type }) => type));
    expect([...used].filter((type) => !types.includes(type))).toEqual([]);
  });

  it('lack what the profile says that the region lacks', () => {
    const types: readonly string[] = JSON.parse(readFileSync(published, 'utf8'))[name];
    const wrong = profiles[name].lacks.filter((absent) =>
      types.some((type) => (absent.endsWith('*') ? type.startsWith(absent.slice(0, -1)) : type === absent)),
    );
    expect(wrong).toEqual([]);
  });
});

const alike = (name: ProfileName) => neutral(templateOf(name), profiles[name]);

describe('one system', () => {
  it('is the same in both China regions and in the control, but for what the profiles say', () => {
    expect(alike('cn-north-1')).toEqual(alike('cn-northwest-1'));
    expect(alike('ap-southeast-1')).toEqual(alike('cn-northwest-1'));
  });

  it('opens an inbox for every consumer and carries every publisher', () => {
    const properties = Object.values(templateOf(china).Resources).map(({ Properties: found }) => found);
    const queues = properties.map((found) => at(found, 'QueueName'));
    const tables = properties.map((found) => at(found, 'TableName'));
    for (const consumer of CONSUMERS) expect(queues).toContain(`bp-640104-production-${consumer}-inbox.fifo`);
    for (const publisher of PUBLISHERS) expect(tables).toContain(`bp-640104-production-${publisher}`);
  });

  it('carries the division and the stage in its names, and refuses what is neither', async () => {
    await expect(synthesise(china, { division: '6401' })).rejects.toThrow('six digits');
    await expect(synthesise(china, { stage: 'Pre-Prod' })).rejects.toThrow('small letters');
  });

  it('lets browsers put files from the origins that it is given, and from none otherwise', async () => {
    const given = await synthesise('local', { uploadOrigins: ['https://portal.example.gov.cn'] });
    const cors = (template: Template) =>
      Object.values(template.Resources).flatMap(({ Properties: found }) => at(found, 'CorsConfiguration') ?? []);
    expect(cors(given)).toMatchObject([{ CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://portal.example.gov.cn'] }] }]);
    expect(cors(templateOf('local'))).toEqual([]);
  });

  it('leaves the signer of tokens to the deployment', () => {
    const { Parameters: parameters = {} } = templateOf(china);
    for (const name of ['JwksUrl', 'TokenIssuer', 'TokenAudience']) expect(parameters[name]).not.toHaveProperty('Default');
  });
});
