import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type EngineCalls, EngineRefusal } from './engine-calls.ts';

/** A change as DynamoDB Streams tells it, in its own notation. */
export const Change = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number() }),
});
export type Change = z.output<typeof Change>;

const Shards = z.looseObject({
  StreamDescription: z.looseObject({
    Shards: z.array(z.looseObject({ ShardId: z.string(), ParentShardId: z.string().optional() })),
  }),
});
const Iterator = z.looseObject({ ShardIterator: z.string() });
const Records = z.looseObject({ Records: z.array(Change), NextShardIterator: z.string().optional() });
const API = 'DynamoDBStreams_20120810';

interface Shard {
  readonly id: string;
  iterator: string | undefined;
  /** Last sequence number that was read. */
  after: string | undefined;
}

/** Reads one stream from its beginning, shard after shard, each change once. */
export class StreamReader {
  private readonly calls: EngineCalls;
  private readonly arn: string;
  private readonly from: 'TRIM_HORIZON' | 'LATEST';
  private shard: Shard | undefined;
  private readonly done = new Set<string>();

  constructor(calls: EngineCalls, arn: string, from: 'TRIM_HORIZON' | 'LATEST') {
    this.calls = calls;
    this.arn = arn;
    this.from = from;
  }

  /** The next changes, at most `most`; none when there are none at this moment. DynamoDB Local shows a write before it answers it. */
  private async next(most: number): Promise<readonly Change[]> {
    for (;;) {
      const shard = await this.current();
      if (!shard) return [];
      try {
        const { Records: records, NextShardIterator: iterator } = await this.calls.ask(
          `${API}.GetRecords`,
          { ShardIterator: shard.iterator, Limit: most },
          Records,
        );
        shard.iterator = iterator;
        shard.after = records.at(-1)?.dynamodb.SequenceNumber ?? shard.after;
        if (!iterator) this.finish(shard);
        if (records.length > 0 || iterator) return records;
      } catch (fault) {
        if (!(fault instanceof EngineRefusal && /Iterator|Trimmed/.test(fault.code))) throw fault;
        shard.iterator = undefined;
      }
    }
  }

  /** A batch of at most `size`: what is there at once, and with a window what comes until it closes. */
  async batch(size: number, windowMs: number, signal: AbortSignal): Promise<readonly Change[]> {
    const changes = [...(await this.next(size))];
    const closes = performance.now() + windowMs;
    while (changes.length > 0 && changes.length < size && performance.now() < closes && !signal.aborted) {
      await pause(Math.min(20, windowMs));
      changes.push(...(await this.next(size - changes.length)));
    }
    return changes;
  }

  private finish(shard: Shard): void {
    this.done.add(shard.id);
    this.shard = undefined;
  }

  /** The shard that is read now: a child only after its parent. */
  private async current(): Promise<Shard | undefined> {
    if (!this.shard) {
      const { StreamDescription: stream } = await this.calls.ask(`${API}.DescribeStream`, { StreamArn: this.arn }, Shards);
      const open = stream.Shards.filter(({ ShardId: id }) => !this.done.has(id));
      const found = open.find(({ ParentShardId: parent }) => !open.some(({ ShardId: id }) => id === parent));
      if (!found) return undefined;
      this.shard = { id: found.ShardId, iterator: undefined, after: undefined };
    }
    const { shard } = this;
    if (!shard.iterator) {
      const place = shard.after
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: shard.after }
        : { ShardIteratorType: this.done.size === 0 ? this.from : 'TRIM_HORIZON' };
      const asked = { StreamArn: this.arn, ShardId: shard.id, ...place };
      shard.iterator = (await this.calls.ask(`${API}.GetShardIterator`, asked, Iterator)).ShardIterator;
    }
    return shard;
  }
}
