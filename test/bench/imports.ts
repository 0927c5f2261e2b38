import { setTimeout as pause } from 'node:timers/promises';
import { type Region, startRegion } from '../../local/region.ts';
import { writeReadings } from '../../shared/forms/readings-list.ts';
import { monthEnd } from '../../shared/values/calendar.ts';
import { writePages } from '../../shared/workbook/write.ts';
import type { Reply } from '../region/calls.ts';
import { type Case, reading } from '../region/case.ts';
import type { Desk } from '../region/desk.ts';
import { type County, codeOf, good, openCounty } from './county.ts';
import { course } from './course.ts';
import { modelOf, populate, unheard } from './population.ts';
import { TableAccess } from './table-access.ts';

/** What `GET /imports/{id}` counts. */
export interface Counts {
  readonly status: string;
  readonly rows: number;
  readonly waiting: number;
  readonly recorded: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** One workbook's way: brought, confirmed, every row answered. */
export interface Brought {
  readonly name: string;
  readonly bytes: number;
  readonly previewMs: number;
  /** From the confirmation until the last row was answered. */
  readonly filingMs: number;
  readonly counts: Counts;
  /** How many different numbers of waiting rows were seen on the way. */
  readonly steps: number;
  /** Readings' events in monitoring's table before and after. */
  readonly events: readonly [before: number, after: number];
  /** Largest memory of each function that took part, in bytes, and of the whole region's process. */
  readonly memory: Readonly<Record<string, number>>;
}

export interface Imported {
  readonly projects: number;
  readonly brought: readonly Brought[];
  /** The peak of this process: every function's thread, gateway, queues and deliveries; not the table engine, which is Java. */
  readonly peakRss: number;
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));
const FILLING_MS = 60_000;
const LOOK_MS = 100;
/** Who else hears of a reading. Monitoring hears itself, and is not held. */
const ELSEWHERE = ['projects-inbox', 'goals-inbox', 'evaluation-inbox'];
const TAKING_PART = ['imports-api', 'imports-inbox', 'monitoring-inbox', 'relay-stream'];

/**
 * A county's readings of a year in one workbook, brought twice more: the same file, then the same rows in another file. The projects are
 * clones, in monitoring's table, of one whose budget was issued over HTTP.
 */
export async function imports({ rows }: { readonly rows: number }): Promise<Imported> {
  const region = await startRegion({ quiet: true, direct: true });
  const county = openCounty(region);
  const tables = new TableAccess(region);
  try {
    const projects = Math.ceil(rows / MONTHS.length);
    const codes = await planted(region, county, tables, projects);
    // On AWS they run elsewhere; here they would take the cores from what is measured.
    region.pause(...ELSEWHERE);
    const workbook = Buffer.from(await writePages([listOf(codes, county.desk(codes[0] ?? '').own, rows)]));
    const desk = county.desk(codes[0] ?? '');
    const first = await bring('a new workbook', workbook, { region, tables, desk });
    const again = await bring('the same again', workbook, { region, tables, desk });
    const others = Buffer.from(await writePages([listOf(codes, desk.own, rows, '（再次汇总）')]));
    const other = await bring('the same rows, another file', others, { region, tables, desk });
    return { projects, brought: [first, again, other], peakRss: process.resourceUsage().maxRSS * 1024 };
  } finally {
    tables.close();
    county.close();
    await region.stop();
  }
}

/** One project walked until its budget is issued, and its clones. */
async function planted(region: Region, county: County, tables: TableAccess, projects: number): Promise<readonly string[]> {
  const first = codeOf('I', 0);
  for await (const { name, take } of course(county.desk(first))) {
    await region.whenIdle();
    await take();
    if (name === 'budget approval') break;
  }
  await region.whenIdle();
  const others = Array.from({ length: projects - 1 }, (_, at) => codeOf('I', at + 1));
  // Only monitoring files readings, and whoever hears of them is held.
  const model = await modelOf(first, tables, '-monitoring');
  const done = await populate(unheard(model), others, tables, FILLING_MS);
  if (done < others.length) throw new Error(`the machine is too busy: ${done} of ${others.length} projects after ${FILLING_MS} ms`);
  await region.whenIdle(FILLING_MS);
  return [first, ...others];
}

/** A line for each project and month, in step with the calendar, so that no light changes. */
function listOf(codes: readonly string[], own: Case, rows: number, sheet = '') {
  const records = codes.flatMap((projectCode) =>
    MONTHS.map((period, at) => {
      const share = (at + 1) / MONTHS.length;
      const { paid, issued, indicators } = reading(own, period, '28', share, share);
      const rowsOfIt = indicators.slice(0, 1).map(({ id, actual }) => ({ id, actual, likelihood: 'certain' as const }));
      const money = { paid: cents(paid), issued: cents(issued) };
      return { projectCode, fiscalYear: own.year, period, reading: { asOf: monthEnd(own.year, period), ...money, indicators: rowsOfIt } };
    }),
  );
  const page = writeReadings(records.slice(0, rows));
  return { ...page, name: `${page.name}${sheet}` };
}

const cents = (yuan: string) => Math.round(Number(yuan) * 100);

interface Surroundings {
  readonly region: Region;
  readonly tables: TableAccess;
  readonly desk: Desk;
}

async function bring(name: string, workbook: Buffer, { region, tables, desk }: Surroundings): Promise<Brought> {
  const table = region.blueprint.tables.find((each) => each.name.endsWith('-monitoring'))?.name ?? '';
  const before = await tables.events(table, 'reading#');
  const watch = watched(region);
  const begun = performance.now();
  const content = workbook.toString('base64');
  const preview = good(
    await desk.act('unit', 'previewImport', {
      body: { form: 'readings', fiscalYear: desk.own.year, workbook: { name: '监控数据汇总表.xlsx', content } },
    }),
  );
  const previewMs = performance.now() - begun;
  const importer = desk.about({ ...desk.own, importId: String(preview.body.importId) });
  const sent = performance.now();
  good(await importer.act('unit', 'confirmImport'));
  const seen = new Set<number>();
  let counts = countsOf(good(await importer.act('unit', 'getImport')));
  while (counts.status !== 'done') {
    seen.add(counts.waiting);
    await pause(LOOK_MS);
    counts = countsOf(good(await importer.act('unit', 'getImport')));
    const { rows, waiting, recorded, unchanged, refused } = counts;
    if (waiting + recorded + unchanged + refused !== rows) throw new Error(`the counts don't add up: ${JSON.stringify(counts)}`);
  }
  const filingMs = performance.now() - sent;
  const memory = await watch.stop();
  const after = await tables.events(table, 'reading#');
  return { name, bytes: workbook.length, previewMs, filingMs, counts, steps: seen.size, events: [before, after], memory };
}

function countsOf({ body }: Reply): Counts {
  const { status, rows, waiting, recorded, unchanged, refused } = Object(body);
  return { status, rows, waiting, recorded, unchanged, refused };
}

/** Looks again and again at what the functions take, until told to stop; answers the most that was seen. */
function watched(region: Region): { stop(): Promise<Readonly<Record<string, number>>> } {
  const most = new Map<string, number>();
  let going = true;
  const looking = (async () => {
    while (going) {
      for (const [name, bytes] of Object.entries(await region.memory())) {
        const part = TAKING_PART.find((each) => name.endsWith(`-${each}`));
        if (part) most.set(part, Math.max(most.get(part) ?? 0, bytes));
      }
      await pause(LOOK_MS);
    }
  })();
  return {
    async stop() {
      going = false;
      await looking;
      return Object.fromEntries(most);
    },
  };
}
