import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Lambda } from '../../local/blueprint.ts';
import type { Region } from '../../local/region.ts';

/** What the heap of a door may hold at most, whatever the file: far less than the file. */
export const HEAP_MB = 64;

/** What it took to go through the messages, one after the other. */
export interface Taken {
  readonly ms: number;
  /** Of the process: before the first message, and at most. */
  readonly restingMb: number;
  readonly peakMb: number;
}

type Told = { readonly taken: Taken } | { readonly fault: string };

/** A queue door alone in a process: nothing else shares its memory. It is handed the messages directly. */
export class LoneIntake {
  private readonly child: ChildProcess;

  constructor(lambda: Lambda, { endpoint, region, accessKeyId, secretAccessKey }: Region['access']) {
    this.child = fork(fileURLToPath(import.meta.url), [path.join(lambda.folder, 'index.cjs')], {
      // Whoever holds more ends here.
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...lambda.environment,
        AWS_REGION: region,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
    });
  }

  /** Throws when one isn't taken. */
  take(bodies: readonly string[]): Promise<Taken> {
    const { promise, resolve, reject } = Promise.withResolvers<Taken>();
    this.child.once('message', (told: Told) => ('taken' in told ? resolve(told.taken) : reject(new Error(told.fault))));
    this.child.once('exit', (code) => reject(new Error(`the function ended with ${code}`)));
    this.child.send(bodies);
    return promise;
  }

  stop(): void {
    this.child.disconnect();
  }
}

type Handler = (event: object) => Promise<unknown>;
const Answer = z.object({ batchItemFailures: z.array(z.unknown()).length(0, 'a message was not taken') });
const SAMPLE_MS = 5;
/** Resident memory; the kernel's own maximum would count what the parent held when it forked. */
const held = () => process.memoryUsage.rss() / 1024 ** 2;

async function take(handler: Handler, bodies: readonly string[]): Promise<Taken> {
  const restingMb = held();
  let peakMb = restingMb;
  const sample = () => {
    peakMb = Math.max(peakMb, held());
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const begun = performance.now();
  for (const [at, body] of bodies.entries()) {
    const record = { messageId: `lone-${at}`, body, attributes: { MessageGroupId: 'lone' } };
    Answer.parse(await handler({ Records: [record] }));
    sample();
  }
  clearInterval(sampling);
  return { ms: performance.now() - begun, restingMb, peakMb };
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const tell = (told: Told) => process.send?.(told);
  const module: unknown = createRequire(import.meta.url)(process.argv[2] ?? '');
  const { handler } = z.object({ handler: z.custom<Handler>() }).parse(module);
  process.on('message', async (bodies: readonly string[]) => {
    try {
      tell({ taken: await take(handler, bodies) });
    } catch (fault) {
      tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
    }
  });
}
