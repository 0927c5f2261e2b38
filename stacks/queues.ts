import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FIVE_MINUTES } from './alarms.ts';
import type { Ground } from './ground.ts';

interface QueueProps extends Ground {
  /** After the stack's prefix, without `.fifo`. */
  readonly name: string;
  readonly harm: string;
  readonly fifo?: true;
}

interface WorkProps extends QueueProps {
  readonly visibility: Duration;
  readonly late: Duration;
  /** What can't be handed on is tried again for two weeks. */
  readonly patient?: true;
  /** Accounts besides this one that may send. */
  readonly strangers?: readonly string[];
}

const encrypted = (key: IKey) => ({
  encryption: QueueEncryption.KMS,
  encryptionMasterKey: key,
  // A data key a day instead of one every five minutes; the content lives no longer than that in clear anyway.
  dataKeyReuse: Duration.hours(24),
  enforceSSL: true,
});

/** What couldn't be delivered, kept for 14 days. Rings as soon as there is something in it. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string, { key, alarms, prefix, profile, name, harm, fifo }: QueueProps) {
    super(scope, id, {
      queueName: `${prefix}-${name}${fifo ? '.fifo' : ''}`,
      ...(fifo ? { fifo } : {}),
      ...encrypted(key),
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason = 'This queue is the dead letters: what lies here waits for a person, and an alarm calls one.';
    Validations.of(this).acknowledge({ id: 'Serverless-SQSRedrivePolicy', reason });
    alarms.watch(name, {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      harm,
      seen: `${name} holds messages: npm run redrive explains them and sends them again${profile.redriveApi ? ', the console only sends' : ''}`,
      atLeast: 1,
    });
  }
}

/** SQS counts no further; twenty minutes apart it is as long as a queue keeps anything. */
const PATIENCE = { receives: 1000, visibility: Duration.minutes(20) } as const;

/** A queue, its dead letters after five receives, and an alarm when it falls behind. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: WorkProps) {
    super(scope, id);
    const { key, alarms, prefix, name, harm, fifo, visibility, late, patient, strangers } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { ...props, name: `${name}-dead-letters` });
    this.queue = new Queue(this, 'Queue', {
      queueName: `${prefix}-${name}${fifo ? '.fifo' : ''}`,
      ...(fifo ? { fifo } : {}),
      // Another account can't be given the use of our key by a queue's policy, so SQS encrypts with its own what strangers send.
      ...(strangers ? { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } : encrypted(key)),
      visibilityTimeout: patient ? PATIENCE.visibility : visibility,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: patient ? PATIENCE.receives : 5 },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const account of strangers ?? []) {
      this.queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new AccountPrincipal(account)],
          actions: ['sqs:SendMessage'],
          resources: [this.queue.queueArn],
        }),
      );
    }
    const goesOn = patient ? ': what takes it is out of reach; it is tried for two weeks and caught up with by itself' : '';
    alarms.watch(`${name}-late`, {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      harm,
      seen: `the oldest message in ${name} has waited more than ${late.toMinutes()} minutes${goesOn}`,
      atLeast: late.toSeconds(),
    });
  }
}
