import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Alarms } from './alarms.ts';
import type { Neighbours } from './neighbours.ts';
import type { RegionProfile } from './region-profile.ts';

/** What every construct of a stack stands on. */
export interface Ground {
  /** Begins every physical name: `bp-<division>-<stage>`. */
  readonly prefix: string;
  readonly profile: RegionProfile;
  readonly key: IKey;
  readonly alarms: Alarms;
  readonly neighbours: Neighbours;
}
