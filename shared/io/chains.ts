import { type DynamoDBClient, GetItemCommand, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type ChainReport, verifyChain } from '../../events/chain.ts';
import { type Envelope, type Event, type EventType, read } from '../../events/index.ts';
import { claimed } from './claims.ts';
import { eventKey, type Item } from './items.ts';
import type { Vault } from './vault.ts';

/** The events of a table, chain by chain: read, never written. */
export class Chains {
  protected readonly client: DynamoDBClient;
  protected readonly name: string;
  protected readonly vault: Vault | undefined;

  constructor(options: { readonly client: DynamoDBClient; readonly name: string; readonly vault?: Vault }) {
    this.client = options.client;
    this.name = options.name;
    this.vault = options.vault;
  }

  /** One event of an aggregate, e.g. the one that holds its document. */
  async event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.name, Key: eventKey(key, sequence), ConsistentRead: true }),
    );
    return item && this.readEventAs(type, item);
  }

  /** The newest event of an aggregate that is only appended to. */
  async latest<Type extends EventType>(key: string, type: Type): Promise<Event<Type> | undefined> {
    const { Items: [item] = [] } = await this.client.send(new QueryCommand({ ...this.eventsOf(key), ScanIndexForward: false, Limit: 1 }));
    return item && this.readEventAs(type, item);
  }

  /** All events of an aggregate, oldest first. */
  async history(key: string): Promise<readonly Event[]> {
    const events: Event[] = [];
    for (const item of await this.items(key)) events.push(await this.readEvent(item));
    return events;
  }

  /** All events of an aggregate word for word as they are kept, oldest first. */
  async texts(key: string): Promise<readonly string[]> {
    return (await this.items(key)).map((item) => item.event?.S ?? '');
  }

  /** Walks the aggregate's chain as it is kept and names the first bad link. */
  async verify(key: string): Promise<ChainReport> {
    const texts = await this.texts(key);
    return verifyChain(texts.map((text): Envelope => JSON.parse(text)));
  }

  private eventsOf(key: string) {
    return {
      TableName: this.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
      ExpressionAttributeValues: { ':pk': { S: key }, ':event': { S: 'event#' } },
      ConsistentRead: true,
    };
  }

  private async items(key: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of paginateQuery({ client: this.client }, this.eventsOf(key))) items.push(...(page.Items ?? []));
    return items;
  }

  private async readEventAs<Type extends EventType>(type: Type, item: Item): Promise<Event<Type> | undefined> {
    const event = await this.readEvent(item);
    // The check pairs type and data; the compiler doesn't narrow a union by a type parameter.
    return event.type === type ? (event as Event<Type>) : undefined;
  }

  private async readEvent(item: Item): Promise<Event> {
    const reading = read(await claimed(JSON.parse(item.event?.S ?? 'null'), this.vault));
    if (!reading.readable) throw new Error(`${this.name} ${item.pk?.S} ${item.sk?.S}: ${reading.reason}`);
    return reading.event;
  }
}
