import type { Template } from './intrinsics.ts';

/** Account of this machine: the one that both engines answer with. */
export const ACCOUNT = '000000000000';

export interface Deployment {
  readonly region: string;
  /** Begins the names of what the template leaves unnamed, as CloudFormation does with the stack's name. */
  readonly stack?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Address under which functions and callers reach the queues, e.g. `http://127.0.0.1:4100`. */
  readonly queuesAt: string;
}

/** Names, addresses and ARNs of the template's resources on this machine. */
export class Places {
  private readonly template: Template;
  private readonly deployment: Deployment;

  constructor(template: Template, deployment: Deployment) {
    this.template = template;
    this.deployment = deployment;
  }

  name(id: string): string {
    const resource = this.template.Resources[id];
    const property = resource && NAMED[resource.Type];
    const given = property && resource.Properties[property];
    if (typeof given === 'string') return given;
    const own = this.deployment.stack ? `${this.deployment.stack}-${id}` : id;
    return resource?.Type === 'AWS::S3::Bucket' ? own.toLowerCase() : own;
  }

  arn(id: string): string {
    const at = (service: string, rest: string) => `arn:aws:${service}:${this.deployment.region}:${ACCOUNT}:${rest}`;
    const name = this.name(id);
    switch (this.template.Resources[id]?.Type) {
      case 'AWS::SQS::Queue':
        return at('sqs', name);
      case 'AWS::DynamoDB::Table':
        return at('dynamodb', `table/${name}`);
      case 'AWS::Lambda::Function':
        return at('lambda', `function:${name}`);
      case 'AWS::Events::Rule':
        return at('events', `rule/${name}`);
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${ACCOUNT}:role/${name}`;
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      default:
        return at('local', name);
    }
  }

  url(id: string): string {
    return `${this.deployment.queuesAt}/${ACCOUNT}/${this.name(id)}`;
  }

  reference(id: string): string | undefined {
    const type = this.template.Resources[id]?.Type;
    if (type === 'AWS::SQS::Queue') return this.url(id);
    return type && type in NAMED ? this.name(id) : undefined;
  }

  attribute(id: string, attribute: string): string | undefined {
    const type = this.template.Resources[id]?.Type;
    if (!type || !(type in NAMED)) return undefined;
    if (attribute === 'Arn') return this.arn(id);
    if (attribute === 'QueueName') return this.name(id);
    if (attribute === 'QueueUrl') return this.url(id);
    if (attribute === 'StreamArn') return `${this.arn(id)}/stream/local`;
    return undefined;
  }
}

/** The property that names a resource, by type: the types that stand on this machine. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
};
