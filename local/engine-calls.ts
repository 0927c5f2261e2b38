import * as z from 'zod';
import type { Engines } from './engines.ts';
import { callHeaders, Wire } from './wire.ts';

/** An engine refused a call of the region's own. */
export class EngineRefusal extends Error {
  /** Without its namespace: `ExpiredIteratorException`. */
  readonly code: string;

  constructor(operation: string, code: string, says: string) {
    super(`${operation}: ${code}: ${says}`);
    this.code = code;
  }
}

/** Messages of one queue, counted at one moment. */
export interface QueueCount {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

const Refused = z.looseObject({ __type: z.string().default('Unknown'), message: z.string().optional(), Message: z.string().optional() });
const Counts = z.array(
  z.looseObject({
    name: z.string(),
    approximateMessageCount: z.number(),
    approximateInflightCount: z.number(),
    approximateDelayedCount: z.number(),
  }),
);

/** The region's own calls to its engines, past the proxy. JSON in, JSON out: streams are handed to functions in DynamoDB's own notation. */
export class EngineCalls {
  private readonly engines: Engines;
  private readonly region: string;
  private readonly wire = new Wire();

  constructor(engines: Engines, region: string) {
    this.engines = engines;
    this.region = region;
  }

  /** `operation` with its API: `DynamoDB_20120810.CreateTable`, `DynamoDBStreams_20120810.GetRecords`, `AmazonSQS.SendMessage`. */
  async ask<Answer>(operation: string, body: object, shape: z.ZodType<Answer>, signal?: AbortSignal): Promise<Answer> {
    const queues = operation.startsWith('AmazonSQS');
    const { status, body: answer } = await this.wire.exchange({
      port: queues ? this.engines.queues : this.engines.dynamodb,
      method: 'POST',
      path: '/',
      headers: callHeaders(operation, this.region),
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
    const read: unknown = JSON.parse(answer.toString() || '{}');
    if (status === 200) return shape.parse(read);
    const refused = Refused.parse(read);
    throw new EngineRefusal(operation, refused.__type.split('#').at(-1) ?? '', refused.message ?? refused.Message ?? '');
  }

  /** Asks for nothing back. */
  async tell(operation: string, body: object): Promise<void> {
    await this.ask(operation, body, z.unknown());
  }

  /** Counts of all queues at the same moment. */
  async counts(): Promise<readonly QueueCount[]> {
    const found = Counts.parse(await this.look('/_fauxqs/queues'));
    return found.map((queue) => ({
      name: queue.name,
      visible: queue.approximateMessageCount,
      inFlight: queue.approximateInflightCount,
      delayed: queue.approximateDelayedCount,
    }));
  }

  /** What lies in a queue, without receiving it. */
  async lying(queue: string): Promise<z.output<typeof Lying>['messages']['ready']> {
    return Lying.parse(await this.look(`/_fauxqs/queues/${encodeURIComponent(queue)}`)).messages.ready;
  }

  async makeBucket(name: string): Promise<void> {
    await this.wire.exchange({ port: this.engines.buckets, method: 'PUT', path: `/${name}`, headers: {} });
  }

  close(): void {
    this.wire.close();
  }

  private async look(path: string): Promise<unknown> {
    const { body } = await this.wire.exchange({ port: this.engines.queues, method: 'GET', path, headers: {} });
    return JSON.parse(body.toString());
  }
}

const Lying = z.looseObject({
  messages: z.looseObject({
    ready: z.array(
      z.looseObject({
        messageId: z.string(),
        body: z.string(),
        approximateReceiveCount: z.number(),
        messageGroupId: z.string().optional(),
        messageAttributes: z.record(z.string(), z.looseObject({ StringValue: z.string().optional() })).default({}),
      }),
    ),
  }),
});
