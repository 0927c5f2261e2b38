import { Duration } from 'aws-cdk-lib';
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

/** The one door to the outside: a regional REST API that hands every method under a path prefix to the function that owns it. */
export class PublicApi extends Construct {
  readonly restApi: RestApi;

  constructor(scope: Construct, id: string, { prefix, profile, key, alarms }: Ground) {
    super(scope, id);
    const accessLog = new Logs(this, 'AccessLog', { name: `/${prefix}/api-access`, profile, key });
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName: `${prefix}-api`,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: {
        stageName: 'v1',
        metricsEnabled: true,
        tracingEnabled: profile.xray,
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
        loggingLevel: MethodLoggingLevel.OFF,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: accessLine,
      },
    });
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
