import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { bundleAll } from './bundle.ts';
import { upstreamPlace } from './neighbours.ts';
import { provinceStacks } from './province.ts';
import { isProfileName, profiles } from './region-profile.ts';
import { type Choice, context, stackFor } from './synthesise.ts';

const USAGE = `npm run synth -- <region> [--stage production] [--division 640104] [--upload-origin https://portal.example.gov.cn]
                              [--upstream 640000[@ACCOUNT[/REGION]]] [--peer ACCOUNT]…
npm run synth -- [region] --all [--division 640000] [--stage production]   a province and all its cities and counties
regions: ${Object.keys(profiles).join(', ')}`;

/** Writes the assembly of one stack, or of a whole province (templates, assets, manifest), to `cdk.out`, ready for `cdk deploy --app cdk.out`. */
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
      all: { type: 'boolean', default: false },
    },
  });
  const { stage, division, 'upload-origin': uploadOrigins, upstream, peer: peers, all } = values;
  const [region = all ? 'cn-northwest-1' : undefined, ...rest] = positionals;
  if (!region || rest.length > 0) throw new Error('name one region');
  if (!isProfileName(region)) throw new Error(`there is no region ${region}`);
  if (all && upstream) throw new Error('--all: the province has nobody above it here, and all others report to it');
  await bundleAll();
  const app = new App({ outdir: 'cdk.out', context });
  const choice: Choice = {
    ...(stage ? { stage } : {}),
    ...(division ? { division } : {}),
    ...(uploadOrigins ? { uploadOrigins } : {}),
    ...(upstream ? { upstream: upstreamPlace(upstream) } : {}),
    ...(peers ? { peers } : {}),
  };
  const stacks = all ? provinceStacks(app, region, division ?? '640000', choice) : [stackFor(app, region, choice)];
  const { directory } = app.synth();
  return stacks.map((stack) => `${stack.stackName} for ${region}: ${directory}/${stack.templateFile}`).join('\n');
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  console.error(USAGE);
  process.exitCode = 1;
}
