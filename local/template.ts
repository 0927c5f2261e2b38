import * as z from 'zod';
import { routesOf } from './api-routes.ts';
import type { Blueprint, Bucket } from './blueprint.ts';
import { resolve, type Surroundings, Template } from './intrinsics.ts';
import { mappingsOf } from './mappings.ts';
import { ACCOUNT, type Deployment, Places } from './places.ts';
import { lambda, queue, type Resolved, schedule, table } from './resources.ts';
import { statementsByRole } from './roles.ts';

/**
 * Reads a synthesised template as what has to stand on this machine. Types that mean nothing here (keys, logs, alarms) are skipped.
 *
 * Throws when an intrinsic can't be resolved or a resource isn't what CloudFormation would take.
 */
export function readTemplate(raw: unknown, deployment: Deployment): Blueprint {
  const template = Template.parse(raw);
  const places = new Places(template, deployment);
  const surroundings: Surroundings = {
    region: deployment.region,
    account: ACCOUNT,
    partition: 'aws',
    urlSuffix: 'amazonaws.com',
    parameters: deployment.parameters,
    reference: (id) => places.reference(id),
    attribute: (id, name) => places.attribute(id, name),
  };
  const all = (type: string): readonly Resolved[] =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties: properties, Metadata: metadata }]) => ({
        id,
        properties: resolve(properties, template, surroundings),
        metadata,
      }));
  const statements = statementsByRole(all, places);
  const functions = all('AWS::Lambda::Function').map((found) => lambda(found, places, statements));
  const queues = all('AWS::SQS::Queue').map((found) => queue(found, places));
  const tables = all('AWS::DynamoDB::Table').map((found) => table(found, places));
  return {
    tables,
    queues,
    buckets: all('AWS::S3::Bucket').map(({ id }): Bucket => ({ name: places.name(id), arn: places.arn(id) })),
    functions,
    routes: routesOf(all, functions),
    binary: RestApi.safeParse(all('AWS::ApiGateway::RestApi')[0]?.properties).data?.BinaryMediaTypes?.includes('*/*') ?? false,
    stage: Stage.safeParse(all('AWS::ApiGateway::Stage')[0]?.properties).data?.StageName ?? 'local',
    ...mappingsOf(all('AWS::Lambda::EventSourceMapping'), functions, queues),
    schedules: all('AWS::Events::Rule').flatMap((found) => schedule(found, places, functions)),
  };
}

const RestApi = z.looseObject({ BinaryMediaTypes: z.array(z.string()).optional() });
const Stage = z.looseObject({ StageName: z.string() });
