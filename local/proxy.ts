import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Caller, Callers } from './callers.ts';
import { type Capacity, METERED } from './capacity.ts';
import type { Clock } from './clock.ts';
import { type Call, demandsOf, type JsonCall, queueNameOf } from './demands.ts';
import type { Engines } from './engines.ts';
import type { FaultPlan } from './faults.ts';
import { FirstPuts } from './first-puts.ts';
import { listenLocally, portOf, shut } from './listening.ts';
import type { Logs } from './logs.ts';
import { grants } from './permissions.ts';
import { accessDenied, badDigest, noSuchQueue, preconditionFailed, throttled, unknownKey, unreachable } from './refusals.ts';
import type { Roads } from './roads.ts';
import { readCall, type Signed, signedBy } from './signed-call.ts';
import { type Exchange, Wire, whole } from './wire.ts';

export interface ProxyOptions {
  /** May still be starting: calls wait for them. */
  readonly engines: Promise<Engines>;
  /** Region and account in ARNs: `local:000000000000`. */
  readonly scope: string;
  /** Where this region is, and how it gets to its neighbours. */
  readonly division: string;
  readonly roads: Roads;
  readonly callers: Callers;
  readonly clock: Clock;
  readonly faults: FaultPlan;
  readonly capacity: Capacity;
  readonly logs: Logs;
}

/** Key of the person at this machine, who may do everything, isn't counted and meets no faults. */
export const OPERATOR = 'LOCALOPERATOR';

/**
 * Stands between the functions and the engines as AWS's own front ends would: knows callers by their keys, lets each do what its role says and
 * nothing else, counts what is consumed, and brings the faults that were asked for.
 */
export class EngineProxy {
  readonly port: number;
  private readonly server: Server;
  private readonly wire: Wire;
  private readonly options: ProxyOptions;
  private readonly firstPuts = new FirstPuts();
  private readonly touched: ((arn: string) => void)[] = [];

  private constructor(server: Server, options: ProxyOptions) {
    this.server = server;
    this.port = portOf(server);
    this.wire = new Wire();
    this.options = options;
    server.on('request', (incoming, outgoing) => void this.serve(incoming, outgoing).catch(() => outgoing.destroy()));
  }

  static async start(options: ProxyOptions): Promise<EngineProxy> {
    return new EngineProxy(await listenLocally(createServer()), options);
  }

  /** Hears the ARN of every table that was written to and every queue that was sent to, once the engine has answered. */
  onTouch(hear: (arn: string) => void): void {
    this.touched.push(hear);
  }

