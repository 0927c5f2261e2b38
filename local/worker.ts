import type { MessagePort } from 'node:worker_threads';

/** What a worker thread is given: one execution environment of one function. */
export interface Environment {
  readonly folder: string;
  readonly handler: string;
  readonly clock: SharedArrayBuffer;
  readonly function: { readonly name: string; readonly arn: string; readonly memoryMb: number; readonly timeoutMs: number };
}

export interface Request {
  readonly id: string;
  /** JSON. */
  readonly event: string;
}

/** What a bundle threw, as Lambda tells it. */
export interface Thrown {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** `ready` once after the bundle has loaded, or `fault` without an id because it didn't; then one per request. */
export type Reply =
  | { readonly ready: true }
  | { readonly fault: Thrown }
  | { readonly id: string; readonly result: string }
  | { readonly id: string; readonly fault: Thrown };

/**
 * The inside of a worker thread: as Lambda's runtime would be around the bundle. A thread is given it as text that has no types any more, because
 * one that strips types by itself loads a compiler first, a third of its start: so it uses nothing from outside of itself but Node.
 */
export function inside(): void {
  const { createRequire } = process.getBuiltinModule('node:module');
  const path = process.getBuiltinModule('node:path');
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  if (parentPort) serve(parentPort, workerData);

  function serve(to: MessagePort, environment: Environment): void {
    const reply = (message: Reply) => to.postMessage(message);
    moveDates(environment.clock);
    let handler: (event: unknown, context: object) => unknown;
    try {
      handler = load(environment);
    } catch (thrown) {
      reply({ fault: told(thrown) });
      return;
    }
    to.on('message', async ({ id, event }: Request) => {
      try {
        const result = await handler(JSON.parse(event), contextOf(id, environment.function));
        reply({ id, result: JSON.stringify(result) ?? 'null' });
      } catch (thrown) {
        reply({ id, fault: told(thrown) });
      }
    });
    reply({ ready: true });
  }

  /** Puts the region's clock where the bundle looks for the time, before it loads: it can't tell the difference. */
  function moveDates(shared: SharedArrayBuffer): void {
    const offset = new Float64Array(shared);
    const Machine = Date;
    const now = () => Machine.now() + (offset[0] ?? 0);
    const moved = new Proxy(Machine, {
      construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [now()] : given, self),
      apply: () => new Machine(now()).toString(),
      get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    });
    Object.defineProperty(Machine.prototype, 'constructor', { value: moved });
    globalThis.Date = moved;
  }

  /** `index.handler` is the export `handler` of `index.js`, `.mjs` or `.cjs` in the folder. */
  function load({ folder, handler }: Environment): (event: unknown, context: object) => unknown {
    const [file = '', name = ''] = handler.split('.');
    const require = createRequire(path.join(folder, 'package.json'));
    const found = ['.cjs', '.js', '.mjs'].flatMap((ending) => {
      try {
        return [require.resolve(path.join(folder, file + ending))];
      } catch {
        return [];
      }
    });
    const module: unknown = require(found[0] ?? path.join(folder, file));
    const exported = typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined;
    if (typeof exported !== 'function') throw new Error(`${folder}/${file} exports no ${name}`);
    return (event, context) => exported(event, context);
  }

  function contextOf(id: string, { name, arn, memoryMb, timeoutMs }: Environment['function']): object {
    const deadline = performance.now() + timeoutMs;
    return {
      awsRequestId: id,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: String(memoryMb),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    };
  }

  function told(thrown: unknown): Thrown {
    if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    return { errorType: thrown.name, errorMessage: thrown.message, trace: thrown.stack?.split('\n') ?? [] };
  }
}
