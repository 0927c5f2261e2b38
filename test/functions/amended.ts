import type { Overlay, Policy, PolicyFile, Recall } from '../../shared/policy/policy.ts';
import { REGISTER } from '../../shared/policy/register.ts';
import { recallWith, resolveWith } from '../../shared/policy/resolve.ts';

/** What a government's rules have become, and the memory of what they were. */
export interface Amended {
  readonly now: Policy;
  readonly recall: Recall;
}

/** As if a government had amended its document for a year that has begun: its file as it was is kept as a former one, if it had any. */
export function amended(division: string, year: number, rules: Overlay): Amended {
  const own = REGISTER.find((file) => file.division === division);
  const blank: PolicyFile = {
    id: `d${division}-${year}`,
    name: division,
    division,
    document: '演示',
    since: `${year}-06-01`,
    years: { from: year },
    rules: {},
  };
  const { rules: before, ...head } = own ?? blank;
  const merged = Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(rules)])].map((section) => {
      const [old, change] = [before, rules].map((from) => Object.entries(from).find(([name]) => name === section)?.[1]);
      return [section, change && 'basis' in change ? change : { ...old, ...change }];
    }),
  );
  const register = [...REGISTER.filter((file) => file !== own), { ...head, rules: merged }];
  return { now: resolveWith(register)(division, year), recall: recallWith(register, own ? [own] : [])(division, year) };
}
