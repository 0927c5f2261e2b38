import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '../../shared/values/actor.ts';
import type { Caller, Reply } from './calls.ts';
import { bodiesOf, type Case } from './case.ts';
import type { People } from './people.ts';
import { filled, routeNamed } from './route-tables.ts';

export interface Changes {
  /** Instead of the perfect body. */
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** Of a POST; a new one each time unless given. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the role's own; `null`: none. */
  readonly token?: string | null;
}

export interface DeskOptions {
  readonly caller: Caller;
  readonly people: People;
  readonly own: Case;
  /** Keep asking while the answer is a fault, as a portal does. */
  readonly insist?: boolean;
  /** Hears of every answer. */
  readonly seen?: (operation: string, reply: Reply) => void;
}

const PATIENCE_MS = 60_000;

/** Where the people of one project sit: knows its paths and perfect bodies, and who is who. */
export class Desk {
  readonly own: Case;
  private readonly options: DeskOptions;
  private keys = 0;

  constructor(options: DeskOptions) {
    this.own = options.own;
    this.options = options;
  }

  /** The same desk with other facts about the project. */
  about(own: Case): Desk {
    return new Desk({ ...this.options, own });
  }

  /** Sends the perfect request of an operation as somebody of a role. */
  async act(role: Role, operation: string, changes: Changes = {}): Promise<Reply> {
    const { caller, people, insist, seen } = this.options;
    const { method, path } = routeNamed(operation);
    const body = 'body' in changes ? changes.body : this.bodyOf(operation);
    const call = {
      method,
      path: filled(path, { ...this.params(), ...changes.params }) + (changes.query ? `?${changes.query}` : ''),
      token: changes.token === undefined ? await people.token(role) : (changes.token ?? undefined),
      body,
      headers: { ...(method === 'POST' ? { 'idempotency-key': changes.key ?? this.nextKey(operation) } : {}), ...changes.headers },
    };
    const reply = await (insist ? caller.insist(call) : caller.ask(call));
    seen?.(operation, reply);
    return reply;
  }

  /** Asks until the answer is as wanted: what one function publishes, another hears a moment later. */
  async until(role: Role, operation: string, wanted: (body: Reply['body']) => boolean, changes: Changes = {}): Promise<Reply> {
    const late = performance.now() + PATIENCE_MS;
    for (let wait = 30; ; wait = Math.min(wait * 1.5, 200)) {
      const reply = await this.act(role, operation, changes);
      if (reply.status < 300 && wanted(reply.body)) return reply;
      if (performance.now() > late) throw new Error(`${operation} stayed ${reply.status} ${JSON.stringify(reply.body).slice(-700)}`);
      await pause(wait);
    }
  }

  /** Registers a text as an attachment, uploads it, and answers its id. */
  async upload(
    role: Role,
    operation: `offer${'Assessment' | 'Evaluation' | 'Rectification' | 'Import' | 'Pilot' | 'Exchange'}Attachment`,
    text: string,
  ): Promise<string> {
    const content = Buffer.from(text);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const body = { name: '报告.txt', bytes: content.length, sha256, mediaType: 'text/plain' };
    const { body: offer } = await this.act(role, operation, { body });
    const { attachmentId, upload } = offer;
    if (typeof attachmentId !== 'string' || !isUpload(upload)) throw new Error(`no upload: ${JSON.stringify(offer)}`);
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(upload.url, { method: 'PUT', headers: { ...upload.headers }, body: content });
      if (response.ok) return attachmentId;
      if (!this.options.insist || attempt === 20) throw new Error(`not uploaded: ${response.status} ${await response.text()}`);
      await pause(10 * attempt);
    }
  }

  /** The perfect body of an operation; `undefined` when it takes none. */
  bodyOf(operation: string): object | undefined {
    return Object.entries(bodiesOf(this.own)).find(([name]) => name === operation)?.[1];
  }

  /** What fills the paths of its routes. */
  params(): Record<string, string> {
    const { code, year, division, notice: id, importId, programme, blueprintId, batch } = this.own;
    return {
      division,
      id,
      importId,
      batch,
      projectCode: code,
      programme,
      blueprintId,
      stage: 'assessment',
      fiscalYear: String(year),
      period: '06',
      personId: `person-${code}`,
      condition: '1',
      alertId: `${code}.${year}.1`,
      application: '1',
      delegationId: `${division}-${'0'.repeat(16)}`,
      sampleId: `${division}.${year}.1`,
      sweepId: `${division}.${year}.${year}-12-01`,
    };
  }

  private nextKey(operation: string): string {
    this.keys += 1;
    return `${this.own.code}-${operation}-${this.keys}`;
  }
}

function isUpload(value: unknown): value is { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  return value !== null && typeof value === 'object' && 'url' in value && typeof value.url === 'string' && 'headers' in value;
}
