import { type DynamoDBClient, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';

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
}

const KEPT = 'kept#';

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
  };
}
