import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleAll } from './bundle.ts';
import { type ProfileName, profiles } from './region-profile.ts';
import { RegionStack } from './region-stack.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Choice {
  readonly stage?: string;
  readonly division?: string;
  readonly uploadOrigins?: readonly string[];
}

/**
 * The template of one region, made in this process without an account, a CLI or a file left behind.
 *
 * `Metadata['aws:asset:path']` of each `AWS::Lambda::Function` is the absolute folder of its bundle.
 */
export async function synthesise(name: ProfileName, choice: Choice = {}): Promise<Template> {
  await bundleAll();
  const outdir = await mkdtemp(path.join(tmpdir(), 'budget-performance-'));
  try {
    const app = new App({ outdir, context: { ...context, 'aws:cdk:disable-asset-staging': true } });
    const stack = stackFor(app, name, choice);
    return app.synth().getStackArtifact(stack.artifactId).template;
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

export function stackFor(
  app: App,
  name: ProfileName,
  { stage = name === 'local' ? 'local' : 'production', division = '640104', uploadOrigins = [] }: Choice,
) {
  return new RegionStack(app, { profile: profiles[name], stage, division, uploadOrigins });
}

export const context = {
  'aws:cdk:enable-asset-metadata': true,
};
