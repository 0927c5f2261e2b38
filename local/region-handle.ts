import type * as z from 'zod';
import type { Blueprint, Queue } from './blueprint.ts';
import type { Capacity, Units } from './capacity.ts';
import type { Clock } from './clock.ts';
import type { Deliveries, Traffic } from './deliveries.ts';
import type { EngineCalls } from './engine-calls.ts';
import { type FaultPlan, Faults } from './faults.ts';
import type { LogLine, Logs } from './logs.ts';
import type { Roads } from './roads.ts';
import type { Schedules } from './schedules.ts';
import { itemsOf, type PlainItem } from './standing.ts';
import type { Person, TokenOffice } from './tokens.ts';
import type { Workers } from './workers.ts';

export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  /** Set by a function that buried the message at once. */
  readonly reason: string | undefined;
  readonly receives: number;
}

/** A whole region on this machine: the same template, the same bundles, real engines. */
export class Region {
  /** Address of the API, without a slash at the end. */
  readonly url: string;
  /** Whose region it is. */
  readonly division: string;
  readonly blueprint: Blueprint;
  /** How somebody at this machine reaches the engines with the AWS SDK: everything allowed, nothing counted. */
  readonly access: { readonly endpoint: string; readonly region: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  private readonly parts: Parts;

  constructor(url: string, parts: Parts, access: Region['access']) {
    this.url = url;
    this.parts = parts;
    this.division = parts.division;
    this.blueprint = parts.blueprint;
    this.access = access;
  }

  token(person: Person): Promise<string> {
    return this.parts.tokens.issue(person, this.parts.clock.now());
  }

  queues(): Promise<Traffic> {
    return this.parts.deliveries.traffic();
  }

  async idle(): Promise<boolean> {
    return (await this.queues()).idle;
  }

  /** Resolves when nothing is left to deliver; rejects after `timeoutMs` (default 60,000), saying what still moves. */
  whenIdle(timeoutMs?: number): Promise<void> {
    return this.parts.deliveries.whenIdle(timeoutMs);
  }

  /** Holds all deliveries until `resume`, or those from queues that are named by their names or the ends of them. */
  pause(...queues: readonly string[]): void {
    const named = queues.map((queue) => queueNamed(this.blueprint.queues, queue).name);
    this.parts.deliveries.pause(named.length > 0 ? named : undefined);
  }

  resume(): void {
    this.parts.deliveries.resume();
  }

  /** Invocations that ended so far. */
  get turns(): number {
    return this.parts.deliveries.turns;
  }

  /** Cuts it off from its neighbours until `plug`: they get 503 for its queues, and it for theirs. What happens within it goes on. */
  unplug(): void {
    this.parts.roads.block(this.division);
  }

  plug(): void {
    this.parts.roads.unblock(this.division);
  }

  /** Moves the clock of functions and schedules; it runs on from there. */
  clock(now: Date | string): void {
    this.parts.clock.move(new Date(now).getTime());
  }

  /** Fires a schedule by its name or the end of it (`monitoring`). `false` when there is none. */
  schedule(name: string): Promise<boolean> {
    return this.parts.schedules.byHand(name);
  }

  faults(faults: z.input<typeof Faults>): void {
    this.parts.faults.set(Faults.parse(faults));
  }

  /** Every table with all its items, ordered by key. */
  async tables(): Promise<Readonly<Record<string, readonly PlainItem[]>>> {
    const { blueprint, calls } = this.parts;
    return Object.fromEntries(await Promise.all(blueprint.tables.map(async ({ name }) => [name, await itemsOf(name, calls)] as const)));
  }

  /** Everything that lies in dead-letter queues. */
  async deadLetters(): Promise<readonly DeadLetter[]> {
    const { blueprint, calls } = this.parts;
    const fed = new Set(blueprint.queueMappings.map(({ sourceArn }) => sourceArn));
    const lying = blueprint.queues
      .filter(({ arn }) => !fed.has(arn))
      .map(async ({ name }) =>
        (await calls.lying(name)).map(({ body, approximateReceiveCount: receives, messageAttributes }) => ({
          queue: name,
          body,
          reason: messageAttributes.reason?.StringValue,
          receives,
        })),
      );
    return (await Promise.all(lying)).flat();
  }

  /** Puts a message into a queue, named by its name or the end of it (`monitoring-intake`), as somebody outside would. */
  async send(queue: string, body: string, fifo?: { readonly group: string; readonly deduplication: string }): Promise<void> {
    const { url, arn } = queueNamed(this.blueprint.queues, queue);
    await this.parts.calls.tell('AmazonSQS.SendMessage', {
      QueueUrl: url,
      MessageBody: body,
      ...(fifo ? { MessageGroupId: fifo.group, MessageDeduplicationId: fifo.deduplication } : {}),
    });
    this.parts.deliveries.poke(arn);
  }

  /** Request units by function since the start or the last `forget`. Nothing when functions go past the proxy. */
  capacity(forget = false): Readonly<Record<string, Units>> {
    const counted = this.parts.capacity.counted();
    if (forget) this.parts.capacity.reset();
    return counted;
  }

  /** Bytes that each function takes at this moment: the heap of its thread and what lies outside of it, not what threads share. */
  memory(): Promise<Readonly<Record<string, number>>> {
    return this.parts.workers.memory();
  }

  /** The last lines of one function, or of all. */
  logs(name?: string): readonly LogLine[] {
    return this.parts.logs.lines(name);
  }

  async stop(): Promise<void> {
    await this.parts.stop();
  }
}

/** What a region is made of. */
export interface Parts {
  readonly division: string;
  readonly roads: Roads;
  readonly blueprint: Blueprint;
  readonly calls: EngineCalls;
  readonly capacity: Capacity;
  readonly clock: Clock;
  readonly deliveries: Deliveries;
  readonly faults: FaultPlan;
  readonly logs: Logs;
  readonly schedules: Schedules;
  readonly tokens: TokenOffice;
  readonly workers: Workers;
  readonly stop: () => Promise<void>;
}

function queueNamed(queues: readonly Queue[], name: string): Queue {
  const bare = (queue: Queue) => queue.name.replace(/\.fifo$/, '');
  const found = queues.find((queue) => queue.name === name || bare(queue) === name || bare(queue).endsWith(`-${name}`));
  if (!found) throw new Error(`there is no queue ${name}`);
  return found;
}
