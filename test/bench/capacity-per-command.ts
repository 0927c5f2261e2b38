import type { Region } from '../../local/region.ts';
import { startRegion } from '../../local/region.ts';
import { type County, codeOf, openCounty } from './county.ts';
import { course, type Step } from './course.ts';
import { itemsIn, modelOf, populate, unheard } from './population.ts';
import { TableAccess } from './table-access.ts';
import { mark, textTable, whole } from './text-table.ts';

/** What one command consumed: the function's own calls, and the writes of everybody who heard of it. */
export interface Consumption {
  readonly writes: number;
  readonly reads: number;
  readonly calls: number;
  readonly following: number;
}

export interface Command {
  readonly name: string;
  readonly target: Step['target'];
  /** One for each population, in its order. */
  readonly consumed: readonly Consumption[];
  readonly over: boolean;
  /** Units of the command itself are the same at every population. */
  readonly equal: boolean;
}

export interface Capacities {
  /** Projects present; fewer than asked for when the machine was too slow to put them there in time. */
  readonly populations: readonly number[];
  readonly commands: readonly Command[];
  /** Items per project and milliseconds that the filling took. */
  readonly filling: { readonly itemsPerProject: number; readonly ms: number };
}

/** How long the tables may take to fill, all in all, and a population's events to be passed by the streams. */
const FILLING_MS = 60_000;
const PASSING_MS = 60_000;

/** Takes one project through every command at each population, alone on an idle region, and counts. */
export async function capacities(wanted: readonly number[]): Promise<Capacities> {
  const region = await startRegion({ quiet: true });
  const county = openCounty(region);
  const tables = new TableAccess(region);
  try {
    const first = codeOf('R', 0);
    await county.desk(first).act('unit', 'registerProject');
    await region.whenIdle();
    const model = unheard(await modelOf(first, tables));
    const consumed = new Map<string, { readonly step: Step; readonly by: Consumption[] }>();
    const populations: number[] = [];
    let present = 1;
    let ms = 0;
    for (const [at, population] of wanted.entries()) {
      const begun = performance.now();
      const codes = Array.from({ length: population - present }, (_, index) => codeOf('R', present + index));
      present += await populate(model, codes, tables, FILLING_MS - ms);
      ms += performance.now() - begun;
      populations.push(present);
      await region.whenIdle(PASSING_MS);
      for await (const { step, units } of counted(region, county, codeOf('M', at))) {
        const kept = consumed.get(step.name) ?? { step, by: [] };
        kept.by.push(units);
        consumed.set(step.name, kept);
      }
      present += 1;
    }
    return {
      populations,
      commands: [...consumed.values()].map(({ step, by }) => judged(step, by)),
      filling: { itemsPerProject: itemsIn(model), ms },
    };
  } finally {
    tables.close();
    county.close();
    await region.stop();
  }
}

async function* counted(region: Region, county: County, code: string): AsyncGenerator<{ step: Step; units: Consumption }> {
  for await (const step of course(county.desk(code))) {
    await region.whenIdle();
    region.capacity(true);
    // Consumers wait until the command has answered: some of what it does they would else do first.
    region.pause();
    await step.take();
    region.resume();
    await region.whenIdle();
    const all = Object.entries(region.capacity(true));
    const isOwn = (name: string) => name.endsWith(`-${step.function}-api`);
    const own = all.find(([name]) => isOwn(name))?.[1] ?? { reads: 0, writes: 0, calls: 0 };
    const following = all.reduce((sum, [name, { writes }]) => sum + (isOwn(name) ? 0 : writes), 0);
    yield { step, units: { ...own, following } };
  }
}

function judged({ name, target }: Step, consumed: readonly Consumption[]): Command {
  const [first] = consumed;
  const over = consumed.some(({ writes, reads }) =>
    target === undefined ? false : 'writes' in target ? writes > target.writes : reads > target.reads,
  );
  return { name, target, consumed, over, equal: consumed.every(({ writes, reads }) => writes === first?.writes && reads === first?.reads) };
}

export function capacityTable({ populations, commands }: Capacities): string {
  const targetOf = ({ target }: Command) => (target === undefined ? '' : 'writes' in target ? `${target.writes} W` : `${target.reads} R`);
  return textTable(
    [
      'command',
      'target',
      ...populations.map((population) => `W @${whole(population)}`),
      ...populations.map((population) => `R @${whole(population)}`),
      'calls',
      'others W',
      '',
    ],
    commands.map((command) => [
      command.name,
      targetOf(command),
      ...command.consumed.map(({ writes }) => String(writes)),
      ...command.consumed.map(({ reads }) => String(reads)),
      several(command.consumed.map(({ calls }) => calls)),
      several(command.consumed.map(({ following }) => following)),
      mark(command.over) + (command.equal ? '' : ' UNEQUAL'),
    ]),
  );
}

/** One number when all are the same, else each. */
const several = (numbers: readonly number[]): string => [...new Set(numbers)].join('/');
