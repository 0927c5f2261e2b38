import { type AttributeValue, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';

/** What a function knows of a project that it doesn't own: the newest version it has heard of. */
export interface ProjectCard extends ProjectDocument {
  readonly withdrawn: boolean;
}

export interface Cards {
  find(projectCode: string): Promise<ProjectCard | undefined>;
  /**
   * The same, but waits a moment for a project that nobody here has heard of: a portal that registers a project and files its
   * assessment in the next breath shouldn't be told that there is no such project.
   */
  await(projectCode: string): Promise<ProjectCard | undefined>;
  hear(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void>;
}

const PATIENCE_MS = 1_500;
/** The first wait; each further one is half as long again, so that what never comes costs nine looks and not forty. */
const STEP_MS = 40;

export type Patiently = <Found>(find: () => Promise<Found | undefined>) => Promise<Found | undefined>;

/** Asks again for a moment while there is nothing: what another function published may still be on its way here. */
export const patiently: Patiently = (find) => openPatience()(find);

/** One such moment for many questions, so that a batch of 500 doesn't wait 500 times. */
export function openPatience(): Patiently {
  const end = performance.now() + PATIENCE_MS;
  return async (find) => {
    for (let step = STEP_MS; ; step *= 1.5) {
      const found = await find();
      const left = end - performance.now();
      if (found !== undefined || left <= 0) return found;
      await new Promise((resolve) => setTimeout(resolve, Math.min(step, left)));
    }
  };
}

/** Project cards in the function's own table, fed by its inbox. Newer wins, so order and repetition don't matter. */
export function openCards(options: { readonly client: DynamoDBClient; readonly tableName: string }): Cards {
  const key = (code: string): Record<string, AttributeValue> => ({ pk: { S: `card#${code}` }, sk: { S: 'card' } });
  const find = async (code: string): Promise<ProjectCard | undefined> => {
    const { Item: item } = await options.client.send(
      new GetItemCommand({ TableName: options.tableName, Key: key(code), ConsistentRead: true }),
    );
    if (!item?.doc?.S) return undefined;
    const project: ProjectDocument = JSON.parse(item.doc.S);
    return { ...project, withdrawn: item.withdrawn?.BOOL === true };
  };
  return {
    find,
    await: (code) => patiently(() => find(code)),
    async hear(event) {
      const withdrawn = event.type === 'project.withdrawn.v1';
      try {
        await options.client.send(
          new UpdateItemCommand({
            TableName: options.tableName,
            Key: key(event.subject),
            ...(withdrawn
              ? { UpdateExpression: 'SET withdrawn = :true', ExpressionAttributeValues: { ':true': { BOOL: true } } }
              : {
                  UpdateExpression: 'SET doc = :doc, heard = :sequence',
                  ConditionExpression: 'attribute_not_exists(heard) OR heard < :sequence',
                  ExpressionAttributeValues: {
                    ':doc': { S: JSON.stringify(event.data.project) },
                    ':sequence': { N: String(event.sequence) },
                  },
                }),
          }),
        );
      } catch (fault) {
        if (!(fault instanceof Error && fault.name === 'ConditionalCheckFailedException')) throw fault;
      }
    },
  };
}
