import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONSUMERS, PUBLISHERS } from '../../events/index.ts';
import { type ProfileName, profiles } from '../../stacks/region-profile.ts';
import { type Resource, synthesise, type Template } from '../../stacks/synthesise.ts';
import * as checks from './template-checks.ts';

const names = Object.keys(profiles).filter((name): name is ProfileName => name in profiles);
const china = 'cn-northwest-1';
const templates = new Map<ProfileName, Template>();
const templateOf = (name: ProfileName): Template => {
  const template = templates.get(name);
  if (!template) throw new Error(`${name} was not synthesised`);
  return template;
};

beforeAll(async () => {
  for (const name of names) templates.set(name, await synthesise(name));
});

const rules = [
  ['spells out no partition', checks.noPartitionIsSpelledOut],
  ['spells out no host', checks.noHostIsSpelledOut],
  ['has only resource types that the region has', checks.regionHasEveryType],
  ['puts no tags on event source mappings where they are refused', checks.mappingsCarryNoTags],
  ['runs nodejs24.x on the architecture of the region', checks.functionsRunOnTheRegionsNode],
  ['uses no layers', checks.functionsUseNoLayers],
  ['traces only where the region can', checks.tracingIsOffWhereThereIsNone],
  ['gives every queue dead letters', checks.queuesHaveDeadLetters],
  ['gives every schedule dead letters', checks.schedulesHaveDeadLetters],
  ['rings for every queue with the harm', checks.queuesRingWithTheirHarm],
  ['sends every alarm to somebody', checks.alarmsReachSomebody],
  ['retains and protects what holds state', checks.statefulThingsStay],
  ['lies under one key', checks.everythingLiesUnderTheKey],
  ['names actions and resources in every policy', checks.policiesNameActionsAndResources],
  ['lets no function reach the table or queue of another', checks.functionsStayAtHome],
  ['names no region outside its partition', checks.replicasStayInThePartition],
  ['has a regional API', checks.apiIsRegional],
  ['logs and throttles its API', checks.apiIsLoggedAndThrottled],
  ['keeps logs for 180 days', checks.logsStayForSixMonths],
  ['returns failed messages alone and bounds retries', checks.batchesFailInPart],
  ['is reached by TLS only', checks.onlyTls],
  ['has no path of the local region', checks.noTestPath],
] as const satisfies readonly (readonly [string, checks.Check])[];

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

