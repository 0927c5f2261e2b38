import { randomUUID } from 'node:crypto';
import type { Blueprint, Schedule, ScheduleTarget } from './blueprint.ts';
import type { Clock } from './clock.ts';
import { nextOccurrence } from './cron.ts';
import type { EngineCalls } from './engine-calls.ts';
import { ACCOUNT } from './places.ts';
import type { Workers } from './workers.ts';

export interface SchedulesOptions {
  readonly blueprint: Blueprint;
  readonly region: string;
  readonly clock: Clock;
  readonly workers: Workers;
  readonly calls: EngineCalls;
}

/** setTimeout takes no more than 2^31 − 1 ms. */
const LONGEST = 2 ** 31 - 1;

/**
 * Fires the schedules by the region's clock. A clock that is moved over several occurrences of a schedule fires it once, for the last of them; moved
 * back, it fires nothing until it passes them again.
 */
export class Schedules {
  private readonly options: SchedulesOptions;
  private timer: NodeJS.Timeout | undefined;
  private started = false;

  constructor(options: SchedulesOptions) {
    this.options = options;
    options.clock.onMove((from, to) => {
      if (!this.started) return;
      for (const schedule of this.options.blueprint.schedules) {
        const last = lastWithin(schedule.expression, from, to);
        if (last !== undefined) void this.fire(schedule, last);
      }
      this.arm();
    });
  }

  get names(): readonly string[] {
    return this.options.blueprint.schedules.map(({ name }) => name);
  }

  start(): void {
    this.started = true;
    this.arm();
  }

  stop(): void {
    this.started = false;
    clearTimeout(this.timer);
  }

  /** Fires one by hand and waits for its functions: by its name, or the end of it (`monitoring`). `false` when there is none. */
  async byHand(name: string): Promise<boolean> {
    const found = this.options.blueprint.schedules.find((schedule) => schedule.name === name || schedule.name.endsWith(`-${name}`));
    if (found) await this.fire(found, this.options.clock.now());
    return found !== undefined;
  }

  private arm(): void {
    clearTimeout(this.timer);
    const { clock, blueprint } = this.options;
    const now = clock.now();
    const next = blueprint.schedules.map((schedule) => ({
      schedule,
      at: nextOccurrence(schedule.expression, now) ?? Number.POSITIVE_INFINITY,
    }));
    const soonest = Math.min(...next.map(({ at }) => at));
    if (soonest === Number.POSITIVE_INFINITY) return;
    this.timer = setTimeout(
      () => {
        for (const { schedule, at } of next) if (at <= clock.now()) void this.fire(schedule, at);
        this.arm();
      },
      Math.min(soonest - now, LONGEST),
    );
    this.timer.unref();
  }

  private async fire(schedule: Schedule, at: number): Promise<void> {
    const { region } = this.options;
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: ACCOUNT,
      time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: [schedule.arn],
      detail: {},
    };
    await Promise.all(schedule.targets.map((target) => this.invoke(target, target.input ?? event)));
  }

  /** As Lambda does when nobody waits for the answer: twice more, then the function's dead letters. */
  private async invoke({ function: name }: ScheduleTarget, event: unknown): Promise<void> {
    const { blueprint, workers, calls } = this.options;
    for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
      const invocation = await workers.invoke(name, event);
      if (invocation.ok) return;
      if (attempt < RETRIES) continue;
      const owner = blueprint.functions.find((lambda) => lambda.name === name);
      const dead = blueprint.queues.find(({ arn }) => arn === owner?.deadLettersArn);
      if (!dead) return;
      const text = (value: string) => ({ DataType: 'String', StringValue: value.slice(0, 1000) });
      await calls.tell('AmazonSQS.SendMessage', {
        QueueUrl: dead.url,
        MessageBody: JSON.stringify(event),
        MessageAttributes: { RequestID: text(randomUUID()), ErrorCode: text('200'), ErrorMessage: text(invocation.says) },
      });
    }
  }
}

const RETRIES = 2;

function lastWithin(expression: string, from: number, to: number): number | undefined {
  let last: number | undefined;
  for (let at = nextOccurrence(expression, from); at !== undefined && at <= to; at = nextOccurrence(expression, at)) last = at;
  return last;
}
