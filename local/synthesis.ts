import { fork } from 'node:child_process';
import { once } from 'node:events';
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
 * gigabyte for some seconds, and the engines can start meanwhile.
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

if (import.meta.main && process.send) {
  process.on('disconnect', () => process.exit());
  const tell = (told: Told) => process.send?.(told, () => process.exit());
  try {
    const [{ profile, choices }] = (await once(process, 'message')) as [Asked];
    if (!isProfileName(profile)) throw new Error(`there is no region profile ${profile}`);
    const { synthesiseAll } = await import('../stacks/synthesise.ts');
    tell({ templates: await synthesiseAll(profile, choices) });
  } catch (fault) {
    tell({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
}
