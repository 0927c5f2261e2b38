import { type ChildProcess, fork } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Lambda } from '../../local/blueprint.ts';
import type { Region } from '../../local/region.ts';
import { type Load, load } from './load.ts';

/** A request as the gateway would hand it on, no more of it than functions look at. */
export interface Asked {
  readonly method: string;
  /** With its query, if any. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Spent extends Load {
  /** CPU of the whole process per request: the function, the SDK in it, and Node. */
  readonly cpuMs: number;
  /** Calls to the engine per request, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

interface Order {
  readonly asked: readonly Asked[];
  readonly lanes: number;
  readonly limitMs: number;
}

type Told = { readonly spent: Spent } | { readonly fault: string };

/** One API function alone in a process, as in an execution environment of Lambda's: nothing else shares its CPU count. */
export class LoneFunction {
  private readonly child: ChildProcess;

  constructor(lambda: Lambda, { endpoint, region, accessKeyId, secretAccessKey }: Region['access']) {
    this.child = fork(fileURLToPath(import.meta.url), [path.join(lambda.folder, 'index.cjs')], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...lambda.environment,
        AWS_REGION: region,
        AWS_ENDPOINT_URL_DYNAMODB: endpoint,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
    });
  }

  /** Serves the requests in so many lanes and counts; throws when one isn't answered well. */
  serve(order: Order): Promise<Spent> {
    const { promise, resolve, reject } = Promise.withResolvers<Spent>();
    this.child.once('message', (told: Told) => ('spent' in told ? resolve(told.spent) : reject(new Error(told.fault))));
    this.child.once('exit', (code) => reject(new Error(`the function ended with ${code}`)));
    this.child.send(order);
    return promise;
  }

  stop(): void {
    this.child.disconnect();
  }
}

const WARMING = 400;

const Answer = z.looseObject({ statusCode: z.number(), body: z.string().optional() });

function proxied({ method, path: whole, headers, body }: Asked, number: number): object {
  const [resource = '/', search] = whole.split('?', 2);
  const query = search === undefined ? null : Object.fromEntries(new URLSearchParams(search));
  const many = (pairs: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, [value]]));
  return {
    resource,
    path: resource,
    httpMethod: method,
    headers,
    multiValueHeaders: many(headers),
    queryStringParameters: query,
    multiValueQueryStringParameters: query && many(query),
    pathParameters: null,
    stageVariables: null,
    requestContext: { requestId: String(number), stage: 'v1', domainName: 'localhost', identity: { sourceIp: '127.0.0.1' } },
    body: body ?? null,
    isBase64Encoded: false,
  };
}

async function spend(handler: (event: object, context: object) => Promise<unknown>, { asked, lanes, limitMs }: Order): Promise<Spent> {
  const counted = new Map<string, number>();
  const count = (message: unknown) => {
    const { request } = z.object({ request: z.custom<ClientRequest>() }).parse(message);
    const operation =
      String(request.getHeader('x-amz-target') ?? 'other')
        .split('.')
        .at(-1) ?? 'other';
    counted.set(operation, (counted.get(operation) ?? 0) + 1);
  };
  const requests = channel('http.client.request.start');
  const one = async (number: number) => {
    const request = asked[number];
    if (!request) throw new Error(`there is no request ${number}`);
    const answer = Answer.parse(await handler(proxied(request, number), { awsRequestId: `lone-${number}` }));
    if (answer.statusCode >= 300) throw new Error(`${request.method} ${request.path}: ${answer.statusCode} ${answer.body?.slice(0, 500)}`);
  };
  // Calls are counted on the second request: the first fetches keys. Then the same again and again, which changes nothing more, until it runs warm.
  await one(0);
  requests.subscribe(count);
  await one(1);
  requests.unsubscribe(count);
  await load(() => one(0), { most: WARMING, limitMs, lanes });
  const before = process.cpuUsage();
  const measured = await load((number) => one(number + 2), { most: asked.length - 2, limitMs, lanes });
  const { user, system } = process.cpuUsage(before);
  return { ...measured, cpuMs: (user + system) / 1000 / measured.requests, calls: Object.fromEntries(counted) };
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const tell = (told: Told) => process.send?.(told);
  const module: unknown = createRequire(import.meta.url)(process.argv[2] ?? '');
  const { handler } = z.object({ handler: z.custom<(event: object, context: object) => Promise<unknown>>() }).parse(module);
  process.on('message', async (order: Order) => {
    try {
      tell({ spent: await spend(handler, order) });
    } catch (fault) {
      tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
    }
  });
}
