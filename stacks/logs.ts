import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { RegionProfile } from './region-profile.ts';

interface LogsProps {
  readonly name: string;
  readonly profile: RegionProfile;
  readonly key: IKey;
}

/** A log group of our own making: Lambda's own would keep for ever, in clear, and stay behind. */
export class Logs extends LogGroup {
  constructor(scope: Construct, id: string, { name, profile, key }: LogsProps) {
    super(scope, id, {
      logGroupName: name,
      retention: profile.logRetentionDays,
      encryptionKey: key,
      // Logs that the law wants for six months must outlive a stack that somebody deletes.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
