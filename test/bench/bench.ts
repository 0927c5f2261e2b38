import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { bundles, weigh, weightTable } from './bundles.ts';
import { capacities, capacityTable } from './capacity-per-command.ts';
import { countyYear, countyYearTable } from './county-year.ts';
import { exchanged, exchangeLines, exchangeTable } from './exchange.ts';
import { imports } from './imports.ts';
import { broughtTable, memoryTable } from './imports-tables.ts';
import { startUps, startUpTable } from './start-up.ts';
import { fixed, whole } from './text-table.ts';
import { throughput } from './throughput.ts';
import { ceilingTable, cpuTable, servedTable } from './throughput-tables.ts';

const USAGE = `npm run bench -- [--quick] [--only <part>,…] [--json <file>]
--quick  a smoke run of less than a minute: fewer rounds, smaller populations
--only   some of the parts: bundles, start-up, capacity, throughput, imports, exchange
--prices the region's prices of a million write and a million read units, such as 8.0,1.6: what a county's year costs
--json   writes the numbers to a file as well`;

/** Nothing may run longer than this, whatever the machine does besides. */
const LONGEST_MS = 600_000;
const PARTS = ['bundles', 'start-up', 'capacity', 'throughput', 'imports', 'exchange'] as const;
type Part = (typeof PARTS)[number];

const FULL = {
  rounds: 15,
  startingMs: 45_000,
  populations: [100, 1_000, 10_000],
  load: { population: 10_000, most: 400, limitMs: 3_500 },
  rows: 10_000,
  span: { counties: 27, fileRows: 100_000 },
};
const QUICK = {
  rounds: 3,
  startingMs: 8_000,
  populations: [40, 120],
  load: { population: 400, most: 50, limitMs: 1_500 },
  rows: 600,
  span: { counties: 5, fileRows: 5_000 },
};

const say = (text = '') => process.stdout.write(`${text}\n`);

function chapter(title: string, ...paragraphs: readonly string[]): void {
  say(`\n${title}`);
  for (const paragraph of paragraphs) say(`\n${paragraph}`);
}

async function bench({ parts, quick, prices }: Wishes): Promise<object> {
  const { rounds, startingMs, populations, load, rows, span } = quick ? QUICK : FULL;
  const machine = { node: process.version, cores: cpus().length, load: loadavg()[0] ?? 0 };
  say(
    `Node ${machine.node}, ${machine.cores} cores, load ${fixed(machine.load)} before we began; medians, and ratios where there is a yardstick.`,
  );
  const all = await bundles();
  const results: Record<string, unknown> = { machine, quick };
  if (parts.includes('bundles')) {
    const weights = all.map(weigh);
    results.bundles = weights;
    chapter('1. Bundles: what is loaded at the start (eager), and what only when needed (lazy)', weightTable(weights));
  }
  if (parts.includes('start-up')) {
    const started = startUps(all, rounds, startingMs);
    results.startUp = started;
    chapter(`2. Start-up: user and system CPU of a fresh process, median of ${started.rounds} interleaved rounds`, startUpTable(started));
  }
  if (parts.includes('capacity')) {
    const counted = await capacities(populations);
    results.capacity = counted;
    chapter(
      '3. Capacity per command, counted by the engine: write (W) and read (R) units of the API function alone, by projects present',
      `  ${counted.filling.itemsPerProject} items per project, cloned from one that was registered over HTTP and put straight into the tables (${whole(counted.filling.ms)} ms).`,
      capacityTable(counted),
      "  A county's year: how often each is done by our estimate, and what it then comes to with the writes of everybody who hears of it.",
      countyYearTable(countyYear(counted), prices),
    );
  }
  if (parts.includes('throughput')) {
    const served = await throughput(load);
    results.throughput = served;
    chapter(
      `4. Throughput at concurrency 10 with ${whole(served.population)} projects present, and the engine's own ceiling in the same run`,
      '  Gateway, client, functions and engine share these cores; deliveries are held meanwhile.',
      ceilingTable(served),
      servedTable(served),
      cpuTable(served),
    );
  }
  if (parts.includes('imports')) {
    const imported = await imports({ rows });
    results.imports = imported;
    chapter(
      `5. ${whole(rows)} readings of ${whole(imported.projects)} projects in one workbook, brought over and over`,
      '  From the confirmation until every row is answered; whatever else hears of the readings shares these cores and is not waited for.',
      broughtTable(imported),
      "  Of a function: V8's heap of its thread and what lies outside of it, looked at ten times a second; Lambda gives each 1,024 MB.",
      memoryTable(imported),
    );
  }
  if (parts.includes('exchange')) {
    const done = await exchanged(span);
    results.exchange = done;
    chapter(
      '6. Other stacks: two years of monthly readings from every county at once, and a long file',
      ...exchangeLines(done),
      exchangeTable(done),
    );
  }
  return results;
}

interface Wishes {
  readonly parts: readonly Part[];
  readonly quick: boolean;
  readonly prices: readonly [write: number, read: number] | undefined;
  readonly json: string | undefined;
}

function pricesOf(text: string | undefined): Wishes['prices'] {
  if (text === undefined) return undefined;
  const [write, read, ...rest] = text.split(',').map(Number);
  if (write === undefined || read === undefined || rest.length > 0 || !(write >= 0 && read >= 0))
    throw new Error(`--prices ${text}: two numbers such as 8.0,1.6`);
  return [write, read];
}

function wishesOf(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, prices: { type: 'string' }, json: { type: 'string' } },
  });
  const parts = PARTS.filter((part) => values.only === undefined || values.only.split(',').includes(part));
  if (parts.length === 0) throw new Error(`there is no part ${values.only}\n${USAGE}`);
  return { parts, quick: values.quick, prices: pricesOf(values.prices), json: values.json };
}

try {
  const wishes = wishesOf(process.argv.slice(2));
  const giveUp = () => {
    process.stderr.write(`not done after ${LONGEST_MS} ms\n`);
    process.exit(1);
  };
  setTimeout(giveUp, LONGEST_MS).unref();
  const begun = performance.now();
  const results = await bench(wishes);
  if (wishes.json !== undefined) await writeFile(wishes.json, `${JSON.stringify(results, null, 1)}\n`);
  say(`\n${fixed((performance.now() - begun) / 1000, 0)} s.`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`);
  process.exitCode = 1;
}
