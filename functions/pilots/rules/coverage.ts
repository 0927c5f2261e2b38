import type { Policy } from '../../../shared/policy/policy.ts';
import { divisionName, divisionsUnder } from '../../../shared/values/division-register.ts';
import { exact } from '../../../shared/values/exact.ts';
import { toRate } from '../../../shared/values/rate.ts';

/** PI-23 每个市、县（区）: how many of the cities and counties under the programme's division take part, and which don't. */
export function coverageOf(division: string, enrolled: readonly string[], { pilot }: Policy) {
  const all = divisionsUnder(division);
  const within = all.filter((code) => enrolled.includes(code));
  return {
    enrolled: within.length,
    counties: all.length,
    rate: all.length > 0 ? toRate(exact(within.length).div(all.length)) : null,
    missing: all.filter((code) => !enrolled.includes(code)).map((code) => ({ division: code, name: divisionName(code) ?? code })),
    explains: '参加试点的市、县（区）÷全部市、县（区）；开发区等没有国家标准代码的不计入',
    basis: pilot.projectsPerCounty.basis,
  };
}
