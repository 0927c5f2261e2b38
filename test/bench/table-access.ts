import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Region } from '../../local/region.ts';
import { Wire } from '../../local/wire.ts';

const Scanned = z.looseObject({ Items: z.array(z.unknown()), LastEvaluatedKey: z.unknown().optional() });
const Counted = z.looseObject({ Count: z.number(), LastEvaluatedKey: z.unknown().optional() });
const Written = z.looseObject({ UnprocessedItems: z.record(z.string(), z.array(z.unknown())) });

/** Past the functions, straight at the tables; in DynamoDB's own notation and as text, so that filling a table costs the engine's time and not ours. */
export class TableAccess {
  private readonly wire = new Wire();
  private readonly region: Region;

  constructor(region: Region) {
    this.region = region;
  }

  /** Every item of every table, as JSON text. */
  async items(): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const { name } of this.region.blueprint.tables) {
      const items: string[] = [];
      let from: object = {};
      for (;;) {
        const page = Scanned.parse(await this.ask('Scan', JSON.stringify({ TableName: name, ConsistentRead: true, ...from })));
        items.push(...page.Items.map((item) => JSON.stringify(item)));
        if (!page.LastEvaluatedKey) break;
        from = { ExclusiveStartKey: page.LastEvaluatedKey };
      }
      found.set(name, items);
    }
    return found;
  }

  /** Events in a table whose aggregates' keys begin so. */
  async events(table: string, prefix: string): Promise<number> {
    const counting = {
      TableName: table,
      Select: 'COUNT',
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :prefix) AND begins_with(sk, :event)',
      ExpressionAttributeValues: { ':prefix': { S: prefix }, ':event': { S: 'event#' } },
    };
    let count = 0;
    let from: object = {};
    for (;;) {
      const page = Counted.parse(await this.ask('Scan', JSON.stringify({ ...counting, ...from })));
      count += page.Count;
      if (!page.LastEvaluatedKey) return count;
      from = { ExclusiveStartKey: page.LastEvaluatedKey };
    }
  }

  /** Puts items into one table, 25 a call; what the engine left undone is sent again. */
  async put(table: string, items: readonly string[]): Promise<void> {
    for (let at = 0; at < items.length; at += 25) {
      let requests = items
        .slice(at, at + 25)
        .map((item) => `{"PutRequest":{"Item":${item}}}`)
        .join();
      for (let attempt = 0; requests !== ''; attempt += 1) {
        if (attempt === 10) throw new Error(`${table} doesn't take its items`);
        if (attempt > 0) await pause(20 * attempt);
        const { UnprocessedItems: left } = Written.parse(
          await this.ask('BatchWriteItem', `{"RequestItems":{${JSON.stringify(table)}:[${requests}]}}`),
        );
        requests = (left[table] ?? []).map((request) => JSON.stringify(request)).join();
      }
    }
  }

  close(): void {
    this.wire.close();
  }

  private async ask(operation: string, body: string): Promise<unknown> {
    const { endpoint, region, accessKeyId } = this.region.access;
    const answer = await this.wire.exchange({
      port: Number(new URL(endpoint).port),
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body,
    });
    if (answer.status !== 200) throw new Error(`${operation}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
    return JSON.parse(answer.body.toString());
  }
}
