import type { SiteOptions } from './assembly.ts';
import type { LaunchOptions } from './launch.ts';
import { startRegions } from './neighbourhood.ts';
import type { Region } from './region-handle.ts';

export { type Neighbourhood, startRegions } from './neighbourhood.ts';
export type { DeadLetter, Region } from './region-handle.ts';

export interface RegionOptions extends SiteOptions, LaunchOptions {}

/**
 * Stands the system up on this machine, in memory; it listens when everything is ready.
 *
 * Throws `MissingJava`, `EADDRINUSE`, or what the template can't be read for; nothing is left running then.
 */
export async function startRegion(options: RegionOptions = {}): Promise<Region> {
  const { regions } = await startRegions([options], options);
  const [region] = regions;
  if (!region) throw new Error('no region');
  return region;
}
