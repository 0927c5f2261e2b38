import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleAll } from './bundle.ts';
import type { UpstreamPlace } from './neighbours.ts';
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
  /** `production` unless said; on one machine `local`. */
  readonly stage?: string;
  /** 640104 unless said. */
  readonly division?: string;
  readonly uploadOrigins?: readonly string[];
  readonly upstream?: UpstreamPlace;
  readonly peers?: readonly string[];
}

/** For every app of ours: a template says from which folder each function's code came. */
export const context = { 'aws:cdk:enable-asset-metadata': true };

export function stackFor(app: App, name: ProfileName, choice: Choice = {}): RegionStack {
  const { stage = name === 'local' ? 'local' : 'production', division = '640104', ...rest } = choice;
  return new RegionStack(app, { profile: profiles[name], stage, division, ...rest });
}

/**
 * The template of one region, made in this process: no account, no CLI, nothing left behind but the bundles in `build/`.
 *
 * `Metadata['aws:asset:path']` of each `AWS::Lambda::Function` is the absolute folder of its bundle, `index.cjs` its entry. Parameters
 * without a default (`JwksUrl`, `TokenIssuer`, `TokenAudience`) are the caller's to give.
 */
export async function synthesise(name: ProfileName, choice: Choice = {}): Promise<Template> {
  const [template] = await synthesiseAll(name, [choice]);
  if (!template) throw new Error('no template');
  return template;
}

/** The templates of several governments' regions, in the order of the choices: they share their bundles, and most of the time it takes. */
export async function synthesiseAll(name: ProfileName, choices: readonly Choice[]): Promise<readonly Template[]> {
  await bundleAll();
  const outdir = await mkdtemp(path.join(tmpdir(), 'budget-performance-'));
  try {
    const unstaged = { ...context, 'aws:cdk:disable-asset-staging': true };
    // CloudFormation's own validation takes two seconds; `npm run synth` and the tests have it.
    const app = new App({ outdir, context: unstaged, builtinCloudFormationValidation: false });
    const stacks = choices.map((choice) => stackFor(app, name, choice));
    const assembly = app.synth();
    return stacks.map(({ artifactId }): Template => assembly.getStackArtifact(artifactId).template);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
