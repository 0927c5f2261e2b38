import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Envelope, GENESIS, type NewEvent, type Publisher } from '../../events/index.ts';
import type { Aggregate, Circumstances, Decision, Known, Ledger, Listener, Outcome, Receipt } from '../values/decision.ts';
import { Chains } from './chains.ts';
import {
  eventKey,
  type Item,
  type Kept,
  type Placement,
  type Position,
  positionKey,
  readState,
  type Shown,
  stateItem,
  stateKey,
} from './items.ts';
import { nextLink } from './link.ts';
import { recall, remember } from './remembered.ts';
import type { Vault } from './vault.ts';

/** What a function's store is opened with. */
export interface Opened {
  readonly client: DynamoDBClient;
  readonly name: string;
  readonly vault: Vault;
}

export interface Page {
  readonly rows: readonly Receipt[];
  readonly next?: Position;
}

/** How often a lost race is read and decided again before it is a conflict. */
const ATTEMPTS = 8;

/**
 * One function's table: aggregates as a small hot state and immutable events, written in one transaction. See design: what is written.
 *
 * `placement` puts a state into the worklist index; `undefined` keeps it out.
 */
export class Table<State, New extends NewEvent = NewEvent> extends Chains implements Ledger<State, New>, Listener<State> {
  private readonly source: Publisher;
  private readonly placement: (state: State, key: string) => Placement | undefined;
  private readonly expiry: (state: State) => number | undefined;
  private readonly shown: Shown<State> | undefined;

  constructor(options: {
    readonly client: DynamoDBClient;
    readonly name: string;
    readonly source: Publisher;
    readonly vault?: Vault;
    readonly placement?: (state: State, key: string) => Placement | undefined;
    /** Of a state that is only a memory: when it may be forgotten, in milliseconds since 1970. */
    readonly expiry?: (state: State) => number | undefined;
    /** What of the state can be read from its row, and so isn't written beside it. */
    readonly shown?: Shown<State>;
  }) {
    super(options);
    this.source = options.source;
    this.placement = options.placement ?? (() => undefined);
    this.expiry = options.expiry ?? (() => undefined);
    this.shown = options.shown;
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

  async absorb(key: string, rule: (state: State | undefined) => State | undefined | Promise<State | undefined>): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS * 2; attempt += 1) {
      if (attempt > 0) await pause(Math.random() * 10 * 2 ** Math.min(attempt, 8));
      const kept = await this.kept(key);
      const state = await rule(kept?.state);
      if (state === undefined) return;
      const next = { ...BLANK, ...kept, state, revision: (kept?.revision ?? 0) + 1 };
      const item = this.item(key, next);
      try {
        await this.client.send(new PutItemCommand({ TableName: this.name, Item: item, ...unlessOvertaken(kept?.revision) }));
        return;
      } catch (fault) {
        if (!isOvertaken(fault)) throw fault;
      }
    }
    throw new Error(`too many rivals for ${key}`);
  }

  /**
   * Writes an event that is its own aggregate's whole state (a reading): one conditional put, no state item. `false` when that
   * sequence is taken already.
   */
  async append(aggregate: Aggregate, circumstances: Circumstances, previous: Envelope | undefined, event: New): Promise<boolean> {
    const after = { sequence: previous?.sequence ?? 0, head: previous?.hash ?? GENESIS };
    const { item } = await nextLink(event, { aggregate, circumstances, source: this.source, vault: this.vault }, after);
    try {
      await this.client.send(new PutItemCommand({ TableName: this.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }));
      return true;
    } catch (fault) {
      if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
      throw fault;
    }
  }

  /** Rows of one queue in order of place; `after` is a `next` of the page before. Reads the index, which follows a write within moments. */
  async list(query: {
    readonly queue: string;
    readonly prefix?: string;
    readonly limit: number;
    readonly after?: Position;
  }): Promise<Page> {
    const { Items: items = [], LastEvaluatedKey: last } = await this.client.send(
      new QueryCommand({
        TableName: this.name,
        IndexName: 'worklist',
        KeyConditionExpression: query.prefix ? 'queue = :queue AND begins_with(place, :prefix)' : 'queue = :queue',
        ExpressionAttributeValues: { ':queue': { S: query.queue }, ...(query.prefix ? { ':prefix': { S: query.prefix } } : {}) },
        Limit: query.limit,
        ...(query.after ? { ExclusiveStartKey: positionKey(query.queue, query.after) } : {}),
      }),
    );
    const rows = items.map((item): Receipt => JSON.parse(item.row?.S ?? '{}'));
    return last ? { rows, next: { key: last.pk?.S ?? '', place: last.place?.S ?? '' } } : { rows };
  }

  private async kept(key: string): Promise<Kept<State> | undefined> {
    const { Item: item } = await this.client.send(new GetItemCommand({ TableName: this.name, Key: stateKey(key), ConsistentRead: true }));
    return item && readState(item, this.shown);
  }

  private item(key: string, kept: Kept<State>): Item {
    return stateItem(key, kept, this.placement(kept.state, key), this.expiry(kept.state), this.shown);
  }

  private async repeated(key: string, kept: Kept<State>, circumstances: Circumstances): Promise<Outcome | undefined> {
    const found = recall(kept.remembered, circumstances);
    if (!found) return undefined;
    if (!found.same) return { outcome: 'conflict', says: '该 Idempotency-Key 已用于另一个请求' };
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.name, Key: eventKey(key, found.sequence), ConsistentRead: true }),
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
    const author = { aggregate, circumstances, source: this.source, vault: this.vault };
    let link = { sequence: kept?.sequence ?? 0, head: kept?.head ?? GENESIS };
    const items: Item[] = [];
    for (const event of events) {
      const { item, sequence, head } = await nextLink(event, author, link);
      link = { sequence, head };
      items.push(item);
    }
    const last = items.at(-1);
    if (last && circumstances.request) last.answer = { S: JSON.stringify(answer) };
    const remembered = remember(kept?.remembered ?? [], circumstances, link.sequence);
    const next = { ...link, state, revision: (kept?.revision ?? 0) + 1, version, remembered };
    const item = this.item(aggregate.key, next);
    try {
      await this.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: this.name, Item: item, ...unlessOvertaken(kept?.revision) } },
            ...items.map((event) => ({ Put: { TableName: this.name, Item: event, ConditionExpression: 'attribute_not_exists(pk)' } })),
          ],
        }),
      );
      return 'committed';
    } catch (fault) {
      return readAgain(fault);
    }
  }
}

const BLANK = { version: 0, sequence: 0, head: GENESIS, remembered: [] };

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

/** The same of a single put: its condition failed, or a transaction on that item is under way. */
function isOvertaken(fault: unknown): boolean {
  return fault instanceof Error && (fault.name === 'ConditionalCheckFailedException' || fault.name === 'TransactionConflictException');
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
