import { CfnResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FIVE_MINUTES } from './alarms.ts';
import { DoorFunction } from './door-function.ts';
import type { Ground } from './ground.ts';
import { LedgerTable, WORKLIST } from './ledger-table.ts';
import { feed, follow, mayFollow } from './mappings.ts';
import * as permissions from './permissions.ts';
import type { PublicApi } from './public-api.ts';
import { DeadLetters, WorkQueue } from './queues.ts';
import { type Door, type Service, type ServiceName, services } from './services.ts';

export interface ServiceFunctionProps {
  readonly ground: Ground;
  readonly service: ServiceName;
  readonly api: PublicApi;
  readonly vault: Bucket;
  readonly tokens: { readonly jwksUrl: string; readonly tokenIssuer: string; readonly tokenAudience: string };
  /** Only for the function that reads streams: whose they are, and where their events go. */
  readonly carries?: { readonly from: readonly Table[]; readonly to: readonly IQueue[]; readonly inboxes: string };
}

const TIMEOUT = {
  api: Duration.seconds(20),
  inbox: Duration.seconds(60),
  intake: Duration.seconds(60),
  stream: Duration.seconds(60),
  // It looks at every year of the division and stops by itself before the end.
  schedule: Duration.minutes(15),
} as const satisfies Record<Door, Duration>;

/** What makes a queue another than the plain one. */
type QueueKind = Partial<Pick<ConstructorParameters<typeof WorkQueue>[2], 'fifo' | 'patient' | 'strangers' | 'late'>>;

const AN_HOUR = Duration.hours(1);

/**
 * One folder of `functions/` in the cloud: its table, and for each of its doors a function with a role of its own, what wakes it,
 * where its failures go, and the alarms that say who is hurt.
 */
