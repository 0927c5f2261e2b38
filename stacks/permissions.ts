import { Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * A function's own role. Everything it may do is written here by intent; constructs of the CDK can't widen it, because they get the
 * role without the right to change its policies.
 */
export class FunctionRole extends Construct {
  readonly role: Role;
  private readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, 'Policy');
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [this.policy] });
  }

  may(...statements: readonly PolicyStatement[]): void {
    this.policy.addStatements(...statements);
  }

  /** A wildcard or the like, and why it has to be. */
  because(id: string, reason: string): void {
    Validations.of(this.policy).acknowledge({ id, reason });
  }
}

const allow = (actions: readonly string[], resources: readonly string[]) =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

export const writeLogs = (group: ILogGroup) => allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [group.logGroupArn]);

/** Read and add, never delete: history stays. A transaction is allowed by its parts. */
export const keepRecords = (table: Table, index: string) =>
  allow(
    [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:ConditionCheckItem',
    ],
    [table.tableArn, `${table.tableArn}/index/${index}`],
  );

export const readStream = (table: Table) =>
  allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [table.tableStreamArn ?? '']);

export const listStreams = () => allow(['dynamodb:ListStreams'], ['*']);

export const send = (...queues: readonly IQueue[]) =>
  allow(
    ['sqs:SendMessage'],
    queues.map(({ queueArn }) => queueArn),
  );

/** To a queue of another stack, perhaps of another account, whose policy has the other half of the say. */
export const sendAbroad = (queueArn: string) => allow(['sqs:SendMessage'], [queueArn]);

export const receive = (queue: IQueue) =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'], [queue.queueArn]);

const filesIn = (bucket: Bucket, folders: readonly string[]) => folders.map((folder) => bucket.arnForObjects(`${folder}/*`));

export const readFiles = (bucket: Bucket, folders: readonly string[]) => allow(['s3:GetObject'], filesIn(bucket, folders));

export const writeFiles = (bucket: Bucket, folders: readonly string[]) => allow(['s3:PutObject'], filesIn(bucket, folders));

/** Without it S3 answers 403 instead of 404 for a file that isn't there. */
export const knowWhatIsMissing = (bucket: Bucket) => allow(['s3:ListBucket'], [bucket.bucketArn]);

/** What tables, queues and the vault ask of their caller when they lie under a key of ours. */
export const useKey = (key: IKey) =>
  allow(['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'], [key.keyArn]);

export const sendTraces = () => allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
