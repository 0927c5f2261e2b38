import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { RegionProfile } from './region-profile.ts';

/** The key under which everything lies at rest: tables, queues, files, logs. In China that makes it SM4 (国密) without further work. */
export class DataKey extends Key {
  constructor(scope: Construct, id: string, profile: RegionProfile) {
    super(scope, id, {
      description: `Everything at rest of this stack (${profile.kmsAlgorithm})`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const { account, region } = Stack.of(this);
    const here = { StringEquals: { 'aws:SourceAccount': account } };
    // Alarms reach the encrypted topic; undeliverable schedules reach their encrypted dead letters.
    for (const service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com']) {
      this.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(service)],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: here,
        }),
      );
    }
    this.addToResourcePolicy(
      new PolicyStatement({
        // The one service whose principal carries region and partition.
        principals: [new ServicePrincipal(`logs.${region}.${profile.urlSuffix}`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': Stack.of(this).formatArn({ service: 'logs', resource: '*' }),
          },
        },
      }),
    );
  }
}
