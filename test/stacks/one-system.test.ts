import { beforeAll, describe, expect, it } from 'vitest';
import { CONSUMERS, PUBLISHERS } from '../../events/index.ts';
import { type ProfileName, profiles } from '../../stacks/region-profile.ts';
import { type Resource, synthesise, type Template } from '../../stacks/synthesise.ts';
import { at } from './template-reading.ts';
import { china, everyTemplate } from './templates.ts';

let templateOf: (name: ProfileName) => Template;
beforeAll(async () => {
  templateOf = await everyTemplate();
});

/** What may differ between regions: what the profile says, and nothing else. */
function neutral(name: ProfileName): unknown {
  const { region, urlSuffix, architecture, kmsAlgorithm } = profiles[name];
  const { Resources: resources } = templateOf(name);
  const words: readonly (readonly [string, string])[] = [
    [`logs.${region}.${urlSuffix}`, 'logs.REGION'],
    [region, 'REGION'],
    [architecture, 'ARCHITECTURE'],
    [kmsAlgorithm, 'ALGORITHM'],
    [', the console only sends', ''],
  ];
  const alike = Object.entries(resources).map(([id, { Metadata: _, DependsOn: __, ...resource }]) => {
    const { TracingConfig: ___, TracingEnabled: ____, ...properties } = resource.Properties ?? {};
    const tagless = resource.Type === 'AWS::Lambda::EventSourceMapping' ? { ...properties, Tags: undefined } : properties;
    return [nameOf(id, resource), { ...resource, Properties: tagless }];
  });
  const traces = '{"Action":["xray:PutTraceSegments","xray:PutTelemetryRecords"],"Effect":"Allow","Resource":"*"}';
  const withoutTraces = JSON.stringify(Object.fromEntries(alike)).replaceAll(`,${traces}`, '');
  const withoutPaths = withoutTraces
    .replaceAll(/"Sid":"AllowEventRule\w+"/g, '"Sid":""')
    .replaceAll(/ApiRestApiDeployment[0-9A-F]{8}[0-9a-f]{32}/g, 'Deployment');
  return JSON.parse(words.reduce((text, [from, to]) => text.replaceAll(from, to), withoutPaths));
}

/** Permissions are named after the path of their stack. */
function nameOf(id: string, { Type: type, Properties: properties }: Resource): string {
  return type === 'AWS::Lambda::Permission' ? JSON.stringify(properties) : id;
}

describe('one system', () => {
  it('is the same in both China regions and in the control, but for what the profiles say', () => {
    expect(neutral('cn-north-1')).toEqual(neutral('cn-northwest-1'));
    expect(neutral('ap-southeast-1')).toEqual(neutral('cn-northwest-1'));
  });

  it('opens an inbox for every consumer and carries every publisher', () => {
    const properties = Object.values(templateOf(china).Resources).map(({ Properties: found }) => found);
    const queues = properties.map((found) => at(found, 'QueueName'));
    const tables = properties.map((found) => at(found, 'TableName'));
    for (const consumer of CONSUMERS) expect(queues).toContain(`bp-640104-production-${consumer}-inbox.fifo`);
    for (const publisher of PUBLISHERS) expect(tables).toContain(`bp-640104-production-${publisher}`);
  });

  it('carries the division and the stage in its names, and refuses what is neither', async () => {
    await expect(synthesise(china, { division: '6401' })).rejects.toThrow('six digits');
    await expect(synthesise(china, { stage: 'Pre-Prod' })).rejects.toThrow('small letters');
  });

  it('lets browsers put files from the origins that it is given, and from none otherwise', async () => {
    const given = await synthesise('local', { uploadOrigins: ['https://portal.example.gov.cn'] });
    const cors = (template: Template) =>
      Object.values(template.Resources).flatMap(({ Properties: found }) => at(found, 'CorsConfiguration') ?? []);
    expect(cors(given)).toMatchObject([{ CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://portal.example.gov.cn'] }] }]);
    expect(cors(templateOf('local'))).toEqual([]);
  });

  it('leaves the signer of tokens to the deployment', () => {
    const { Parameters: parameters = {} } = templateOf(china);
    for (const name of ['JwksUrl', 'TokenIssuer', 'TokenAudience']) expect(parameters[name]).not.toHaveProperty('Default');
  });
});
