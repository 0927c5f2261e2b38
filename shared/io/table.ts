import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type ChainReport, canonical, digestOf, seal, verifyChain } from '../../events/chain.ts';
import { type Envelope, type Event, type EventType, GENESIS, type NewEvent, type Publisher, read } from '../../events/index.ts';
import type { Aggregate, Circumstances, Decision, Known, Ledger, Listener, Outcome, Receipt } from '../values/decision.ts';
import type { Vault } from './vault.ts';

type Item = Record<string, AttributeValue>;

/** Where a state stands in the worklists: `queue` = division#year#status[/step], `place` orders it there, `row` is what a list shows. */
export interface Placement {
  readonly queue: string;
  readonly place: string;
  readonly row: Receipt;
}

export interface Page {
  readonly rows: readonly Receipt[];
  readonly next?: string;
}

/** How often a lost race is read and decided again before it is a conflict. */
const ATTEMPTS = 8;
/** A document that passes this size goes to the vault; the event keeps key and digest (claim check). */
const CLAIM_BYTES = 64 * 1024;
/** How long a repeated request gets its first answer. */
const REMEMBER_MS = 30 * 24 * 3600 * 1000;

const stateKey = (key: string): Item => ({ pk: { S: key }, sk: { S: 'state' } });
const eventKey = (key: string, sequence: number): Item => ({ pk: { S: key }, sk: { S: `event#${String(sequence).padStart(6, '0')}` } });

/** One remembered request: short digest of actor and key, digest of route and body, sequence of the event that keeps the answer, time. */
type Remembered = readonly [key: string, digest: string, sequence: number, time: number];

interface Kept<State> extends Known<State> {
  readonly revision: number;
  readonly remembered: readonly Remembered[];
}

/**
 * One function's table: aggregates as a small hot state and immutable events, written in one transaction. See design: what is written.
 *
 * `placement` puts a state into the worklist index; `undefined` keeps it out.
 */
export class Table<State, New extends NewEvent = NewEvent> implements Ledger<State, New>, Listener<State> {
  private readonly client: DynamoDBClient;
  private readonly name: string;
  private readonly source: Publisher;
  private readonly vault: Vault | undefined;
  private readonly placement: (state: State, key: string) => Placement | undefined;

  constructor(options: {
    readonly client: DynamoDBClient;
    readonly name: string;
    readonly source: Publisher;
    readonly vault?: Vault;
    readonly placement?: (state: State, key: string) => Placement | undefined;
  }) {
    this.client = options.client;
    this.name = options.name;
    this.source = options.source;
    this.vault = options.vault;
    this.placement = options.placement ?? (() => undefined);
  }

  async read(key: string): Promise<Known<State> | undefined> {
    return this.kept(key);
  }

