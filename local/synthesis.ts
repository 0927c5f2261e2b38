import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isProfileName, type ProfileName } from '../stacks/region-profile.ts';
import type { Choice } from '../stacks/synthesise.ts';

interface Asked {
  readonly profile: string;
  readonly choices: readonly Choice[];
}

/** What the child sends back. */
type Told = { readonly templates: readonly unknown[] } | { readonly fault: string };

/**
 * The synthesised templates of some regions in the order of their choices, their bundles written. In a process of its own: bundler and CDK take a
 * gigabyte for some seconds, and the engines can start meanwhile. While the sources stay as they are they are made once and kept beside the bundles.
 */
export function synthesised(profile: ProfileName, choices: readonly Choice[]): Promise<readonly unknown[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly unknown[]>();
  const child = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  child.once('message', (told: Told) => ('templates' in told ? resolve(told.templates) : reject(new Error(told.fault))));
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the synthesis ended with ${code}`)));
  const asked: Asked = { profile, choices };
  child.send(asked);
  return promise;
}

/** The templates of one launch, with the digest of the sources that they were made from. */
async function kept(profile: ProfileName, choices: readonly Choice[]): Promise<readonly unknown[]> {
  const { bundleAll, FINGERPRINT, writeChanged } = await import('../stacks/bundle.ts');
  await bundleAll();
  const sources = await readFile(FINGERPRINT, 'utf8');
  const launch = createHash('sha256').update(JSON.stringify(choices)).digest('hex').slice(0, 16);
  const file = path.join(path.dirname(FINGERPRINT), '..', 'templates', `${profile}-${launch}.json`);
  const before = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  if (before?.sources === sources) return before.templates;
  const { synthesiseAll } = await import('../stacks/synthesise.ts');
  const templates = await synthesiseAll(profile, choices);
  await mkdir(path.dirname(file), { recursive: true });
  await writeChanged(file, JSON.stringify({ sources, templates }));
  return templates;
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const tell = (told: Told) => process.send?.(told, () => process.exit());
  try {
    const [{ profile, choices }] = (await once(process, 'message')) as [Asked];
    if (!isProfileName(profile)) throw new Error(`there is no region profile ${profile}`);
    tell({ templates: await kept(profile, choices) });
  } catch (fault) {
    tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
}
