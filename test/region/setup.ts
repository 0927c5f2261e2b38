import type { TestProject } from 'vitest/node';
import { startRegion } from '../../local/region.ts';
import { TODAY } from './case.ts';
import { openWindow } from './window.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly region: { readonly url: string; readonly window: string };
  }
}

/** One region for all test files here but those that spoil it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const region = await startRegion({ quiet: true, brief: true });
  region.clock(`${TODAY}T09:00:00+08:00`);
  const window = await openWindow(region);
  project.provide('region', { url: region.url, window: window.url });
  return async () => {
    await window.close();
    await region.stop();
  };
}