const proofs: readonly (readonly [string, checks.Check, () => Template])[] = [
  ['a spelled-out ARN', checks.noPartitionIsSpelledOut, () => spoiled({ KmsMasterKeyId: 'arn:aws:kms:x:1:key/1' }, 'AWS::SQS::Queue')],
  [
    'a spelled-out host',
    checks.noHostIsSpelledOut,
    () => spoiled({ Description: 'https://sqs.eu-west-1.amazonaws.com/' }, 'AWS::Lambda::Function'),
  ],
  ['a user pool', checks.regionHasEveryType, () => spoiled({}, 'AWS::Cognito::UserPool')],
  ['a function URL in Ningxia', checks.regionHasEveryType, () => spoiled({}, 'AWS::Lambda::Url')],
  ['a tagged mapping', checks.mappingsCarryNoTags, () => spoiled({ Tags: [{ Key: 'a', Value: 'b' }] }, 'AWS::Lambda::EventSourceMapping')],
  ['Node 22', checks.functionsRunOnTheRegionsNode, () => spoiled({ Runtime: 'nodejs22.x' }, 'AWS::Lambda::Function')],
  ['arm64 in China', checks.functionsRunOnTheRegionsNode, () => spoiled({ Architectures: ['arm64'] }, 'AWS::Lambda::Function')],
  ['a layer', checks.functionsUseNoLayers, () => spoiled({ Layers: ['x'] }, 'AWS::Lambda::Function')],
  ['a traced function', checks.tracingIsOffWhereThereIsNone, () => spoiled({ TracingConfig: { Mode: 'Active' } }, 'AWS::Lambda::Function')],
  ['a traced stage', checks.tracingIsOffWhereThereIsNone, () => spoiled({ TracingEnabled: true }, 'AWS::ApiGateway::Stage')],
  ['a queue without dead letters', checks.queuesHaveDeadLetters, () => ({ Resources: { Lonely: { Type: 'AWS::SQS::Queue' } } })],
  ['a schedule without dead letters', checks.schedulesHaveDeadLetters, () => spoiled({ Targets: [{ Arn: 'x' }] }, 'AWS::Events::Rule')],
  ['an alarm that names no harm', checks.queuesRingWithTheirHarm, () => silenced('AlarmDescription', 'Queue too long. (see the console)')],
  ['a queue that nobody watches', checks.queuesRingWithTheirHarm, () => silenced('Dimensions', [])],
  ['an alarm without an action', checks.alarmsReachSomebody, () => spoiled({ AlarmActions: [] }, 'AWS::CloudWatch::Alarm')],
  ['an alarm without a sentence', checks.alarmsReachSomebody, () => spoiled({ AlarmDescription: 'errors' }, 'AWS::CloudWatch::Alarm')],
  ['a topic closed to alarms', checks.alarmsReachSomebody, () => spoiled(allowing({ Effect: 'Deny' }), 'AWS::SNS::TopicPolicy')],
  ['a table that goes with its stack', checks.statefulThingsStay, () => spoiled(unretained, 'AWS::DynamoDB::Table')],
  ['an unprotected table', checks.statefulThingsStay, () => spoiled({ DeletionProtectionEnabled: false }, 'AWS::DynamoDB::Table')],
  ['a table without recovery', checks.statefulThingsStay, () => spoiled({ PointInTimeRecoverySpecification: {} }, 'AWS::DynamoDB::Table')],
  ['a bucket without versions', checks.statefulThingsStay, () => spoiled({ VersioningConfiguration: {} }, 'AWS::S3::Bucket')],
  ['a public bucket', checks.statefulThingsStay, () => spoiled({ PublicAccessBlockConfiguration: {} }, 'AWS::S3::Bucket')],
  ['a queue in clear', checks.everythingLiesUnderTheKey, () => spoiled({ KmsMasterKeyId: undefined }, 'AWS::SQS::Queue')],
  ['logs in clear', checks.everythingLiesUnderTheKey, () => spoiled({ KmsKeyId: undefined }, 'AWS::Logs::LogGroup')],
  [
    'all actions',
    checks.policiesNameActionsAndResources,
    () => spoiled(allowing({ Action: 'sqs:*', Resource: 'x' }), 'AWS::IAM::ManagedPolicy'),
  ],
  [
    'any resource',
    checks.policiesNameActionsAndResources,
    () => spoiled(allowing({ Action: 'sqs:SendMessage', Resource: '*' }), 'AWS::IAM::ManagedPolicy'),
  ],
  [
    'leave to delete',
    checks.policiesNameActionsAndResources,
    () => spoiled(allowing({ Action: 'dynamodb:DeleteItem', Resource: 'x' }), 'AWS::IAM::ManagedPolicy'),
  ],
  ['a policy added by a construct', checks.policiesNameActionsAndResources, () => spoiled({}, 'AWS::IAM::Policy')],
  ['a foreign table', checks.functionsStayAtHome, foreignTable],
  [
    'a replica abroad',
    checks.replicasStayInThePartition,
    () => spoiled({ Replicas: [{ Region: 'eu-central-1' }] }, 'AWS::DynamoDB::Table'),
  ],
  ['an edge endpoint', checks.apiIsRegional, () => spoiled({ EndpointConfiguration: { Types: ['EDGE'] } }, 'AWS::ApiGateway::RestApi')],
  ['a gateway authorizer', checks.apiIsRegional, () => spoiled({}, 'AWS::ApiGateway::Authorizer')],
  [
    'logged bodies',
    checks.apiIsLoggedAndThrottled,
    () => spoiled({ MethodSettings: [{ DataTraceEnabled: true, ThrottlingRateLimit: 1 }] }, 'AWS::ApiGateway::Stage'),
  ],
  ['logs for a quarter', checks.logsStayForSixMonths, () => spoiled({ RetentionInDays: 90 }, 'AWS::Logs::LogGroup')],
  ["Lambda's own log group", checks.logsStayForSixMonths, () => spoiled({ LoggingConfig: undefined }, 'AWS::Lambda::Function')],
  [
    'a batch that fails as a whole',
    checks.batchesFailInPart,
    () => spoiled({ FunctionResponseTypes: [] }, 'AWS::Lambda::EventSourceMapping'),
  ],
  ['a short visibility', checks.batchesFailInPart, () => everyQueue({ VisibilityTimeout: 60 })],
  [
    'retries without end',
    checks.batchesFailInPart,
    () => spoiled({ StartingPosition: 'LATEST', MaximumRetryAttempts: -1 }, 'AWS::Lambda::EventSourceMapping'),
  ],
  ['a queue without TLS', checks.onlyTls, () => spoiled(allowing({ Effect: 'Allow' }), 'AWS::SQS::QueuePolicy')],
  ['a path for tests', checks.noTestPath, () => spoiled({ PathPart: 'local' }, 'AWS::ApiGateway::Resource')],
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

/** What may differ between regions: what the profile says, and nothing else. */
function neutral(name: ProfileName): unknown {
  const { region, urlSuffix, architecture, kmsAlgorithm } = profiles[name];
  const { Resources: resources } = templateOf(name);
  const words: readonly (readonly [string, string])[] = [
    [`logs.${region}.${urlSuffix}`, 'logs.REGION'],
    [region, 'REGION'],
    [architecture, 'ARCHITECTURE'],
    [kmsAlgorithm, 'ALGORITHM'],
    [', the console only sends', ''],
  ];
  const alike = Object.entries(resources).map(([id, { Metadata: _, DependsOn: __, ...resource }]) => {
    const { TracingConfig: ___, TracingEnabled: ____, ...properties } = resource.Properties ?? {};
    const tagless = resource.Type === 'AWS::Lambda::EventSourceMapping' ? { ...properties, Tags: undefined } : properties;
    return [nameOf(id, resource), { ...resource, Properties: tagless }];
  });
  const traces = '{"Action":["xray:PutTraceSegments","xray:PutTelemetryRecords"],"Effect":"Allow","Resource":"*"}';
  const withoutTraces = JSON.stringify(Object.fromEntries(alike)).replaceAll(`,${traces}`, '');
  const withoutPaths = withoutTraces
    .replaceAll(/"Sid":"AllowEventRule\w+"/g, '"Sid":""')
    .replaceAll(/ApiRestApiDeployment[0-9A-F]{8}[0-9a-f]{32}/g, 'Deployment');
  return JSON.parse(words.reduce((text, [from, to]) => text.replaceAll(from, to), withoutPaths));
}

/** Permissions are named after the path of their stack. */
function nameOf(id: string, { Type: type, Properties: properties }: Resource): string {
  return type === 'AWS::Lambda::Permission' ? JSON.stringify(properties) : id;
}

describe('one system', () => {
  it('is the same in both China regions and in the control, but for what the profiles say', () => {
    expect(neutral('cn-north-1')).toEqual(neutral('cn-northwest-1'));
    expect(neutral('ap-southeast-1')).toEqual(neutral('cn-northwest-1'));
  });

  it('opens an inbox for every consumer and carries every publisher', () => {
    const properties = Object.values(templateOf(china).Resources).map(({ Properties: found }) => found);
    const queues = properties.map((found) => checks.at(found, 'QueueName'));
    const tables = properties.map((found) => checks.at(found, 'TableName'));
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
      Object.values(template.Resources).flatMap(({ Properties: found }) => checks.at(found, 'CorsConfiguration') ?? []);
    expect(cors(given)).toMatchObject([{ CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://portal.example.gov.cn'] }] }]);
    expect(cors(templateOf('local'))).toEqual([]);
  });

  it('leaves the signer of tokens to the deployment', () => {
    const { Parameters: parameters = {} } = templateOf(china);
    for (const name of ['JwksUrl', 'TokenIssuer', 'TokenAudience']) expect(parameters[name]).not.toHaveProperty('Default');
  });
});
