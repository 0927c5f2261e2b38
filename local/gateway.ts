import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Route } from './blueprint.ts';
import type { Clock } from './clock.ts';
import { proxyEvent } from './gateway-event.ts';
import type { Invocation } from './hand.ts';
import { listenLocally, portOf, shut } from './listening.ts';
import type { Logs } from './logs.ts';
import { RouteTable } from './route-table.ts';
import type { Workers } from './workers.ts';

export interface GatewayOptions {
  readonly routes: readonly Route[];
  readonly stage: string;
  readonly binary: boolean;
  readonly workers: Workers;
  readonly clock: Clock;
  readonly logs: Logs;
  /** Answers what isn't of the API (`/local/…`); `false` when it isn't its either. */
  readonly aside: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<boolean>;
}

/** What a REST API takes at most, and how long it waits for a function. */
const LARGEST = 10 * 1024 * 1024;
const LONGEST_MS = 29_000;

/** The region's front: a REST API in front of the functions. Listens only after `open`. */
export class Gateway {
  private readonly server: Server;
  private readonly table: RouteTable;
  private readonly options: GatewayOptions;

  constructor(options: GatewayOptions) {
    this.options = options;
    this.table = new RouteTable(options.routes);
    this.server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing).catch(() => outgoing.destroy()));
  }

  /** Begins to listen; the port that it got. Rejects with `EADDRINUSE` when somebody else has it. */
  async open(port: number): Promise<number> {
    return portOf(await listenLocally(this.server, port));
  }

  async stop(): Promise<void> {
    if (this.server.listening) await shut(this.server);
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (await this.options.aside(incoming, outgoing)) return;
    const requestId = randomUUID();
    outgoing.setHeader('x-amzn-requestid', requestId);
    outgoing.setHeader('x-amz-apigw-id', requestId.slice(0, 16));
    const [path = '/'] = (incoming.url ?? '/').split('?', 1);
    const match = this.table.match(incoming.method ?? 'GET', path);
    if (!match) return say(outgoing, 403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
    const body = await atMost(incoming, LARGEST);
    if (!body) return say(outgoing, 413, 'Request Too Long', 'RequestTooLargeException');
    const { stage, binary, workers, clock, logs } = this.options;
    const event = proxyEvent({ incoming, body, match, stage, binary, requestId, now: clock.now() });
    const late = new AbortController();
    const invocation = await Promise.race([
      workers.invoke(match.route.function, event),
      pause(LONGEST_MS, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    if (!invocation) return say(outgoing, 504, 'Endpoint request timed out', 'IntegrationTimeoutException');
    const answer = answerOf(invocation);
    if (answer) return send(incoming, outgoing, answer);
    logs.add(match.route.function, invocation.ok ? 'malformed proxy response' : `${invocation.reason}: ${invocation.says}`);
    return say(outgoing, 502, 'Internal server error', 'InternalServerErrorException');
  }
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Answer = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

function answerOf(invocation: Invocation): z.output<typeof Answer> | undefined {
  return invocation.ok ? Answer.safeParse(invocation.payload).data : undefined;
}

/** The gateway keeps these for itself and gives a function's under another name. */
const REMAPPED = new Set(['connection', 'content-length', 'date', 'server', 'transfer-encoding', 'www-authenticate']);

function send(incoming: IncomingMessage, outgoing: ServerResponse, answer: z.output<typeof Answer>): void {
  const single = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, [value]] as const);
  for (const [name, values] of [...single, ...Object.entries(answer.multiValueHeaders ?? {})]) {
    outgoing.setHeader(REMAPPED.has(name.toLowerCase()) ? `x-amzn-remapped-${name.toLowerCase()}` : name, [...values]);
  }
  const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  if (!outgoing.hasHeader('content-type')) outgoing.setHeader('content-type', 'application/json');
  const empty = incoming.method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304;
  outgoing.writeHead(answer.statusCode, empty ? {} : { 'content-length': body.length });
  outgoing.end(empty ? undefined : body);
}

function say(outgoing: ServerResponse, status: number, message: string, type: string): void {
  const body = JSON.stringify({ message });
  const close = status === 413 ? { connection: 'close' } : {};
  outgoing.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, 'x-amzn-errortype': type, ...close });
  outgoing.end(body);
}

/** A message's body, or `undefined` when it is larger than allowed. */
export async function atMost(incoming: IncomingMessage, bytes: number): Promise<Buffer | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > bytes) return undefined;
  const pieces: Buffer[] = [];
  let taken = 0;
  for await (const piece of incoming) {
    taken += piece.length;
    if (taken > bytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
