import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FIVE_MINUTES } from './alarms.ts';
import type { Ground } from './ground.ts';
import { Logs } from './logs.ts';
import type { RegionProfile } from './region-profile.ts';

const STAGE = 'v1';

/** The one door to the outside: a regional REST API that hands every method under a path prefix to the function that owns it. */
export class PublicApi extends Construct {
  readonly restApi: RestApi;

  constructor(scope: Construct, id: string, { prefix, profile, key, alarms }: Ground) {
    super(scope, id);
    const accessLog = new Logs(this, 'AccessLog', { name: `/${prefix}/api-access`, profile, key });
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName: `${prefix}-api`,
      // Workbooks go out as bytes whatever a browser says it accepts; every body comes in as base64 then, and the doors decode it.
      binaryMediaTypes: ['*/*'],
      endpointTypes: [EndpointType.REGIONAL],
      // API Gateway logs nothing in an account that never gave it a role; the first deployment would fail for that.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: STAGE,
        metricsEnabled: true,
        tracingEnabled: profile.xray,
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
        loggingLevel: MethodLoggingLevel.ERROR,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: accessLine,
      },
    });
    const executionLog = new Logs(this, 'ExecutionLog', {
      name: `API-Gateway-Execution-Logs_${this.restApi.restApiId}/${STAGE}`,
      profile,
      key,
    });
    this.restApi.deploymentStage.node.addDependency(executionLog);
    this.acknowledge(profile);
    alarms.watch('api-errors', {
      metric: this.restApi.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' }),
      harm: 'Portals get errors instead of answers.',
      seen: `${prefix}-api answered 5xx five times or more in five minutes`,
      atLeast: 5,
    });
    alarms.watch('api-slow', {
      metric: this.restApi.metricLatency({ period: FIVE_MINUTES, statistic: 'p99' }),
      harm: 'People in the counties wait for every page.',
      seen: `${prefix}-api took more than 5 s for one request in a hundred, for 15 minutes`,
      atLeast: Duration.seconds(5).toMilliseconds(),
      periods: 3,
    });
  }

  private acknowledge({ xray }: RegionProfile): void {
    const inFunction = 'Every function verifies the token itself, against the JWKS of the government; see shared/io/identity.ts.';
    const waf = "The operator's option: a regional web ACL attaches to the stage from outside and costs more than the rest of the stack.";
    Validations.of(this.restApi).acknowledge(
      {
        id: 'AwsSolutions-APIG2',
        reason: 'Functions parse each request and answer in Chinese with the place and the article; the gateway cannot.',
      },
      { id: 'AwsSolutions-APIG3', reason: waf },
      { id: 'NIST.800.53.R5-APIGWAssociatedWithWAF', reason: waf },
      { id: 'AwsSolutions-APIG4', reason: inFunction },
      { id: 'AwsSolutions-COG4', reason: `No Cognito user pools in the China regions. ${inFunction}` },
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        reason: "AWS's own policy for the one role that all APIs of the account log with.",
      },
      { id: 'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted', reason: 'Answers depend on who asks and are never stored on the way.' },
      { id: 'NIST.800.53.R5-APIGWSSLEnabled', reason: 'A client certificate is for HTTP backends; functions are called by IAM.' },
    );
    if (!xray)
      Validations.of(this.restApi).acknowledge({
        id: 'Serverless-APIGWXrayEnabled',
        reason: 'The region has no X-Ray for API Gateway and Lambda; log lines carry request and correlation ids instead.',
      });
  }

  /** Hands `/path` to the function, with everything beneath it unless only the path itself is meant. */
  serve(paths: readonly string[], handler: IFunction, exact = false): void {
    const integration = new LambdaIntegration(handler, { allowTestInvoke: false });
    for (const path of paths) {
      const resource = this.restApi.root.addResource(path);
      resource.addMethod('ANY', integration);
      if (!exact) resource.addProxy({ anyMethod: true, defaultIntegration: integration });
    }
  }
}

/** Who asked for what, when, and what became of it: kept six months and more (网络安全法). No body, no query, no token. */
const accessLine = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    ip: AccessLogField.contextIdentitySourceIp(),
    method: AccessLogField.contextHttpMethod(),
    path: AccessLogField.contextPath(),
    status: AccessLogField.contextStatus(),
    bytes: AccessLogField.contextResponseLength(),
    ms: AccessLogField.contextResponseLatency(),
    fault: AccessLogField.contextErrorMessageString(),
  }),
);
