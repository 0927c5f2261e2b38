import { type AttributeValue, type DynamoDBClient, PutItemCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { type Event, type EventType, read } from '../../events/index.ts';
import { claimed } from '../../shared/io/table.ts';
import type { Vault } from '../../shared/io/vault.ts';
import type { Entry } from './rules/dossier.ts';

/** 绩效档案: every event about a project, word for word, from whichever function. */
export interface Dossier {
  /** Keeps an event once, whatever the order and however often it comes. */
  keep(event: Pick<Event, 'subject' | 'aggregate' | 'sequence'>, text: string): Promise<void>;
  /** Everything kept about a project, or only the chains whose key begins so. */
  entries(projectCode: string, aggregate?: string): Promise<readonly Entry[]>;
  /** The newest event of a type in one chain. */
  newest<Type extends EventType>(projectCode: string, aggregate: string, type: Type): Promise<Event<Type> | undefined>;
}

export function openDossier({
  client,
  name,
  vault,
}: {
  readonly client: DynamoDBClient;
  readonly name: string;
  readonly vault: Vault;
}): Dossier {
  const entries = async (projectCode: string, aggregate = ''): Promise<readonly Entry[]> => {
    const found: Entry[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': { S: `dossier#${projectCode}` }, ':prefix': { S: `kept#${aggregate}` } },
          ConsistentRead: true,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      for (const item of page.Items ?? []) {
        found.push({ aggregate: item.aggregate?.S ?? '', sequence: Number(item.sequence?.N), text: item.kept?.S ?? '' });
      }
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  };
  return {
    entries,
    async keep({ subject, aggregate, sequence }, text) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: name,
            // The text is not called `event`: the relay sends what is, and this was said already.
            Item: {
              pk: { S: `dossier#${subject}` },
              sk: { S: `kept#${aggregate}/${String(sequence).padStart(6, '0')}` },
              aggregate: { S: aggregate },
              sequence: { N: String(sequence) },
              kept: { S: text },
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
      } catch (fault) {
        if (!(fault instanceof Error && fault.name === 'ConditionalCheckFailedException')) throw fault;
      }
    },
    async newest<Type extends EventType>(projectCode: string, aggregate: string, type: Type): Promise<Event<Type> | undefined> {
      const kept = await entries(projectCode, `${aggregate}/`);
      for (const { text } of kept.toReversed()) {
        const raw: unknown = JSON.parse(text);
        if (raw === null || typeof raw !== 'object' || !('type' in raw) || raw.type !== type) continue;
        const reading = read(await claimed(raw, vault));
        // Its type was compared just now; a union isn't narrowed by a type parameter.
        if (reading.readable) return reading.event as Event<Type>;
      }
      return undefined;
    },
  };
}
