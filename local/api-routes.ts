import * as z from 'zod';
import type { Lambda, Route } from './blueprint.ts';
import type { All } from './resources.ts';

const ResourceProperties = z.looseObject({ ParentId: z.string(), PathPart: z.string() });
const MethodProperties = z.looseObject({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  Integration: z.looseObject({ Type: z.string(), Uri: z.string().optional() }),
});

/** What the REST API hands to which function. */
export function routesOf(all: All, functions: readonly Lambda[]): readonly Route[] {
  const parts = new Map(all('AWS::ApiGateway::Resource').map(({ id, properties }) => [id, ResourceProperties.parse(properties)]));
  const pathOf = (id: string): string => {
    const part = parts.get(id);
    return part ? `${pathOf(part.ParentId)}/${part.PathPart}` : '';
  };
  return all('AWS::ApiGateway::Method').flatMap(({ properties }) => {
    const { HttpMethod: method, ResourceId: resource, Integration: integration } = MethodProperties.parse(properties);
    const owner = functions.find(({ arn }) => integration.Uri?.includes(`/${arn}/`));
    return owner && integration.Type === 'AWS_PROXY' ? [{ method, path: pathOf(resource) || '/', function: owner.name }] : [];
  });
}
