import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { RegionProfile } from './region-profile.ts';

interface VaultProps {
  readonly key: IKey;
  readonly profile: RegionProfile;
  /** Web origins from which browsers may put files by a signed address. */
  readonly uploadOrigins: readonly string[];
}

/** Attachments, claim-checked events and archives. Nothing in it is ever overwritten or expires. */
export class Vault extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, profile, uploadOrigins }: VaultProps) {
    super(scope, id);
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      versioned: true,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      // S3 delivers its access logs to no bucket under a key of ours.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        { expiration: Duration.days(profile.logRetentionDays), noncurrentVersionExpiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      ...(profile.objectLock ? { objectLockEnabled: true } : {}),
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors:
        uploadOrigins.length > 0
          ? [
              {
                allowedMethods: [HttpMethods.PUT],
                allowedOrigins: [...uploadOrigins],
                allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
                maxAge: 3600,
              },
            ]
          : [],
    });
    this.logAccess(accessLogs);
    this.acknowledge(accessLogs);
  }

  private acknowledge(accessLogs: Bucket): void {
    const unreplicated = 'NIST.800.53.R5-S3BucketReplicationEnabled';
    Validations.of(accessLogs).acknowledge(
      { id: 'NIST.800.53.R5-S3DefaultEncryptionKMS', reason: 'S3 delivers access logs to no bucket whose default is a key of ours.' },
      { id: unreplicated, reason: 'Access logs serve investigations in this region; a second copy helps nobody.' },
    );
    Validations.of(this.bucket).acknowledge({
      id: unreplicated,
      reason: 'A second region is a second account set-up and twice the cost: for the operator to add, inside the partition only.',
    });
  }

  /** By bucket policy, not by the ACL that S3 used to want. */
  private logAccess(to: Bucket): void {
    to.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [to.arnForObjects('*')],
        conditions: {
          ArnLike: { 'aws:SourceArn': this.bucket.bucketArn },
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
        },
      }),
    );
    const resource = this.bucket.node.defaultChild;
    if (resource instanceof CfnBucket) resource.loggingConfiguration = { destinationBucketName: to.bucketName };
  }
}
