import { unpin } from './chain.ts';

/** Of one division: the years in which anything was filed for review, and every chain that it walks, as pinned. */
export interface Roll {
  readonly division: string;
  readonly years: readonly number[];
  readonly chains: readonly string[];
}

export const rollKey = (division: string) => `roll#${division}`;

/** The roll with this year and chain; `undefined` when it has them already. */
export function enrolled(roll: Roll | undefined, division: string, year: number, chain: string): Roll | undefined {
  const { years = [], chains = [] } = roll ?? {};
  if (years.includes(year) && chains.includes(chain)) return undefined;
  return { division, years: [...new Set([...years, year])].toSorted(), chains: [...new Set([...chains, chain])] };
}

/** What is appended to the name of a queue once a step of it is overdue. */
const OVERDUE = '!';

/** The worklist of what waits for these steps: `department`, `a+b` for two side by side, `department!` once it is escalated. */
export function queueOf(steps: readonly { readonly step: string; readonly escalated?: boolean }[]): string {
  return `${steps.map(({ step }) => step).join('+')}${steps.some(({ escalated }) => escalated) ? OVERDUE : ''}`;
}

/** Every worklist that a chain can stand in: any part of what is due together, in time first, overdue after. */
export function queuesOf(chain: string): readonly string[] {
  const groups = Map.groupBy(unpin(chain), ({ group }) => group);
  const names = [...groups.values()].flatMap((steps) => partsOf(steps).map((part) => queueOf(part)));
  return [...names, ...names.map((name) => `${name}${OVERDUE}`)];
}

/** Every choice of some of these, in their order. */
function partsOf<T>([first, ...rest]: readonly T[]): readonly (readonly T[])[] {
  if (first === undefined) return [];
  const others = partsOf(rest);
  return [[first], ...others, ...others.map((part) => [first, ...part])];
}

/** Whether what is in this worklist waits for the step; `escalated` stands for any step that is overdue. */
export function isQueueOf(queue: string, step: string): boolean {
  const overdue = queue.endsWith(OVERDUE);
  if (step === 'escalated') return overdue;
  return (overdue ? queue.slice(0, -1) : queue).split('+').includes(step);
}
