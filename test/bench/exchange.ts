import { createHash } from 'node:crypto';
import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { type Region, startRegion } from '../../local/region.ts';
import { synthesise } from '../../stacks/synthesise.ts';
import { reading, TODAY } from '../region/case.ts';
import { must } from '../region/loop.ts';
import { keyPair, Sender } from '../region/sender.ts';
import { type County, codeOf, openCounty } from './county.ts';
import { course } from './course.ts';
import { HEAP_MB, LoneIntake, type Taken } from './lone-intake.ts';
import { modelOf, populate } from './population.ts';
import { TableAccess } from './table-access.ts';
import { fixed, textTable, whole } from './text-table.ts';

/** Months of readings from many counties at once, and one county's long file. */
export interface Exchanged {
  readonly senders: number;
  readonly rows: number;
  readonly ms: number;
  /** Request units per row, by function. */
  readonly units: Readonly<Record<string, { readonly writes: number; readonly reads: number }>>;
  readonly file: Taken & { readonly rows: number; readonly bytes: number };
}

export interface Span {
  readonly counties: number;
  readonly fileRows: number;
}

const PROVINCE = '640000';
const HOME = '640104';
const YEARS = [2024, 2025];
const PROJECTS = 2;
const NOW = Date.parse(`${TODAY}T09:00:00+08:00`);
const PATIENCE_MS = 200_000;
const PIECE = 500;
const PART_BYTES = 8 * 1024 * 1024;

/** So many counties, each with two projects and 24 months of readings in one message; then one file of so many rows. */
export async function exchanged({ counties, fileRows }: Span): Promise<Exchanged> {
  const template = await synthesise('local', { division: PROVINCE });
  const region = await startRegion({ quiet: true, template });
  region.clock(new Date(NOW));
  const county = openCounty(region);
  try {
    const divisions = Array.from({ length: counties }, (_, at) => String(640201 + at));
    await populateCounties(region, county, divisions);
    const senders = await Promise.all(divisions.map((division) => register(region, county, division)));
    await region.whenIdle(PATIENCE_MS);
    region.capacity(true);
    const batches = senders.map((sender) => ({ sender, rows: rowsOf(county, sender.division) }));
    const rows = batches.reduce((sum, each) => sum + each.rows.length, 0);
    const begun = performance.now();
    for (const { sender, rows: own } of batches) await sender.rows('readings', 'BENCH', own);
    await region.whenIdle(PATIENCE_MS);
    const ms = performance.now() - begun;
    const units = unitsPerRow(region, rows);
    for (const { sender } of batches) await isAnswered(county, sender.division);
    return { senders: counties, rows, ms, units, file: await longFile(region, county, senders[0], fileRows) };
  } finally {
    county.close();
    await region.stop();
  }
}

/** One project walked to its issued budget, and what monitoring keeps of it put there again for every county, project and year. */
async function populateCounties(region: Region, county: County, divisions: readonly string[]): Promise<void> {
  const code = codeOf('X', 0);
  for await (const { name, take } of course(county.desk(code))) {
    await region.whenIdle(PATIENCE_MS);
    if (name.startsWith('first reading')) break;
    await take();
  }
  await region.whenIdle(PATIENCE_MS);
  const tables = new TableAccess(region);
  const { items } = await modelOf(code, tables, '-monitoring');
  for (const division of divisions) {
    for (const year of YEARS) {
      const changed = (text: string) => text.replaceAll(HOME, division).replaceAll('2025', String(year));
      const model = { code: changed(code), items: new Map([...items].map(([table, found]) => [table, found.map(changed)])) };
      await populate(model, codesOf(division), tables, PATIENCE_MS);
    }
  }
}

const codesOf = (division: string) => Array.from({ length: PROJECTS }, (_, at) => codeOf('X', at + 1).replace(HOME, division));

async function register(region: Region, county: County, division: string): Promise<Sender> {
  const keys = keyPair();
  const body = { name: `演示${division}`, kinds: ['readings', 'submissions'], keys: [keys.jwk] };
  must(await county.desk('X').act('province', 'registerPeer', { params: { division }, body }), 201);
  return new Sender(region, { division, to: PROVINCE, now: () => NOW, keys });
}

