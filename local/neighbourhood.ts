import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod';
import { DEFAULT_DIVISION, openRegion, type SiteOptions } from './assembly.ts';
import type { Faults } from './faults.ts';
import { type LaunchOptions, openLaunch } from './launch.ts';
import { assertFree } from './listening.ts';
import type { Region } from './region-handle.ts';

/** Regions side by side, each with its own clock and faults, that talk by queue. */
export class Neighbourhood {
  readonly regions: readonly Region[];

  constructor(regions: readonly Region[]) {
    this.regions = regions;
  }

  /** Throws when the launch has no region of this division. */
  of(division: string): Region {
    const found = this.regions.find((region) => region.division === division);
    if (!found) throw new Error(`there is no region of ${division}`);
    return found;
  }

  /** Moves all clocks to the same time. */
  clock(now: Date | string): void {
    for (const region of this.regions) region.clock(now);
  }

  faults(faults: z.input<typeof Faults>): void {
    for (const region of this.regions) region.faults(faults);
  }

  /**
   * Waits until nothing is left to deliver in any region. Each is looked at in its turn, so a look counts only when nobody ended any work
   * meanwhile: what one sent to another behind the look would be missed. Rejects after `timeoutMs`, saying what still moves.
   */
  async whenIdle(timeoutMs = 15_000): Promise<void> {
    const late = performance.now() + timeoutMs;
    for (;;) {
      const before = this.turns();
      for (const region of this.regions) await region.whenIdle(Math.max(1, late - performance.now()));
      const again = await Promise.all(this.regions.map((region) => region.idle()));
      if (again.every(Boolean) && this.turns() === before) return;
      if (performance.now() > late) throw new Error(`not idle after ${timeoutMs} ms: the regions keep one another at work`);
      await pause(5);
    }
  }

  /** Stops all regions, and what they share with the last. */
  async stop(): Promise<void> {
    await Promise.all(this.regions.map((region) => region.stop()));
  }

  private turns(): number {
    return this.regions.reduce((sum, { turns }) => sum + turns, 0);
  }
}

/**
 * Stands regions up side by side, each for another division. They share their engines; with the last of them that is stopped these end too.
 *
 * Throws as `startRegion` does, and when two are of the same division; nothing is left running then.
 */
export async function startRegions(sites: readonly SiteOptions[], options: LaunchOptions = {}): Promise<Neighbourhood> {
  const divisions = sites.map(({ division = DEFAULT_DIVISION }) => division);
  if (new Set(divisions).size < sites.length) throw new Error(`two regions of the same division: ${divisions.join(', ')}`);
  for (const { port } of sites) if (port) await assertFree(port);
  const launch = await openLaunch(
    options,
    sites.map(({ template, division, upstream }) => ({
      template,
      choice: { ...(division ? { division } : {}), ...(upstream ? { upstream } : {}) },
    })),
  );
  let standing = sites.length;
  const gone = async () => {
    standing -= 1;
    if (standing === 0) await launch.stop();
  };
  const opening = sites.map((site, at) =>
    openRegion(
      site,
      launch,
      launch.templates.then((templates) => templates[at]),
      gone,
    ),
  );
  const results = await Promise.allSettled(opening);
  const regions = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (!failed) return new Neighbourhood(regions);
  standing = regions.length;
  if (regions.length === 0) await launch.stop();
  for (const region of regions) await region.stop();
  throw failed.reason;
}
