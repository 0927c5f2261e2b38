import { setTimeout as pause } from 'node:timers/promises';
import { isLost, Wire } from '../../local/wire.ts';

export interface Call {
  readonly method: string;
  /** Sent as it is, so that odd paths arrive as odd as they are. */
  readonly path: string;
  readonly token?: string | undefined;
  /** JSON unless bytes or text. */
  readonly body?: unknown;
  /** Body sent as it is. */
  readonly raw?: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly etag: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Portals keep asking while the answer is a fault: so many times, each a little later than the one before. */
const PATIENCE = 40;
const LATEST_MS = 400;

/** HTTP as a portal in any language would speak it. */
export class Caller {
  private readonly wire = new Wire();
  private readonly port: number;

  constructor(url: string) {
    this.port = Number(new URL(url).port);
  }

  async ask({ method, path, token, body, raw, headers = {} }: Call): Promise<Reply> {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await this.wire.exchange({
      port: this.port,
      method,
      path,
      headers: {
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    return {
      status: answer.status,
      type: String(answer.headers['content-type'] ?? '').split(';')[0] ?? '',
      etag: answer.headers.etag,
      body: readBody(String(answer.headers['content-type'] ?? ''), answer.body),
    };
  }

  /** The same, until it is neither a fault nor lost on the way: the same request word for word, with the same Idempotency-Key. */
  async insist(call: Call): Promise<Reply> {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.ask(call).catch(lost);
      if (reply && reply.status < 500) return reply;
      if (attempt === PATIENCE) throw new Error(`${call.method} ${call.path} stayed ${reply ? JSON.stringify(reply.body) : 'lost'}`);
      await pause(Math.min(10 * attempt, LATEST_MS));
    }
  }

  close(): void {
    this.wire.close();
  }
}

/** JSON, or bytes under `bytes` in base64. */
function readBody(type: string, body: Buffer): Readonly<Record<string, unknown>> {
  return /json/.test(type) || body.length === 0 ? parsed(body.toString()) : { bytes: body.toString('base64') };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return value !== null && typeof value === 'object' ? { ...value } : { value };
}

function lost(fault: unknown): undefined {
  if (!isLost(fault)) throw fault;
}
