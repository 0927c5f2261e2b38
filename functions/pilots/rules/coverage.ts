import type { Policy } from '../../../shared/policy/policy.ts';
import { exact } from '../../../shared/values/exact.ts';
import { toRate } from '../../../shared/values/rate.ts';

interface Named {
  readonly division: string;
  readonly name: string;
}

/** PI-23 每个市、县（区）: how many of all the cities and counties under the programme's division take part, and which don't. */
export function coverageOf(all: readonly Named[], enrolled: readonly string[], { pilot }: Policy) {
  const missing = all.filter(({ division }) => !enrolled.includes(division));
  const within = all.length - missing.length;
  return {
    enrolled: within,
    counties: all.length,
    rate: all.length > 0 ? toRate(exact(within).div(all.length)) : null,
    missing,
    explains: '参加试点的市、县（区）÷全部市、县（区）；开发区等没有国家标准代码的不计入',
    basis: pilot.projectsPerCounty.basis,
  };
}
