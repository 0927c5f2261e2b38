import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isProfileName, type ProfileName } from '../stacks/region-profile.ts';

/** What the child sends back. */
type Told = { readonly template: unknown } | { readonly fault: string };

/**
 * The synthesised template of a region, its bundles written. In a process of its own: bundler and CDK take a gigabyte for some seconds, and
 * the engines can start meanwhile.
 */
export function synthesised(profile: ProfileName, division: string | undefined): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const child = fork(fileURLToPath(import.meta.url), [profile, ...(division ? [division] : [])], { execArgv: [] });
  child.once('message', (told: Told) => ('template' in told ? resolve(told.template) : reject(new Error(told.fault))));
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the synthesis ended with ${code}`)));
  return promise;
}

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const [profile = '', division] = process.argv.slice(2);
  const tell = (told: Told) => process.send?.(told, () => process.exit());
  try {
    if (!isProfileName(profile)) throw new Error(`there is no region profile ${profile}`);
    const { synthesise } = await import('../stacks/synthesise.ts');
    tell({ template: await synthesise(profile, division ? { division } : {}) });
  } catch (fault) {
    tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
}
