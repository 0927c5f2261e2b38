import { type Duration, Validations } from 'aws-cdk-lib';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundleFolder } from './bundle.ts';
import type { Ground } from './ground.ts';
import { Logs } from './logs.ts';
import { FunctionRole, sendTraces, writeLogs } from './permissions.ts';
import type { Door, ServiceName } from './services.ts';

interface DoorProps extends Ground {
  readonly service: ServiceName;
  readonly door: Door;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** Where Lambda puts what was given to it asynchronously and failed. */
  readonly failures?: IQueue;
}

/** One bundle as a Lambda function, with a role of its own and a log group that keeps as long as the law wants. */
export class DoorFunction extends Construct {
  readonly handler: Lambda;
  readonly role: FunctionRole;

  constructor(scope: Construct, id: string, { prefix, profile, key, service, door, timeout, environment, failures }: DoorProps) {
    super(scope, id);
    const functionName = `${prefix}-${service}-${door}`;
    const logGroup = new Logs(this, 'Logs', { name: `/aws/lambda/${functionName}`, profile, key });
    this.role = new FunctionRole(this, 'Role');
    this.role.may(writeLogs(logGroup));
    if (profile.xray) {
      this.role.may(sendTraces());
      this.role.because('AwsSolutions-IAM5[Resource::*]', 'X-Ray knows no resources: its two write actions take * only.');
    }
    this.handler = new Lambda(this, 'Function', {
      functionName,
      description: `functions/${service}, ${door} door`,
      code: Code.fromAsset(bundleFolder(service, door)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: profile.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: 1024,
      timeout,
      environment: { ...environment },
      role: this.role.role.withoutPolicyUpdates(),
      tracing: profile.xray ? Tracing.ACTIVE : Tracing.DISABLED,
      logGroup,
      ...(failures ? { deadLetterQueue: failures } : {}),
    });
    this.acknowledge(failures !== undefined, profile.xray);
  }

  private acknowledge(asynchronous: boolean, xray: boolean): void {
    const here = Validations.of(this.handler);
    here.acknowledge(
      {
        id: 'NIST.800.53.R5-LambdaConcurrency',
        reason:
          'Reserved concurrency turns throttled receives into dead letters. The event source mappings and the throttling of the API ' +
          'bound concurrency instead.',
      },
      {
        id: 'NIST.800.53.R5-LambdaInsideVPC',
        reason:
          'It reaches nothing but AWS services by IAM and TLS, and the JWKS. A VPC would add NAT or seven endpoints to the bill of a county.',
      },
    );
    if (!asynchronous) {
      const reason = 'Nobody calls it asynchronously: the gateway gets the fault, and queues and streams keep what failed.';
      here.acknowledge({ id: 'NIST.800.53.R5-LambdaDLQ', reason }, { id: 'Serverless-LambdaDLQ', reason });
    }
    if (!xray) {
      here.acknowledge({
        id: 'Serverless-LambdaTracing',
        reason: 'The region has no X-Ray for Lambda; log lines carry request and correlation ids instead.',
      });
    }
  }
}
