import { type Check, faults, list, ofType, prop, strings, text } from './template-reading.ts';

export const noPartitionIsSpelledOut: Check = ({ Resources: resources }) =>
  faults(Object.entries(resources), (resource) => /arn:aws[\w-]*:/.test(text(resource)), 'spells out a partition');

/** Hosts follow the partition's suffix; only service principals are the same everywhere. */
export const noHostIsSpelledOut: Check = ({ Resources: resources }, { urlSuffix, region }) =>
  Object.entries(resources).flatMap(([id, resource]) =>
    [...strings(resource.Properties)]
      .filter((value) => value.includes('amazonaws.com') && !/^[a-z0-9.]+\.amazonaws\.com$/.test(value))
      .filter((value) => value !== `logs.${region}.${urlSuffix}`)
      .map((value) => `${id}: spells out the host ${value}`),
  );

export const regionHasEveryType: Check = ({ Resources: resources }, { lacks }) =>
  faults(
    Object.entries(resources),
    ({ Type: type }) => lacks.some((absent) => (absent.endsWith('*') ? type.startsWith(absent.slice(0, -1)) : type === absent)),
    'is of a type that the region lacks',
  );

export const mappingsCarryNoTags: Check = (template, { esmTags }) =>
  esmTags ? [] : faults(ofType(template, 'AWS::Lambda::EventSourceMapping'), (mapping) => prop(mapping, 'Tags') !== undefined, 'has tags');

export const functionsRunOnTheRegionsNode: Check = (template, { architecture }) =>
  faults(
    ofType(template, 'AWS::Lambda::Function'),
    (handler) => prop(handler, 'Runtime') !== 'nodejs24.x' || text(prop(handler, 'Architectures')) !== text([architecture]),
    `does not run nodejs24.x on ${architecture}`,
  );

export const functionsUseNoLayers: Check = (template) =>
  faults(ofType(template, 'AWS::Lambda::Function'), (handler) => list(prop(handler, 'Layers')).length > 0, 'uses layers');

export const tracingIsOffWhereThereIsNone: Check = (template, { xray }) => [
  ...faults(
    ofType(template, 'AWS::Lambda::Function'),
    (handler) => (prop(handler, 'TracingConfig/Mode') === 'Active') !== xray,
    `tracing differs from ${xray}`,
  ),
  ...faults(ofType(template, 'AWS::ApiGateway::Stage'), (stage) => prop(stage, 'TracingEnabled') !== xray, `tracing differs from ${xray}`),
];

/** 个人信息保护法 keeps state organs' data in the country: no region is named that lies outside the partition. */
export const replicasStayInThePartition: Check = ({ Resources: resources }, { partition, region }) =>
  Object.entries(resources).flatMap(([id, resource]) =>
    (text(resource.Properties).match(/\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:[a-z]+-)+\d\b/g) ?? [])
      .filter((named) => named !== region && named.startsWith('cn-') !== (partition === 'aws-cn'))
      .map((named) => `${id}: names ${named}`),
  );

export const apiIsRegional: Check = (template) => [
  ...faults(
    ofType(template, 'AWS::ApiGateway::RestApi'),
    (api) => text(prop(api, 'EndpointConfiguration/Types')) !== text(['REGIONAL']),
    'is not regional',
  ),
  ...faults(
    ofType(template, 'AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Api', 'AWS::Lambda::Url'),
    () => true,
    'is not offered everywhere',
  ),
];

/** The routes of the local region's own (`/local/…`) exist on no gateway. */
export const noTestPath: Check = (template) =>
  faults(
    ofType(template, 'AWS::ApiGateway::Resource'),
    (resource) => prop(resource, 'PathPart') === 'local',
    'is a path of the local region',
  );
