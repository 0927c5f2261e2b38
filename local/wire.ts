import { Agent, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

/** One HTTP message to or from an engine, whole. */
export interface Exchange {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Outgoing {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: Buffer | string;
  readonly signal?: AbortSignal;
}

/** A bounded pool of connections to this machine; node:http directly, because `fetch` costs three times the CPU per call. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });

  /** Sends and answers whatever comes back. A kept-alive connection that the other side had just closed is tried once more. */
  async exchange(outgoing: Outgoing): Promise<Exchange> {
    try {
      return await this.once(outgoing);
    } catch (fault) {
      if (fault instanceof StaleConnection) return this.once(outgoing);
      throw fault;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private once({ port, method, path, headers, body, signal }: Outgoing): Promise<Exchange> {
    const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...headers, 'content-length': body === undefined ? 0 : Buffer.byteLength(body) },
      agent: this.agent,
      ...(signal ? { signal } : {}),
    });
    outgoing.on('response', (incoming) => {
      whole(incoming).then((received) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: received }), reject);
    });
    outgoing.on('error', (fault: NodeJS.ErrnoException) =>
      reject(fault.code === 'ECONNRESET' && outgoing.reusedSocket ? new StaleConnection() : fault),
    );
    outgoing.end(body);
    return promise;
  }
}

/** Headers of an AWS call in JSON, `DynamoDB_20120810.CreateTable`: engines want to see a signature and verify none. */
export function callHeaders(operation: string, region: string): OutgoingHttpHeaders {
  const service = operation.startsWith('AmazonSQS') ? 'sqs' : 'dynamodb';
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': operation,
    authorization: `AWS4-HMAC-SHA256 Credential=REGION/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

class StaleConnection extends Error {}

/** The other side is gone or going, or the call was given up: a fault of the connection, not of what was asked. */
export function isLost(fault: unknown): boolean {
  return (
    fault instanceof Error && (fault instanceof StaleConnection || ('code' in fault && /^(ECONN|EPIPE|ABORT_ERR)/.test(String(fault.code))))
  );
}

/** A message's whole body. */
export async function whole(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  return Buffer.concat(pieces);
}