export class ServiceFunction extends Construct {
  readonly table: LedgerTable | undefined;
  readonly inbox: IQueue | undefined;
  /** Where others put messages in bulk. */
  readonly intake: IQueue | undefined;
  private readonly props: ServiceFunctionProps;
  private readonly service: Service;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    this.props = props;
    this.service = services[props.service];
    const { api, inbox, intake, stream, schedule } = this.service;
    this.table = this.service.table && new LedgerTable(this, 'Table', props.ground, props.service);
    const inboxQueue = inbox && this.queue('inbox', inbox.harm, { fifo: true, ...(inbox.patient ? { patient: true, late: AN_HOUR } : {}) });
    this.inbox = inboxQueue?.queue;
    const strangers: QueueKind | undefined = intake?.strangers && { fifo: true, strangers: props.ground.neighbours.peers };
    const intakeQueue = intake && this.queue('intake', intake.harm, strangers ?? {});
    this.intake = intakeQueue?.queue;
    if (api) this.serve(api, inboxQueue?.deadLetters);
    if (inboxQueue) {
      const { role } = this.consume('inbox', inboxQueue);
      const above = props.ground.neighbours.upstream;
      if (inbox?.patient && above) role.may(permissions.sendAbroad(above.intakeArn));
    }
    if (intakeQueue) {
      const { role } = this.consume('intake', intakeQueue, strangers ? 1 : 10);
      // What is left of a long message goes back into its own queue, behind the others.
      if (strangers) role.may(permissions.send(intakeQueue.queue));
    }
    if (stream) this.carry(stream.harm);
    if (schedule) this.wake(schedule);
  }

  private serve({ paths, exact, harm }: NonNullable<Service['api']>, deadLetters: IQueue | undefined): void {
    const { service } = this.props;
    const { handler } = this.open('api', deadLetters);
    this.props.api.serve(paths, handler, exact);
    this.watch('api-crashed', {
      metric: handler.metricErrors({ period: FIVE_MINUTES, statistic: 'Sum' }),
      harm,
      seen: `${service}-api crashed or ran out of time: its log group has the line`,
      atLeast: 1,
    });
  }

  private consume(door: 'inbox' | 'intake', { queue, deadLetters }: WorkQueue, batchSize = 10): DoorFunction {
    const opened = this.open(door, deadLetters);
    feed(this, `${title(door)}Mapping`, opened, { queue, deadLetters, batchSize });
    return opened;
  }

  private carry(harm: string): void {
    const { ground, service, carries = { from: [], to: [], inboxes: '{}' } } = this.props;
    const deadLetters = new DeadLetters(this, 'DeadLetters', { ...ground, name: `${service}-dead-letters`, harm });
    Validations.of(deadLetters).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is the dead letters, of streams instead of a queue.' });
    const relay = this.open('stream', deadLetters);
    relay.role.may(permissions.send(...carries.to));
    mayFollow(relay, deadLetters);
    for (const table of carries.from) follow(this, `${table.node.scope?.node.id}Mapping`, relay, table, deadLetters);
    this.watch('stream-late', {
      metric: relay.handler.metric('IteratorAge', { period: FIVE_MINUTES, statistic: 'Maximum' }),
      harm,
      seen: `${service}-stream is more than ten minutes behind the tables`,
      atLeast: Duration.minutes(10).toMilliseconds(),
    });
  }

  private wake({ hour, harm }: NonNullable<Service['schedule']>): void {
    const { ground, service } = this.props;
    const deadLetterQueue = new DeadLetters(this, 'ScheduleDeadLetters', { ...ground, name: `${service}-schedule-dead-letters`, harm });
    const { handler, role } = this.open('schedule', deadLetterQueue, deadLetterQueue);
    role.may(permissions.send(deadLetterQueue));
    new Rule(this, 'Timer', {
      ruleName: `${ground.prefix}-${service}`,
      schedule: Schedule.cron({ minute: '0', hour: String(hour) }),
      targets: [new LambdaFunction(handler, { deadLetterQueue, retryAttempts: 5, maxEventAge: Duration.hours(2) })],
    });
  }

  /** The function behind a door. All doors of a service get the same settings and may use its table and its files. */
  private open(door: Door, deadLetters?: IQueue, failures?: IQueue): DoorFunction {
    const { ground, service, tokens, vault, carries } = this.props;
    const { table, intake } = this;
    const { division, upstream } = ground.neighbours;
    const absent = (what: string) => {
      throw new Error(`${service} asks for ${what}, but has none`);
    };
    const environment = this.service.environment({
      ...tokens,
      get tableName() {
        return table?.tableName ?? absent('a table');
      },
      get deadLettersUrl() {
        return deadLetters?.queueUrl ?? absent('dead letters');
      },
      get inboxes() {
        return carries?.inboxes ?? absent('inboxes');
      },
      get intakeUrl() {
        return intake?.queueUrl ?? absent('an intake');
      },
      vaultBucket: vault.bucketName,
      division,
      upstream,
    });
    const opened = new DoorFunction(this, title(door), {
      ...ground,
      service,
      door,
      environment,
      timeout: TIMEOUT[door],
      ...(failures ? { failures } : {}),
    });
    if (table || carries) opened.role.may(permissions.useKey(ground.key));
    if (table) opened.role.may(permissions.keepRecords(table, WORKLIST));
    const files = this.service.vault;
    if (files) {
      opened.role.may(
        permissions.readFiles(vault, files.reads),
        permissions.writeFiles(vault, files.writes),
        permissions.knowWhatIsMissing(vault),
      );
      for (const folder of new Set([...files.reads, ...files.writes])) {
        const id = `AwsSolutions-IAM5[Resource::<${this.logicalIdOf(vault)}.Arn>/${folder}/*]`;
        opened.role.because(id, 'Files are named by their digest: only the folder is known beforehand.');
      }
    }
    return opened;
  }

  private logicalIdOf({ node: { defaultChild } }: Construct): string {
    return defaultChild instanceof CfnResource ? Stack.of(this).getLogicalId(defaultChild) : '';
  }

  private queue(door: 'inbox' | 'intake', harm: string, kind: QueueKind): WorkQueue {
    const { ground, service } = this.props;
    return new WorkQueue(this, `${title(door)}Queue`, {
      ...ground,
      name: `${service}-${door}`,
      harm,
      visibility: Duration.seconds(6 * TIMEOUT[door].toSeconds()),
      late: Duration.minutes(15),
      ...kind,
    });
  }

  private watch(name: string, watch: Parameters<Ground['alarms']['watch']>[1]): void {
    this.props.ground.alarms.watch(`${this.props.service}-${name}`, watch);
  }
}

const title = (door: Door) => door.charAt(0).toUpperCase() + door.slice(1);
