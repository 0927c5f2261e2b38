import type { Policy } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { YEAR } from './perfect.ts';

/** The nation and whoever has ruled: a new authority is covered by being registered. */
export const POLICIES: readonly (readonly [id: string, policy: Policy])[] = ['000000', ...REGISTER.map(({ division }) => division)].map(
  (division) => {
    const year = Math.max(YEAR, ...REGISTER.filter((file) => file.division === division).map(({ years }) => years.from));
    const policy = policyFor(division, year);
    return [policy.id, policy];
  },
);
