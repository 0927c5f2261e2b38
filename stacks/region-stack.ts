import { CfnOutput, CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Publisher } from '../events/index.ts';
import { Alarms } from './alarms.ts';
import { DataKey } from './data-key.ts';
import type { Ground } from './ground.ts';
import { PublicApi } from './public-api.ts';
import type { RegionProfile } from './region-profile.ts';
import { ServiceFunction } from './service-function.ts';
import type { ServiceName } from './services.ts';
import { Vault } from './vault.ts';

export interface RegionStackProps {
  readonly profile: RegionProfile;
  /** `production`, `staging` …: letters and digits. */
  readonly stage: string;
  /** GB/T 2260, six digits: the government that the system serves. */
  readonly division: string;
  readonly uploadOrigins?: readonly string[];
  /** The government above whose stack follows this one. Its account and region are this stack's unless said. */
  readonly upstream?: { readonly division: string; readonly account?: string; readonly region?: string };
}

/** The whole system of one government in one region. */
export class RegionStack extends Stack {
  constructor(scope: Construct, { profile, stage, division, uploadOrigins = [] }: RegionStackProps) {
    if (!/^\d{6}$/.test(division)) throw new Error(`division: six digits of GB/T 2260 such as 640104, not “${division}”`);
    if (!/^[a-z][a-z0-9]{0,15}$/.test(stage))
      throw new Error(`stage: up to 16 small letters and digits such as production, not “${stage}”`);
    super(scope, `BudgetPerformance-${division}-${stage}-${profile.name}`, {
      stackName: `BudgetPerformance-${division}-${stage}`,
      env: { region: profile.region },
      description: `预算绩效管理 ${division} ${stage}`,
      terminationProtection: true,
    });
    const prefix = `bp-${division}-${stage}`;
    const key = new DataKey(this, 'Key', profile);
    const alarms = new Alarms(this, 'Alarms', { key, prefix });
    const ground: Ground = { prefix, profile, key, alarms };
    const tokens = this.tokenSettings();
    const api = new PublicApi(this, 'Api', ground);
    const vault = new Vault(this, 'Vault', { key, profile, uploadOrigins });

    const place = { ground, api, tokens, vault: vault.bucket };
    const open = (id: string, service: ServiceName) => new ServiceFunction(this, id, { ...place, service });
    const projects = open('Projects', 'projects');
    const assessment = open('Assessment', 'assessment');
    const goals = open('Goals', 'goals');
    const monitoring = open('Monitoring', 'monitoring');
    const evaluation = open('Evaluation', 'evaluation');
    const rectification = open('Rectification', 'rectification');
    const delegation = open('Delegation', 'delegation');
    const imports = open('Imports', 'imports');
    const pilots = open('Pilots', 'pilots');
    const exchange = open('Exchange', 'exchange');
    open('Policies', 'policies');
    open('Contract', 'contract');

    // Whoever publishes is followed: one that is forgotten here doesn't compile.
    const ledgers: Record<Publisher, ServiceFunction> = {
      projects,
      assessment,
      goals,
      monitoring,
      evaluation,
      rectification,
      delegation,
      imports,
      pilots,
      exchange,
    };
    new ServiceFunction(this, 'Relay', { ...place, service: 'relay', carries: this.carries(ledgers) });

    new CfnOutput(this, 'ApiUrl', { value: api.restApi.url });
    if (monitoring.intake) new CfnOutput(this, 'ReadingsIntakeUrl', { value: monitoring.intake.queueUrl });
    new CfnOutput(this, 'AlarmTopic', { value: alarms.topic.topicArn });
    if (profile.api.exposure === 'icp') {
      new CfnOutput(this, 'BeforeFirstCall', { value: '本账户须先完成 ICP 备案；备案前 API Gateway 对所有调用返回 403' });
    }
    tag(this, profile, { division, stage, system: 'budget-performance' });
  }

  /** Who signs the tokens: given when the stack is deployed, so that one template serves every county. */
  private tokenSettings() {
    const setting = (id: string, description: string, allowedPattern: string, constraintDescription: string) =>
      new CfnParameter(this, id, { description, allowedPattern, constraintDescription }).valueAsString;
    return {
      jwksUrl: setting(
        'JwksUrl',
        'JWKS of the identity service',
        '^(https://|http://127\\.0\\.0\\.1:).+$',
        'An https address, e.g. https://id.example.gov.cn/jwks',
      ),
      tokenIssuer: setting('TokenIssuer', '`iss` of the tokens', '^.+$', 'The issuer exactly as tokens carry it'),
      tokenAudience: setting('TokenAudience', '`aud` of the tokens', '^.+$', 'The audience exactly as tokens carry it'),
    };
  }

  private carries(ledgers: Readonly<Record<string, ServiceFunction>>) {
    const all = Object.entries(ledgers);
    const inboxes = all.flatMap(([name, { inbox }]) => (inbox ? [{ name, inbox }] : []));
    return {
      from: all.flatMap(([, { table }]) => table ?? []),
      to: inboxes.map(({ inbox }) => inbox),
      inboxes: this.toJsonString(Object.fromEntries(inboxes.map(({ name, inbox }) => [name, inbox.queueUrl]))),
    };
  }
}

/** What costs money or is chosen by tag (backups). Other types learnt tags late, and not in every region: one too many fails the stack. */
const TAGGED = [
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

function tag(stack: Stack, { esmTags }: RegionProfile, tags: Readonly<Record<string, string>>): void {
  const includeResourceTypes = [...TAGGED, ...(esmTags ? ['AWS::Lambda::EventSourceMapping'] : [])];
  for (const [name, value] of Object.entries(tags)) Tags.of(stack).add(name, value, { includeResourceTypes });
}
