import { BatchGetItemCommand, type DynamoDBClient, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';

/** A text and its place on a shelf; places are ordered as text. */
export interface Laid {
  readonly place: string;
  readonly text: string;
}

/** Texts kept word for word in a function's own table, each laid down once and never changed. */
export interface Shelf {
  /** The first text at a place stays, whatever is laid there later. */
  lay(shelf: string, laid: Laid): Promise<void>;
  /** What lies at the places that begin so, in order. */
  take(shelf: string, prefix?: string): Promise<readonly Laid[]>;
  /** What lies at these places (at most 100), in no order; what was laid in the last moment may be missed. */
  pick(shelf: string, places: readonly string[]): Promise<readonly Laid[]>;
}

const KEPT = 'kept#';
/** So often keys that the table left unread are asked for again. */
const ATTEMPTS = 5;

export function openShelf({ client, name }: { readonly client: DynamoDBClient; readonly name: string }): Shelf {
  return {
    async lay(shelf, { place, text }) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: name,
            // The text is not called `event`: the relay sends what is, and this was said already.
            Item: { pk: { S: shelf }, sk: { S: `${KEPT}${place}` }, kept: { S: text } },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
      } catch (fault) {
        if (!(fault instanceof Error && fault.name === 'ConditionalCheckFailedException')) throw fault;
      }
    },
    async take(shelf, prefix = '') {
      const found: Laid[] = [];
      const query = {
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: shelf }, ':prefix': { S: `${KEPT}${prefix}` } },
        ConsistentRead: true,
      };
      for await (const { Items: items = [] } of paginateQuery({ client }, query)) {
        for (const item of items) found.push({ place: (item.sk?.S ?? '').slice(KEPT.length), text: item.kept?.S ?? '' });
      }
      return found;
    },
    async pick(shelf, places) {
      const found: Laid[] = [];
      let keys = places.map((place) => ({ pk: { S: shelf }, sk: { S: `${KEPT}${place}` } }));
      for (let attempt = 0; keys.length > 0; attempt += 1) {
        if (attempt === ATTEMPTS) throw new Error(`${name} left ${keys.length} keys of ${shelf} unread`);
        const { Responses: read = {}, UnprocessedKeys: left = {} } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [name]: { Keys: keys } } }),
        );
        for (const item of read[name] ?? []) found.push({ place: (item.sk?.S ?? '').slice(KEPT.length), text: item.kept?.S ?? '' });
        keys = (left[name]?.Keys ?? []).map(({ sk }) => ({ pk: { S: shelf }, sk: { S: sk?.S ?? '' } }));
      }
      return found;
    },
  };
}