  async decide(
    aggregate: Aggregate,
    circumstances: Circumstances,
    rule: (known: Known<State> | undefined) => Decision<State, New> | Promise<Decision<State, New>>,
  ): Promise<Outcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(Math.random() * 10 * 2 ** attempt);
      const kept = await this.kept(aggregate.key);
      const repeated = kept && (await this.repeated(aggregate.key, kept, circumstances));
      if (repeated) return repeated;
      if (circumstances.ifMatch !== undefined && circumstances.ifMatch !== (kept?.version ?? 0)) {
        return { outcome: 'stale', version: kept?.version ?? 0 };
      }
      const decision = await rule(kept);
      if (decision.outcome === 'unchanged') {
        const version = kept?.version ?? 0;
        return { outcome: 'unchanged', created: false, version, answer: { ...decision.answer, version } };
      }
      if (decision.outcome !== 'accepted') return decision;
      const version = (kept?.version ?? 0) + 1;
      const answer = { ...decision.answer, version };
      const fate = await this.commit(aggregate, circumstances, kept, decision.state, decision.events, version, answer);
      if (fate === 'committed') return { outcome: 'accepted', created: version === 1, version, answer };
      if (fate !== 'overtaken' && attempt === ATTEMPTS - 1) throw fate;
    }
    return { outcome: 'conflict', says: '同一时间有多人修改这条记录，请重新读取后再试' };
  }

  async absorb(key: string, rule: (state: State | undefined) => State | undefined): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS * 2; attempt += 1) {
      if (attempt > 0) await pause(Math.random() * 10 * 2 ** Math.min(attempt, 8));
      const kept = await this.kept(key);
      const state = rule(kept?.state);
      if (state === undefined) return;
      const item = this.stateItem(key, state, {
        revision: (kept?.revision ?? 0) + 1,
        version: kept?.version ?? 0,
        sequence: kept?.sequence ?? 0,
        head: kept?.head ?? GENESIS,
        remembered: kept?.remembered ?? [],
      });
      try {
        await this.client.send(new PutItemCommand({ TableName: this.name, Item: item, ...unlessOvertaken(kept?.revision) }));
        return;
      } catch (fault) {
        if (!(fault instanceof Error && fault.name === 'ConditionalCheckFailedException')) throw fault;
      }
    }
    throw new Error(`too many rivals for ${key}`);
  }

  /**
   * Writes an event that is its own aggregate's whole state (a reading): one conditional put, no state item. `false` when that
   * sequence is taken already.
   */
  async append(aggregate: Aggregate, circumstances: Circumstances, previous: Envelope | undefined, event: New): Promise<boolean> {
    const { item } = await this.sealed(
      aggregate,
      circumstances,
      { sequence: previous?.sequence ?? 0, head: previous?.hash ?? GENESIS },
      event,
    );
    try {
      await this.client.send(new PutItemCommand({ TableName: this.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }));
      return true;
    } catch (fault) {
      if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
      throw fault;
    }
  }

  /** One event of an aggregate, e.g. the one that holds its document. */
  async event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.name, Key: eventKey(key, sequence), ConsistentRead: true }),
    );
    const event = item ? await this.readEvent(item) : undefined;
    // The check pairs type and data; the compiler doesn't narrow a union by a type parameter.
    return event?.type === type ? (event as Event<Type>) : undefined;
  }

  /** All events of an aggregate, oldest first. */
  async history(key: string): Promise<readonly Event[]> {
    const events: Event[] = [];
    for await (const item of this.eventItems(key)) events.push(await this.readEvent(item));
    return events;
  }

  /** All events of an aggregate word for word as they are kept, oldest first. */
  async texts(key: string): Promise<readonly string[]> {
    const texts: string[] = [];
    for await (const item of this.eventItems(key)) texts.push(item.event?.S ?? '');
    return texts;
  }

  /** Walks the aggregate's chain as it is kept and names the first bad link. */
  async verify(key: string): Promise<ChainReport> {
    const texts = await this.texts(key);
    return verifyChain(texts.map((text): Envelope => JSON.parse(text)));
  }

  /** Rows of one queue in order of place; `after` is a `next` of the page before. Reads the index, which follows a write within moments. */
  async list(query: { readonly queue: string; readonly prefix?: string; readonly limit: number; readonly after?: string }): Promise<Page> {
    const { Items: items = [], LastEvaluatedKey: last } = await this.client.send(
      new QueryCommand({
        TableName: this.name,
        IndexName: 'worklist',
        KeyConditionExpression: query.prefix ? 'queue = :queue AND begins_with(place, :prefix)' : 'queue = :queue',
        ExpressionAttributeValues: { ':queue': { S: query.queue }, ...(query.prefix ? { ':prefix': { S: query.prefix } } : {}) },
        Limit: query.limit,
        ...(query.after ? { ExclusiveStartKey: startKey(query.queue, query.after) } : {}),
      }),
    );
    const rows = items.map((item): Receipt => JSON.parse(item.row?.S ?? '{}'));
    return last ? { rows, next: JSON.stringify([last.pk?.S, last.place?.S]) } : { rows };
  }

  private async *eventItems(key: string): AsyncGenerator<Item> {
    let start: Item | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
          ExpressionAttributeValues: { ':pk': { S: key }, ':event': { S: 'event#' } },
          ConsistentRead: true,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      yield* page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  }

  private async readEvent(item: Item): Promise<Event> {
    const reading = read(await claimed(JSON.parse(item.event?.S ?? 'null'), this.vault));
    if (!reading.readable) throw new Error(`${this.name} ${item.pk?.S} ${item.sk?.S}: ${reading.reason}`);
    return reading.event;
  }

  private async kept(key: string): Promise<Kept<State> | undefined> {
    const { Item: item } = await this.client.send(new GetItemCommand({ TableName: this.name, Key: stateKey(key), ConsistentRead: true }));
    if (!item) return undefined;
    return {
      state: JSON.parse(item.doc?.S ?? 'null'),
      revision: Number(item.revision?.N),
      version: Number(item.version?.N),
      sequence: Number(item.sequence?.N),
      head: item.head?.S ?? GENESIS,
      remembered: JSON.parse(item.receipts?.S ?? '[]'),
    };
  }

  private async repeated(key: string, kept: Kept<State>, { actor, request }: Circumstances): Promise<Outcome | undefined> {
    if (!request) return undefined;
    const found = kept.remembered.find(([known]) => known === shortKey(actor.sub, request.key));
    if (!found) return undefined;
    if (found[1] !== request.digest.slice(7, 23)) return { outcome: 'conflict', says: '该 Idempotency-Key 已用于另一个请求' };
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.name, Key: eventKey(key, found[2]), ConsistentRead: true }),
    );
    const answer: Receipt = JSON.parse(item?.answer?.S ?? '{}');
    return { outcome: 'repeated', created: false, version: Number(answer.version ?? kept.version), answer };
  }

  private async commit(
    aggregate: Aggregate,
    circumstances: Circumstances,
    kept: Kept<State> | undefined,
    state: State,
    events: readonly New[],
    version: number,
    answer: Receipt,
  ): Promise<'committed' | 'overtaken' | Error> {
    let link = { sequence: kept?.sequence ?? 0, head: kept?.head ?? GENESIS };
    const items: Item[] = [];
    for (const event of events) {
      const { item, sequence, head } = await this.sealed(aggregate, circumstances, link, event);
      link = { sequence, head };
      items.push(item);
    }
    const last = items.at(-1);
    if (last && circumstances.request) last.answer = { S: JSON.stringify(answer) };
    const stateItem = this.stateItem(aggregate.key, state, {
      ...link,
      revision: (kept?.revision ?? 0) + 1,
      version,
      remembered: remember(kept?.remembered ?? [], circumstances, link.sequence),
    });
    try {
      await this.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: this.name, Item: stateItem, ...unlessOvertaken(kept?.revision) } },
            ...items.map((item) => ({ Put: { TableName: this.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } })),
          ],
        }),
      );
      return 'committed';
    } catch (fault) {
      return readAgain(fault);
    }
  }

  private async sealed(
    aggregate: Aggregate,
    { actor, time, correlation, cause }: Circumstances,
    link: { readonly sequence: number; readonly head: string },
    event: New,
  ): Promise<{ readonly item: Item; readonly sequence: number; readonly head: string }> {
    const sequence = link.sequence + 1;
    const event_ = seal({
      specversion: '1.0',
      id: `${aggregate.key}/${sequence}`,
      source: `/${this.source}`,
      type: event.type,
      time,
      subject: aggregate.subject,
      datacontenttype: 'application/json',
      division: aggregate.division,
      ...(aggregate.fiscalYear === undefined ? {} : { fiscalyear: aggregate.fiscalYear }),
      aggregate: aggregate.key,
      sequence,
      previoushash: link.head,
      hops: cause ? cause.hops + 1 : 0,
      correlationid: correlation,
      ...(cause ? { causationid: cause.id } : {}),
      actor: actor.sub,
      actorname: actor.name,
      organisation: actor.organisation,
      ...(await this.carried(aggregate, event.data)),
    });
    const item = { ...eventKey(aggregate.key, sequence), type: { S: event.type }, event: { S: canonical(event_) } };
    return { item, sequence, head: event_.hash };
  }

  private async carried(aggregate: Aggregate, data: unknown): Promise<{ data: unknown } | { dataref: string; datadigest: string }> {
    const text = canonical(data);
    const bytes = Buffer.byteLength(text);
    if (bytes <= CLAIM_BYTES) return { data };
    if (!this.vault) throw new Error(`event data of ${bytes} bytes, but the table has no vault`);
    const datadigest = digestOf(text);
    return { dataref: await this.vault.keep(`events/${aggregate.division}`, text, datadigest), datadigest };
  }

  private stateItem(key: string, state: State, kept: Omit<Kept<State>, 'state'>): Item {
    const placement = this.placement(state, key);
    return {
      ...stateKey(key),
      revision: { N: String(kept.revision) },
      version: { N: String(kept.version) },
      sequence: { N: String(kept.sequence) },
      head: { S: kept.head },
      doc: { S: JSON.stringify(state) },
      ...(kept.remembered.length > 0 ? { receipts: { S: JSON.stringify(kept.remembered) } } : {}),
      ...(placement ? { queue: { S: placement.queue }, place: { S: placement.place }, row: { S: JSON.stringify(placement.row) } } : {}),
    };
  }
}

