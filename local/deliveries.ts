import { Bell } from './bell.ts';
import type { Blueprint, Lambda } from './blueprint.ts';
import type { Clock } from './clock.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { FaultPlan } from './faults.ts';
import { grants } from './permissions.ts';
import { QueueDelivery } from './queue-delivery.ts';
import { StreamDelivery } from './stream-delivery.ts';
import type { Workers } from './workers.ts';

/** What is under way in the region at one moment. */
export interface Traffic {
  readonly queues: readonly { readonly name: string; readonly visible: number; readonly inFlight: number; readonly deadLetters: number }[];
  readonly streams: readonly { readonly table: string; readonly behind: number }[];
  /** Nothing is left to deliver anywhere, and nobody is at work who could bring more. */
  readonly idle: boolean;
}

export interface DeliveriesOptions {
  readonly blueprint: Blueprint;
  readonly region: string;
  /** Engine's name of each table's stream, by table. */
  readonly streams: ReadonlyMap<string, string>;
  readonly calls: EngineCalls;
  readonly workers: Workers;
  readonly faults: FaultPlan;
  readonly clock: Clock;
  /** Somebody pokes whatever is written to. Otherwise all that a function may have written to is looked at when it ends. */
  readonly told: boolean;
}

/** Longest pause between two looks while somebody waits for the region to be idle. */
const LOOK_MS = 25;

/** Everything that travels by itself: queues to functions, streams to functions. */
export class Deliveries {
  private readonly options: DeliveriesOptions;
  private readonly queues: readonly QueueDelivery[];
  private readonly streams: readonly StreamDelivery[];
  /** Names of the queues that somebody consumes. */
  private readonly fed: ReadonlySet<string>;
  private ended = 0;
  private readonly settled = new Bell();
  private readonly stopping = new AbortController();

  constructor(options: DeliveriesOptions) {
    const { blueprint } = options;
    this.options = options;
    this.queues = blueprint.queueMappings.flatMap((mapping) =>
      blueprint.queues.filter(({ arn }) => arn === mapping.sourceArn).map((queue) => new QueueDelivery({ ...options, mapping, queue })),
    );
    this.fed = new Set(this.queues.map(({ name }) => name));
    this.streams = blueprint.streamMappings.map((mapping) => {
      const table = blueprint.tables.find(({ streamArn }) => streamArn === mapping.sourceArn);
      const engineArn = table && options.streams.get(table.name);
      const owner = blueprint.functions.find(({ name }) => name === mapping.function);
      if (!table || !engineArn || !owner) throw new Error(`no stream ${mapping.sourceArn}`);
      const onFailure = blueprint.queues.find(({ arn }) => arn === mapping.onFailureArn);
      return new StreamDelivery({ ...options, mapping, table, engineArn, onFailure, functionArn: owner.arn });
    });
    const reach = new Map(options.told ? [] : blueprint.functions.map((lambda) => [lambda.name, reachOf(lambda, blueprint)]));
    options.clock.onMove((from, to) => {
      if (to > from) this.hurry();
    });
    options.workers.onSettled((name) => {
      this.ended += 1;
      this.settled.ring();
      for (const arn of reach.get(name) ?? []) this.poke(arn);
    });
  }

  /** Invocations that ended so far: says whether something happened between two looks. */
  get turns(): number {
    return this.ended;
  }

  start(): void {
    for (const delivery of [...this.queues, ...this.streams]) delivery.start();
  }

  /** There may be something new in this queue, or in this table's stream. */
  poke(arn: string): void {
    for (const delivery of [...this.queues, ...this.streams]) if (delivery.source === arn) delivery.poke();
  }

  /** What waits to be delivered once more needn't wait longer. */
  hurry(): void {
    for (const queue of this.queues) queue.hurry();
  }

  /** Nothing is delivered until `resume`, or nothing from the queues that are named; what is written meanwhile waits. */
  pause(queues?: readonly string[]): void {
    for (const delivery of this.queues) if (!queues || queues.includes(delivery.name)) delivery.pause();
    if (!queues) for (const delivery of this.streams) delivery.pause();
  }

  resume(): void {
    for (const delivery of [...this.queues, ...this.streams]) delivery.resume();
  }

  /** Exact: engines show what they took before they answer, and a look during which somebody was at work doesn't count as idle. */
  async traffic(): Promise<Traffic> {
    const { blueprint, workers, calls } = this.options;
    const before = this.ended;
    const quietBefore = workers.active === 0;
    const behind = await Promise.all(this.streams.map(async (stream) => ({ table: stream.table, behind: await stream.behind() })));
    const counts = new Map((await calls.counts()).map((count) => [count.name, count]));
    const pending = [...this.fed].reduce((sum, name) => sum + total(counts.get(name)), 0);
    const deadLetters = new Set(blueprint.queues.map(({ deadLettersArn }) => deadLettersArn));
    return {
      queues: blueprint.queues
        .filter(({ arn }) => !deadLetters.has(arn))
        .map((queue) => {
          const count = counts.get(queue.name);
          const dead = blueprint.queues.find(({ arn }) => arn === queue.deadLettersArn);
          return {
            name: queue.name,
            visible: (count?.visible ?? 0) + (count?.delayed ?? 0),
            inFlight: count?.inFlight ?? 0,
            deadLetters: dead ? total(counts.get(dead.name)) : 0,
          };
        }),
      streams: behind,
      idle:
        quietBefore &&
        workers.active === 0 &&
        this.ended === before &&
        pending === 0 &&
        behind.every(({ behind: records }) => records === 0),
    };
  }

  /** Waits until the region is idle; rejects after `timeoutMs`, saying what still moves. */
  async whenIdle(timeoutMs = 60_000): Promise<void> {
    const late = performance.now() + timeoutMs;
    for (;;) {
      this.settled.reset();
      const { active } = this.options.workers;
      const overdue = performance.now() > late;
      // While somebody is at work nothing needs to be asked: a look at all streams and queues costs a dozen calls.
      const traffic = active === 0 || overdue ? await this.traffic() : undefined;
      if (traffic?.idle) return;
      if (traffic && overdue) throw new Error(`not idle after ${timeoutMs} ms: ${this.told(traffic)}, ${active} at work`);
      await this.settled.wait(LOOK_MS, this.stopping.signal);
    }
  }

  private told({ queues, streams }: Traffic): string {
    const waiting = queues.filter(({ name, visible, inFlight }) => this.fed.has(name) && visible + inFlight > 0);
    const moving = [
      ...waiting.map(({ name, visible, inFlight }) => `${name} ${visible} visible ${inFlight} in flight`),
      ...streams.filter(({ behind }) => behind > 0).map(({ table, behind }) => `${table} behind by ${behind}`),
    ];
    return moving.join(', ') || 'nothing lies anywhere';
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.queues, ...this.streams].map((delivery) => delivery.stop()));
  }
}

/** Queues and tables that a function may have changed when it ends. */
function reachOf(lambda: Lambda, { queues, tables }: Blueprint): readonly string[] {
  const may = (actions: readonly string[]) => (resource: string) =>
    actions.some((action) => grants(lambda.statements, { action, resource }));
  return [
    ...queues.map(({ arn }) => arn).filter(may(['sqs:SendMessage'])),
    ...tables
      .map(({ arn }) => arn)
      .filter(may(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'])),
  ];
}

function total(count: { readonly visible: number; readonly inFlight: number; readonly delayed: number } | undefined): number {
  return count ? count.visible + count.inFlight + count.delayed : 0;
}
