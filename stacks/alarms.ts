import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

interface Watch {
  readonly metric: IMetric;
  /** Who is hurt, and how: the sentence that somebody reads at night. */
  readonly harm: string;
  /** What was seen and where to look. */
  readonly seen: string;
  /** Rings at this value and above. */
  readonly atLeast: number;
  /** Periods in a row; one unless said. */
  readonly periods?: number;
}

/** All alarms of a stack and the topic to which they go; whoever is on duty subscribes to it. */
export class Alarms extends Construct {
  readonly topic: Topic;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: { readonly key: IKey; readonly prefix: string }) {
    super(scope, id);
    this.prefix = props.prefix;
    this.topic = new Topic(this, 'Topic', { topicName: `${props.prefix}-alarms`, masterKey: props.key, enforceSSL: true });
    // A topic with a policy of its own loses the one that lets alarms in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  watch(name: string, { metric, harm, seen, atLeast, periods = 1 }: Watch): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.prefix}-${name}`,
      alarmDescription: `${harm} (${seen})`,
      metric,
      threshold: atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

export const FIVE_MINUTES = Duration.minutes(5);
