import type { App } from 'aws-cdk-lib';
import { divisionsUnder } from '../shared/values/division-register.ts';
import type { ProfileName } from './region-profile.ts';
import type { RegionStack } from './region-stack.ts';
import { type Choice, stackFor } from './synthesise.ts';

/** A province and every city and county under it that the register knows, each with a stack of its own that reports to the province. */
export function provinceStacks(app: App, region: ProfileName, province: string, choice: Choice): readonly RegionStack[] {
  if (!/^\d{2}0000$/.test(province)) throw new Error(`--all is for a province such as 640000, not “${province}”`);
  const below = divisionsUnder(province);
  if (below.length === 0) throw new Error(`the register has nothing under ${province}`);
  const { peers: _, ...common } = choice;
  return [
    stackFor(app, region, { ...choice, division: province }),
    ...below.map((division) => stackFor(app, region, { ...common, division, upstream: { division: province } })),
  ];
}
