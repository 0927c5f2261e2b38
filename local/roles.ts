import * as z from 'zod';
import { Statement } from './permissions.ts';
import type { Places } from './places.ts';
import type { All } from './resources.ts';

const Document = z.looseObject({ Statement: z.array(Statement) });
const RoleProperties = z.looseObject({
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.looseObject({ PolicyDocument: Document })).default([]),
});
const PolicyProperties = z.looseObject({ PolicyDocument: Document, Roles: z.array(z.string()).default([]) });

/** Every role's ARN with what its own, attached and managed policies say. */
export function statementsByRole(all: All, places: Places): ReadonlyMap<string, readonly Statement[]> {
  const managed = all('AWS::IAM::ManagedPolicy').map(({ id, properties }) => ({ id, ...PolicyProperties.parse(properties) }));
  const attached = all('AWS::IAM::Policy').map(({ properties }) => PolicyProperties.parse(properties));
  const roles = all('AWS::IAM::Role').map(({ id, properties }) => {
    const role = RoleProperties.parse(properties);
    const documents = [
      ...role.Policies,
      ...managed.filter((policy) => role.ManagedPolicyArns.includes(policy.id) || policy.Roles.includes(places.name(id))),
      ...attached.filter((policy) => policy.Roles.includes(places.name(id))),
    ];
    return [places.arn(id), documents.flatMap(({ PolicyDocument: { Statement: said } }) => said)] as const;
  });
  return new Map(roles);
}
