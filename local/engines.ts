import { buildApp } from 'fauxqs';
import { startDynamoDb } from './dynamodb.ts';
import type { JvmOptions } from './jvm.ts';

/** Ports on 127.0.0.1: Amazon's DynamoDB Local for tables and streams, fauxqs for queues and buckets; both in memory. */
export interface Engines {
  readonly dynamodb: number;
  readonly queues: number;
  readonly buckets: number;
  stop(): Promise<void>;
}

/**
 * Starts both engines, ready to take calls.
 *
 * `onLoss` hears when an engine ends by itself later. Throws `MissingJava`.
 */
export async function startEngines(
  options: JvmOptions & { readonly region: string; readonly onLoss?: (says: string) => void },
): Promise<Engines> {
  const simulator = buildApp({ logger: false, defaultRegion: options.region });
  const [dynamodb, address] = await Promise.all([startDynamoDb(options), simulator.listen({ port: 0, host: '127.0.0.1' })]);
  const queues = Number(new URL(address).port);
  let stopping = false;
  dynamodb.lost.then(({ message }) => stopping || options.onLoss?.(message));
  return {
    dynamodb: dynamodb.port,
    queues,
    buckets: queues,
    async stop() {
      stopping = true;
      await Promise.all([dynamodb.leave(), simulator.close()]);
    },
  };
}
