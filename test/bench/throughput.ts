import { type Region, startRegion } from '../../local/region.ts';
import type { Role } from '../../shared/values/actor.ts';
import { bodiesOf, reading } from '../region/case.ts';
import type { Changes, Desk } from '../region/desk.ts';
import { filled, routeNamed } from '../region/route-tables.ts';
import { type County, codeOf, good, openCounty } from './county.ts';
import { type Ceiling, EngineCeiling, type Operation } from './engine-ceiling.ts';
import { fill } from './filling.ts';
import { type Load, load } from './load.ts';
import { type Asked, LoneFunction } from './lone-function.ts';
import { TableAccess } from './table-access.ts';

export interface Served extends Load {
  readonly name: string;
  /** The engine's own operation that it is compared with. */
  readonly against: Operation;
  /** Requests per second as a share of what the engine does of that. */
  readonly share: number;
  /** The same, of what the engine would do if it were asked for nothing but this request's calls, one after the other. */
  readonly shareOfCalls: number;
  /** CPU of the function's process per request, alone; `sdkMs` is what the same calls cost the plain SDK, `ownMs` the rest. */
  readonly cpu: { readonly wholeMs: number; readonly sdkMs: number; readonly ownMs: number; readonly targetMs: number };
  /** Calls to the engine per request, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface Throughput {
  /** Projects present. */
  readonly population: number;
  readonly ceilings: readonly Ceiling[];
  readonly served: readonly Served[];
  readonly fillingMs: number;
}

export interface Extent {
  readonly population: number;
  /** Requests of each kind at most, and milliseconds. */
  readonly most: number;
  readonly limitMs: number;
}

/** The design's ceilings for our own CPU. */
const WRITE_MS = 1;
const READ_MS = 0.5;
const LANES = 10;
const WARMING = 30;

interface Kind {
  readonly name: string;
  readonly against: Operation;
  readonly function: string;
  readonly role: Role;
  readonly operation: string;
  /** Codes that it works on: group of codes, each used once unless it reads. */
  readonly group: string;
  readonly changes: (desk: Desk) => Changes;
}

const KINDS: readonly Kind[] = [
  {
    name: 'create',
    against: 'TransactWriteItems',
    function: 'projects',
    role: 'unit',
    operation: 'registerProject',
    group: 'N',
    changes: () => ({}),
  },
  {
    name: 'review step',
    against: 'TransactWriteItems',
    function: 'goals',
    role: 'department',
    operation: 'reviewGoals',
    group: 'A',
    changes: () => ({ body: { step: 'department', opinion: 'excellent', comment: '指标清晰、可衡量。' } }),
  },
  {
    name: 'reading',
    against: 'PutItem',
    function: 'monitoring',
    role: 'unit',
    operation: 'recordReading',
    group: 'B',
    changes: ({ own }) => ({ params: { period: '04' }, body: reading(own, '04', '30', 0.33, 0.33) }),
  },
  { name: 'get', against: 'GetItem', function: 'projects', role: 'unit', operation: 'getProject', group: 'R', changes: () => ({}) },
  {
    name: 'list, 25 rows',
    against: 'Query',
    function: 'projects',
    role: 'finance-performance',
    operation: 'listProjects',
    group: 'R',
    changes: () => ({ query: 'limit=25&status=proposed' }),
  },
];

const reads = ({ against }: Kind) => against === 'GetItem' || against === 'Query';

