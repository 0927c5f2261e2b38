import { type AttributeValue, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Event } from '../../events/index.ts';
import { patiently } from './cards.ts';

/** A delegation as last heard. */
export interface KeptDelegation {
  readonly delegation: string;
  readonly division: string;
  readonly person: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: Event<'delegation.granted.v1'>['data']['roles'];
  readonly to: string;
  readonly toOrganisation: string;
  readonly kinds: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly revoked: boolean;
}

export interface Delegations {
  /** Waits a moment for one that was given in the last breath. */
  find(id: string): Promise<KeptDelegation | undefined>;
  hear(event: Event<'delegation.granted.v1' | 'delegation.revoked.v1'>): Promise<void>;
}

/** Delegations in the function's own table, fed by its inbox. Neither what is given nor that it was taken back changes, so order and repetition don't matter. */
export function openDelegations(options: { readonly client: DynamoDBClient; readonly tableName: string }): Delegations {
  const key = (id: string): Record<string, AttributeValue> => ({ pk: { S: `delegation#${id}` }, sk: { S: 'card' } });
  const kept = async (id: string): Promise<KeptDelegation | undefined> => {
    const { Item: item } = await options.client.send(
      new GetItemCommand({ TableName: options.tableName, Key: key(id), ConsistentRead: true }),
    );
    if (!item?.doc?.S) return undefined;
    return { ...JSON.parse(item.doc.S), revoked: item.revoked?.BOOL === true };
  };
  return {
    find: (id) => patiently(() => kept(id)),
    async hear(event) {
      const change =
        event.type === 'delegation.revoked.v1'
          ? { UpdateExpression: 'SET revoked = :true', ExpressionAttributeValues: { ':true': { BOOL: true } } }
          : { UpdateExpression: 'SET doc = :doc', ExpressionAttributeValues: { ':doc': { S: JSON.stringify(cardOf(event)) } } };
      await options.client.send(new UpdateItemCommand({ TableName: options.tableName, Key: key(event.data.delegation), ...change }));
    },
  };
}

function cardOf({ data, division, actorname, organisation }: Event<'delegation.granted.v1'>): Omit<KeptDelegation, 'revoked'> {
  const { delegation, person, roles, to, toOrganisation, kinds, from, until } = data;
  return { delegation, division, person, name: actorname, organisation, roles, to, toOrganisation, kinds, from, until };
}