/** Fetches data that went to the vault by claim check, and checks its digest; other events pass as they are. */
export async function claimed(raw: unknown, vault: Vault | undefined): Promise<unknown> {
  if (raw === null || typeof raw !== 'object' || !('dataref' in raw) || !('datadigest' in raw)) return raw;
  if (typeof raw.dataref !== 'string' || typeof raw.datadigest !== 'string' || !vault) return raw;
  const text = await vault.fetch(raw.dataref);
  if (text === undefined || digestOf(text) !== raw.datadigest) throw new Error(`the vault lost or changed ${raw.dataref}`);
  return { ...raw, data: JSON.parse(new TextDecoder().decode(text)) };
}

function unlessOvertaken(revision: number | undefined): {
  ConditionExpression: string;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
} {
  if (revision === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': { N: String(revision) } } };
}

/**
 * Why a transaction didn't go through: somebody wrote in between or is writing (`overtaken`), or the table was short of capacity (the
 * fault itself; the SDK doesn't retry a cancelled transaction). Both are worth reading and deciding again. Other faults are thrown.
 */
function readAgain(fault: unknown): 'overtaken' | Error {
  if (fault instanceof Error && fault.name === 'TransactionInProgressException') return 'overtaken';
  if (!(fault instanceof TransactionCanceledException)) throw fault;
  const codes = fault.CancellationReasons?.map(({ Code: code }) => code) ?? [];
  if (codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict')) return 'overtaken';
  if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) return fault;
  throw fault;
}

function remember(remembered: readonly Remembered[], { actor, request, time }: Circumstances, sequence: number): readonly Remembered[] {
  const now = Date.parse(time);
  const fresh = remembered.filter(([, , , at]) => now - at < REMEMBER_MS);
  return request ? [...fresh, [shortKey(actor.sub, request.key), request.digest.slice(7, 23), sequence, now]] : fresh;
}

function shortKey(actor: string, key: string): string {
  return digestOf(`${actor}\n${key}`).slice(7, 23);
}

function startKey(queue: string, after: string): Item {
  const [pk = '', place = '']: string[] = JSON.parse(after);
  return { ...stateKey(pk), queue: { S: queue }, place: { S: place } };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