function rowsOf(county: County, division: string): readonly object[] {
  return codesOf(division).flatMap((projectCode) =>
    YEARS.flatMap((year) =>
      Array.from({ length: 12 }, (_, month) => {
        const period = String(month + 1).padStart(2, '0');
        const { own } = county.desk(projectCode, { year });
        return { projectCode, fiscalYear: year, period, ...reading(own, period, '28', (month + 1) / 12, (month + 1) / 12) };
      }),
    ),
  );
}

async function isAnswered(county: County, division: string): Promise<void> {
  const { body } = must(await county.desk('X').act('province', 'getBatch', { params: { batch: `${division}.BENCH` } }), 200);
  if (body.status !== 'answered' || body.recorded !== body.rows) throw new Error(`not recorded: ${JSON.stringify(body).slice(0, 800)}`);
}

function unitsPerRow(region: Region, rows: number): Exchanged['units'] {
  const counted = Object.entries(region.capacity()).filter(([name]) => /exchange|monitoring/.test(name));
  return Object.fromEntries(
    counted.map(([name, { writes, reads }]) => [name.split('-').slice(3).join('-'), { writes: writes / rows, reads: reads / rows }]),
  );
}

/** The door alone, a piece after the other as the queue would bring them; nothing is delivered meanwhile. */
async function longFile(region: Region, county: County, sender: Sender | undefined, rows: number): Promise<Exchanged['file']> {
  if (!sender) throw new Error('there is no sender');
  const [row] = rowsOf(county, sender.division);
  const content = Buffer.from(Array.from({ length: rows }, () => JSON.stringify(row)).join('\n'));
  const { division } = sender;
  const desk = county.desk('X', { division });
  region.pause();
  const lambda = region.blueprint.functions.find(({ name }) => name.endsWith('-exchange-intake'));
  if (!lambda) throw new Error('there is no exchange-intake');
  const claim = await deposit(region, String(lambda.environment.VAULT_BUCKET), division, content);
  const lone = new LoneIntake(lambda, region.access);
  try {
    // It has this machine's clock, not the region's.
    const iat = Math.floor(Date.now() / 1000);
    const first = await sender.sign(sender.claims({ jti: 'FILE', kind: 'readings', claim, iat, exp: iat + 3600 }));
    const rest = Array.from({ length: Math.ceil(rows / PIECE) - 1 }, (_, at) =>
      JSON.stringify({ goOn: `${division}.FILE`, piece: at + 1 }),
    );
    const taken = await lone.take([first, ...rest]);
    const { body } = must(await desk.act('province', 'getBatch', { params: { batch: `${division}.FILE` } }), 200);
    if (body.rows !== rows) throw new Error(`${body.rows} of ${rows} rows were taken`);
    return { ...taken, rows, bytes: content.length };
  } finally {
    lone.stop();
  }
}

/** Straight into the vault, in parts: the local store takes 11 MB at a time, S3 takes it whole. */
async function deposit({ access }: Region, bucket: string, division: string, content: Buffer): Promise<string> {
  const { endpoint, region, ...credentials } = access;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const digest = createHash('sha256').update(content).digest('hex');
  const file = { Bucket: bucket, Key: `exchange/${division}/sha256-${digest}` };
  const { UploadId: upload } = await s3.send(new CreateMultipartUploadCommand(file));
  const parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (let at = 0; at < content.length; at += PART_BYTES) {
    const number = parts.length + 1;
    const part = { ...file, UploadId: upload, PartNumber: number, Body: content.subarray(at, at + PART_BYTES) };
    parts.push({ PartNumber: number, ETag: (await s3.send(new UploadPartCommand(part))).ETag });
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...file, UploadId: upload, MultipartUpload: { Parts: parts } }));
  return `${division}-${digest}`;
}

export function exchangeTable({ units }: Exchanged): string {
  const line = ([name, { writes, reads }]: [string, { writes: number; reads: number }]) => [name, fixed(writes), fixed(reads)];
  return textTable(['units per row', 'W', 'R'], Object.entries(units).map(line));
}

export function exchangeLines({ senders, rows, ms, file }: Exchanged): readonly string[] {
  return [
    `  ${senders} senders, ${whole(rows)} rows in ${whole(ms)} ms: ${whole((rows / ms) * 1000)} rows/s, from the intake queue to the last answer.`,
    `  A file of ${whole(file.rows)} rows (${whole(file.bytes / 1e6)} MB) through the door alone: ${whole((file.rows / file.ms) * 1000)} rows/s, ` +
      `${whole(file.restingMb)} MB before, ${whole(file.peakMb)} MB at most, with a heap of ${HEAP_MB} MB.`,
  ];
}
