import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Ground } from './ground.ts';

export const WORKLIST = 'worklist';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** A function's own table: aggregates as states and events, the worklist index beside them, and the stream that carries the events. */
export class LedgerTable extends Table {
  constructor(scope: Construct, id: string, { prefix, key }: Ground, name: string) {
    super(scope, id, {
      tableName: `${prefix}-${name}`,
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'ttl',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.addGlobalSecondaryIndex({
      indexName: WORKLIST,
      partitionKey: text('queue'),
      sortKey: text('place'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['row'],
    });
    Validations.of(this).acknowledge({
      id: 'NIST.800.53.R5-DynamoDBInBackupPlan',
      reason:
        'Point-in-time recovery covers 35 days, no function may delete an item, and the table survives its stack. Longer backups are ' +
        "the account's: one AWS Backup plan that selects by the tag `system`.",
    });
  }
}
