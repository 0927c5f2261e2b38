import { App } from 'aws-cdk-lib';
import { bundleAll } from './bundle.ts';
import { context, stackFor } from './synthesise.ts';

/** What `cdk deploy -c division=640104 <stack>` chooses from: every region that is deployed to, every stage. */
const REGIONS = ['cn-northwest-1', 'cn-north-1', 'ap-southeast-1'] as const;
const STAGES = ['production', 'staging'] as const;

await bundleAll();
const app = new App({ context });
const division = app.node.tryGetContext('division');
for (const region of REGIONS) {
  for (const stage of STAGES) stackFor(app, region, { stage, ...(typeof division === 'string' ? { division } : {}) });
}
app.synth();
