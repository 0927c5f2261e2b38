import { App } from 'aws-cdk-lib';
import { bundleAll } from './bundle.ts';
import { upstreamPlace } from './neighbours.ts';
import { context, stackFor } from './synthesise.ts';

/**
 * What `cdk deploy -c division=640104 -c uploadOrigins=https://… -c upstream=640000@123456789012 <stack>` chooses from: every region that
 * is deployed to, every stage.
 */
const REGIONS = ['cn-northwest-1', 'cn-north-1', 'ap-southeast-1'] as const;
const STAGES = ['production', 'staging'] as const;

await bundleAll();
const app = new App({ context });
const given = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : undefined;
};
const division = given('division');
const uploadOrigins = given('uploadOrigins')?.split(',');
const upstream = given('upstream');
const peers = given('peers')?.split(',');
const choice = {
  ...(division ? { division } : {}),
  ...(uploadOrigins ? { uploadOrigins } : {}),
  ...(upstream ? { upstream: upstreamPlace(upstream) } : {}),
  ...(peers ? { peers } : {}),
};
for (const region of REGIONS) {
  for (const stage of STAGES) stackFor(app, region, { stage, ...choice });
}
app.synth();
