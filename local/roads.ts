import type { Queue } from './blueprint.ts';

/** What a region shows to its neighbours. */
export interface Place {
  readonly queues: readonly Queue[];
  /** There may be something new in this queue. */
  poke(arn: string): void;
  /** Whoever waits before trying again needn't wait longer. */
  hurry(): void;
}

/**
 * The ways between the regions of one launch, by division. They share their engines, so a message needs no carrying: who may be reached is
 * decided here, and whoever got something hears of it.
 *
 * A function finds its neighbour's queue only with `useQueueUrlAsEndpoint: false` on its SQS client. Otherwise the SDK takes the host of the
 * queue's URL although `AWS_ENDPOINT_URL_SQS` is set, and asks the network for a host that isn't there. On AWS the client then needs the
 * region of the queue too, because endpoint and signature follow it: `new SQSClient({ region, useQueueUrlAsEndpoint: false })` does for both.
 */
export class Roads {
  private readonly places = new Map<string, Place>();
  private readonly cut = new Set<string>();

  open(division: string, place: Place): void {
    this.places.set(division, place);
  }

  /** Nothing gets into this region any more or out of it; what happens within it goes on. */
  block(division: string): void {
    this.cut.add(division);
  }

  unblock(division: string): void {
    this.cut.delete(division);
    for (const place of this.places.values()) place.hurry();
  }

  /** What stands between a region and a queue, by the queue's name. */
  obstacle(from: string, queue: string): 'absent' | 'unreachable' | undefined {
    const owner = [...this.places].find(([, { queues }]) => queues.some(({ name }) => name === queue))?.[0];
    if (owner === undefined) return 'absent';
    return owner !== from && (this.cut.has(owner) || this.cut.has(from)) ? 'unreachable' : undefined;
  }

  poke(arn: string): void {
    for (const place of this.places.values()) place.poke(arn);
  }
}
