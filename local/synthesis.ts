import { fork } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isProfileName, type ProfileName } from '../stacks/region-profile.ts';

/** What the child sends back. */
type Told = { readonly template: unknown } | { readonly fault: string };

/**
 * The synthesised template of a region, its bundles written. In a process of its own: bundler and CDK take a gigabyte for some seconds, and
 * the engines can start meanwhile. While the sources stay as they are it is made once and kept beside the bundles.
 */
export function synthesised(profile: ProfileName, division: string | undefined): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const child = fork(fileURLToPath(import.meta.url), [profile, ...(division ? [division] : [])], { execArgv: [] });
  child.once('message', (told: Told) => ('template' in told ? resolve(told.template) : reject(new Error(told.fault))));
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the synthesis ended with ${code}`)));
  return promise;
}

/** One template per region and division, with the digest of the sources that it was made from. */
async function kept(profile: ProfileName, division: string | undefined): Promise<unknown> {
  const { bundleAll, FINGERPRINT, writeChanged } = await import('../stacks/bundle.ts');
  await bundleAll();
  const sources = await readFile(FINGERPRINT, 'utf8');
  const file = path.join(path.dirname(FINGERPRINT), '..', 'templates', `${profile}-${division ?? 'any'}.json`);
  const before = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  if (before?.sources === sources) return before.template;
  const { synthesise } = await import('../stacks/synthesise.ts');
  const template = await synthesise(profile, division ? { division } : {});
  await mkdir(path.dirname(file), { recursive: true });
  await writeChanged(file, JSON.stringify({ sources, template }));
  return template;
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const [profile = '', division] = process.argv.slice(2);
  const tell = (told: Told) => process.send?.(told, () => process.exit());
  try {
    if (!isProfileName(profile)) throw new Error(`there is no region profile ${profile}`);
    tell({ template: await kept(profile, division) });
  } catch (fault) {
    tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
}
