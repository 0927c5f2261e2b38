import { type DynamoDBClient, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';

/** One event of a table as it is kept. */
export interface KeptEvent {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly time: string;
  readonly text: string;
}

/** Which events: all of one aggregate, or all since a time (RFC 3339, UTC). */
export type Selection = { readonly aggregate: string } | { readonly since: string };

/**
 * Reads events back from the table that published them, for an operator who wants a consumer to hear them again. By time it reads the
 * whole table: fit for a rare repair, never for a route.
 */
export async function* keptEvents(client: DynamoDBClient, table: string, selection: Selection): AsyncGenerator<KeptEvent> {
  const pages =
    'aggregate' in selection
      ? paginateQuery(
          { client },
          {
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
            ExpressionAttributeValues: { ':pk': { S: selection.aggregate }, ':event': { S: 'event#' } },
          },
        )
      : paginateScan(
          { client },
          { TableName: table, FilterExpression: 'begins_with(sk, :event)', ExpressionAttributeValues: { ':event': { S: 'event#' } } },
        );
  for await (const page of pages) {
    for (const { event } of page.Items ?? []) {
      const text = event?.S;
      if (text === undefined) continue;
      const { id, subject, type, time }: KeptEvent = JSON.parse(text);
      if ('aggregate' in selection || time >= selection.since) yield { id, subject, type, time, text };
    }
  }
}