/** Fills a region whose functions call the engine without anything between, and asks as much of it as it gives. */
export async function throughput({ population, most, limitMs }: Extent): Promise<Throughput> {
  const region = await startRegion({ quiet: true, direct: true });
  const county = openCounty(region);
  const tables = new TableAccess(region);
  const table = region.blueprint.tables.find(({ name }) => name.endsWith('-projects'))?.name ?? '';
  const engine = new EngineCeiling({ access: region.access, table, queue: '640104#proposed' });
  try {
    const begun = performance.now();
    const registered = await fill(region, county, tables, population, 2 * (most + WARMING));
    const fillingMs = performance.now() - begun;
    const extent = { most, limitMs };
    const ceilings: Ceiling[] = [];
    const served: Served[] = [];
    // Each kind beside the ceiling that it is compared with: what else the machine does, changes by the minute.
    for (const operation of ['TransactWriteItems', 'PutItem', 'GetItem', 'Query'] as const) {
      ceilings.push(await engine.measure({ operation, ...extent }));
    }
    for (const kind of KINDS) {
      const http = await overHttp(kind, county, registered, extent);
      const now = await engine.measure({ operation: kind.against, ...extent, first: 10_000 * (1 + served.length) });
      const { calls, cpuMs } = await alone(kind, region, county, registered, extent);
      served.push({ ...http, calls, ...judged(kind, http, { calls, cpuMs }, [now, ...ceilings]) });
    }
    return { population: registered, ceilings, served, fillingMs };
  } finally {
    engine.stop();
    tables.close();
    county.close();
    await region.stop();
  }
}

/** How a kind did, by the newest measure of each of the engine's operations. */
function judged(
  kind: Kind,
  { perSecond }: Load,
  { calls, cpuMs: wholeMs }: { readonly calls: Served['calls']; readonly cpuMs: number },
  ceilings: readonly Ceiling[],
): Pick<Served, 'share' | 'shareOfCalls' | 'cpu'> {
  const of = (name: string) => ceilings.find(({ operation }) => operation === name);
  const sum = (one: (ceiling: Ceiling | undefined) => number) =>
    Object.entries(calls).reduce((total, [name, count]) => total + count * one(of(name)), 0);
  const sdkMs = sum((ceiling) => ceiling?.cpuMs ?? 0);
  return {
    share: perSecond / (of(kind.against)?.perSecond ?? Number.NaN),
    shareOfCalls: perSecond * sum((ceiling) => 1 / (ceiling?.perSecond ?? Number.NaN)),
    cpu: { wholeMs, sdkMs, ownMs: wholeMs - sdkMs, targetMs: reads(kind) ? READ_MS : WRITE_MS },
  };
}

/** Requests of a kind from `first` on: over what the others have left, in the order of their numbers; reads go over all that is registered. */
function codes(kind: Kind, registered: number, first: number): (number: number) => string {
  return (number) => codeOf(kind.group, reads(kind) ? ((first + number) * 7919) % registered : 1 + first + number);
}

async function overHttp(
  kind: Kind,
  county: County,
  registered: number,
  { most, limitMs }: Pick<Extent, 'most' | 'limitMs'>,
): Promise<Load & Pick<Served, 'name' | 'against'>> {
  const code = codes(kind, registered, 0);
  const one = async (number: number) => {
    const desk = county.desk(code(number));
    good(await desk.act(kind.role, kind.operation, kind.changes(desk)));
  };
  await load(one, { most: WARMING, limitMs, lanes: LANES });
  const measured = await load((number) => one(WARMING + number), { most, limitMs, lanes: LANES });
  return { name: kind.name, against: kind.against, ...measured };
}

async function alone(kind: Kind, region: Region, county: County, registered: number, { most, limitMs }: Pick<Extent, 'most' | 'limitMs'>) {
  const lambda = region.blueprint.functions.find(({ name }) => name.endsWith(`-${kind.function}-api`));
  if (!lambda) throw new Error(`there is no API of ${kind.function}`);
  const lone = new LoneFunction(lambda, region.access);
  try {
    const code = codes(kind, registered, most + WARMING);
    const token = await county.people.token(kind.role);
    const asked = Array.from({ length: most }, (_, number) => requestOf(kind, county.desk(code(number)), token));
    return await lone.serve({ asked, lanes: LANES, limitMs });
  } finally {
    lone.stop();
  }
}

/** What the desk would send, for a function that no gateway stands before. */
function requestOf({ operation, changes }: Kind, desk: Desk, token: string): Asked {
  const { method, path } = routeNamed(operation);
  const { params, query, body = Object.entries(bodiesOf(desk.own)).find(([name]) => name === operation)?.[1] } = changes(desk);
  const address = filled(path, { ...desk.params(), ...params });
  return {
    method,
    path: query === undefined ? address : `${address}?${query}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === 'POST' ? { 'idempotency-key': `${desk.own.code}-alone` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