  async stop(): Promise<void> {
    this.wire.close();
    await shut(this.server);
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const signed = signedBy(incoming);
    const body = await whole(incoming);
    const call = readCall(incoming, signed, body);
    const answer = signed && call ? await this.admit(incoming, signed, call, body) : unknownKey(call);
    if (!answer) {
      // The caller has ended in mid-call: nobody is left to hear an answer.
      outgoing.destroy();
      return;
    }
    const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...headers } = answer.headers;
    // A server whose time is minutes off makes the SDK take any refusal for a matter of clocks and ask again, three times over.
    const date = new Date(this.options.clock.now()).toUTCString();
    outgoing.writeHead(answer.status, {
      ...headers,
      date,
      ...(incoming.method === 'HEAD' ? {} : { 'content-length': answer.body.length }),
    });
    outgoing.end(answer.body);
  }

  /** `undefined` when the caller was ended on the way. */
  private async admit(incoming: IncomingMessage, { accessKey }: Signed, call: Call, body: Buffer): Promise<Exchange | undefined> {
    if (accessKey === OPERATOR) return this.forward(incoming, call, body);
    const caller = this.options.callers.of(accessKey);
    if (!caller) return unknownKey(call);
    const refusal = this.refuse(caller, call) ?? this.obstacle(call) ?? this.mischief(caller, call);
    if (refusal) return refusal;
    if (isSend(call) && this.strikes('crashBeforeSend', caller, call)) return this.end(caller, call);
    const answer = await this.forward(incoming, call, body);
    if (call.service === 'dynamodb') this.count(caller, call, answer);
    if (answer.status === 200 && isCommit(call) && this.strikes('crashAfterCommit', caller, call)) return this.end(caller, call);
    return this.hidesMissing(caller, call, answer) ?? answer;
  }

  private refuse(caller: Caller, call: Call): Exchange | undefined {
    const { name, role, statements } = caller.lambda;
    const missing = demandsOf(call, this.options.scope).find((demand) => !grants(statements, demand));
    if (!missing) return undefined;
    this.options.logs.add(name, `access denied: ${role} may not ${missing.action} on ${missing.resource}`);
    return accessDenied(call, { role, ...missing });
  }

  /** The engines are the neighbours' too: a queue that isn't this region's is reached only while there is a way to it. */
  private obstacle(call: Call): Exchange | undefined {
    const queue = call.service === 'sqs' ? queueNameOf(call.body) : undefined;
    const found = queue === undefined ? undefined : this.options.roads.obstacle(this.options.division, queue);
    return found && (found === 'absent' ? noSuchQueue() : unreachable());
  }

  private mischief(caller: Caller, call: Call): Exchange | undefined {
    if (!this.strikes('throttle', caller, call)) return undefined;
    return throttled(call, this.options.faults.draw('throttle', `${caller.lambda.name} how`));
  }

  private strikes(kind: 'throttle' | 'crashBeforeSend' | 'crashAfterCommit', { lambda }: Caller, call: Call): boolean {
    return this.options.faults.strikes(kind, `${lambda.name} ${call.service === 's3' ? call.method : call.operation}`);
  }

  private end(caller: Caller, call: Call): undefined {
    this.options.logs.add(caller.lambda.name, `{"level":"warn","message":"ended on purpose","at":"${isCommit(call) ? 'commit' : 'send'}"}`);
    caller.crash();
    return undefined;
  }

  /** S3 tells only those who may list a bucket that a file isn't there; to others everything is forbidden alike. */
  private hidesMissing({ lambda }: Caller, call: Call, answer: Exchange): Exchange | undefined {
    if (call.service !== 's3' || answer.status !== 404 || call.key === '') return undefined;
    const listing = { action: 's3:ListBucket', resource: `arn:aws:s3:::${call.bucket}` };
    return grants(lambda.statements, listing) ? undefined : accessDenied(call, { role: lambda.role, ...listing });
  }

  private async forward(incoming: IncomingMessage, call: Call, body: Buffer): Promise<Exchange> {
    const { host: _, connection: __, 'transfer-encoding': ___, 'content-length': ____, expect: _____, ...headers } = incoming.headers;
    const engines = await this.options.engines;
    const to = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers };
    if (call.service === 'dynamodb') {
      const metered = METERED.has(call.operation) ? JSON.stringify({ ...call.body, ReturnConsumedCapacity: 'INDEXES' }) : body;
      const answer = await this.wire.exchange({ ...to, port: engines.dynamodb, body: metered });
      this.tell(call);
      return answer;
    }
    if (call.service === 's3' && !asSigned(incoming, body)) return badDigest();
    if (call.service === 's3') {
      const put = () => this.wire.exchange({ ...to, port: engines.buckets, body });
      if (call.method !== 'PUT' || headers['if-none-match'] !== '*') return put();
      const [path = '/'] = to.path.split('?', 1);
      const lies = async () => (await this.wire.exchange({ port: engines.buckets, method: 'HEAD', path, headers: {} })).status === 200;
      return this.firstPuts.put(path, { lies, put, refusal: preconditionFailed });
    }
    const answer = await this.wire.exchange({ ...to, port: engines.queues, body });
    this.tell(call);
    return answer;
  }

  private tell(call: Call): void {
    if (call.service === 's3' || !TOUCHING.test(call.operation)) return;
    for (const { resource } of demandsOf(call, this.options.scope)) for (const hear of this.touched) hear(resource);
  }

  private count({ lambda }: Caller, { operation, body }: JsonCall, answer: Exchange): void {
    if (answer.status === 200 && METERED.has(operation))
      this.options.capacity.add(lambda.name, operation, body, JSON.parse(answer.body.toString()));
  }
}

const TOUCHING = /^(Put|Update|DeleteItem|BatchWrite|TransactWrite|SendMessage|ChangeMessageVisibility)/;

const isSend = (call: Call) => call.service === 'sqs' && call.operation.startsWith('SendMessage');
const isCommit = (call: Call) => call.service === 'dynamodb' && call.operation === 'TransactWriteItems';

function asSigned(incoming: IncomingMessage, body: Buffer): boolean {
  const { 'x-amz-checksum-sha256': digest, 'content-encoding': encoding } = incoming.headers;
  if (typeof digest !== 'string' || encoding?.includes('aws-chunked')) return true;
  return createHash('sha256').update(body).digest('base64') === digest;
}
