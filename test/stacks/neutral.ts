import type { RegionProfile } from '../../stacks/region-profile.ts';
import type { Resource, Template } from '../../stacks/synthesise.ts';

/** What may differ between regions: what the profile says, and nothing else. */
export function neutral({ Resources: resources }: Template, profile: RegionProfile): unknown {
  const { region, urlSuffix, architecture, kmsAlgorithm } = profile;
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
