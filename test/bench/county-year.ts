import type { Capacities, Command } from './capacity-per-command.ts';
import { fixed, textTable, whole } from './text-table.ts';

/**
 * How often a county of 4,000 projects does each thing in a year: our estimate from the volumes that counties name (2,000–6,000 projects,
 * four rounds of monitoring), with one project in ten assessed, one light in eight changing, one filing in five sent back.
 */
const TIMES: Readonly<Record<string, number>> = {
  register: 4_000,
  'submit assessment, 3 KB': 400,
  opinion: 800,
  conclusion: 400,
  admission: 4_000,
  'submit goals, 3 KB': 4_800,
  'review step 1': 4_800,
  'review step 2': 4_400,
  'review step 3, approves': 4_000,
  'budget approval': 4_000,
  'reading, no light changes': 14_000,
  'reading, light changes': 2_000,
  'treatment, suspends': 400,
  'treatment, resumes': 400,
  'reading, clears alert': 800,
  'self-evaluation': 4_000,
  'spot check': 400,
  archive: 4_000,
  'get project': 200_000,
  'list, 25 rows': 100_000,
};

interface Line {
  readonly name: string;
  readonly times: number;
  readonly writes: number;
  readonly reads: number;
}

export interface CountyYear {
  readonly lines: readonly Line[];
  readonly writes: number;
  readonly reads: number;
  /** Commands that were counted but have no estimate, or the reverse: the sum would be too small. */
  readonly uncounted: readonly string[];
}

/** Units of a county's year, from what each command consumed at the largest population, with the writes of everybody who heard of it. */
export function countyYear({ commands }: Pick<Capacities, 'commands'>): CountyYear {
  const lines = commands.flatMap(({ name, consumed }: Command): Line[] => {
    const times = TIMES[name];
    const last = consumed.at(-1);
    return times === undefined || last === undefined
      ? []
      : [{ name, times, writes: times * (last.writes + last.following), reads: times * last.reads }];
  });
  const counted = new Set(lines.map(({ name }) => name));
  return {
    lines,
    writes: lines.reduce((sum, { writes }) => sum + writes, 0),
    reads: lines.reduce((sum, { reads }) => sum + reads, 0),
    uncounted: Object.keys(TIMES).filter((name) => !counted.has(name)),
  };
}

/** With the region's prices of a million units (`--prices 8.0,1.6`) the cost in their currency as well. */
export function countyYearTable({ lines, writes, reads, uncounted }: CountyYear, prices?: readonly [write: number, read: number]): string {
  const rows = lines.map((line) => [line.name, whole(line.times), whole(line.writes), whole(line.reads)]);
  const table = textTable(['command', 'a year', 'W', 'R'], [...rows, ['together', '', whole(writes), whole(reads)]]);
  const cost = prices && (writes * prices[0] + reads * prices[1]) / 1_000_000;
  return [
    table,
    ...(cost === undefined ? [] : [`  At ${prices?.join(' and ')} for a million write and read units: ${fixed(cost)} a county and year.`]),
    ...(uncounted.length > 0 ? [`  Not counted in this run: ${uncounted.join(', ')}.`] : []),
  ].join('\n\n');
}
