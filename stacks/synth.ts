import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { bundleAll } from './bundle.ts';
import { upstreamPlace } from './neighbours.ts';
import { isProfileName, profiles } from './region-profile.ts';
import { context, stackFor } from './synthesise.ts';

const USAGE = `npm run synth -- <region> [--stage production] [--division 640104] [--upload-origin https://portal.example.gov.cn]
                              [--upstream 640000[@ACCOUNT[/REGION]]] [--peer ACCOUNT]…
regions: ${Object.keys(profiles).join(', ')}`;

/** Writes the assembly of one region (template, assets, manifest) to `cdk.out`, ready for `cdk deploy --app cdk.out`. */
async function main(args: readonly string[]): Promise<string> {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stage: text,
      division: text,
      'upload-origin': { type: 'string', multiple: true },
      upstream: text,
      peer: { type: 'string', multiple: true },
    },
  });
  const [region, ...rest] = positionals;
  if (!region || rest.length > 0) throw new Error('name one region');
  if (!isProfileName(region)) throw new Error(`there is no region ${region}`);
  const { stage, division, 'upload-origin': uploadOrigins, upstream, peer: peers } = values;
  await bundleAll();
  const app = new App({ outdir: 'cdk.out', context });
  const stack = stackFor(app, region, {
    ...(stage ? { stage } : {}),
    ...(division ? { division } : {}),
    ...(uploadOrigins ? { uploadOrigins } : {}),
    ...(upstream ? { upstream: upstreamPlace(upstream) } : {}),
    ...(peers ? { peers } : {}),
  });
  const { directory } = app.synth();
  return `${stack.stackName} for ${region}: ${directory}/${stack.templateFile}`;
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  console.error(USAGE);
  process.exitCode = 1;
}
