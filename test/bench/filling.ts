import type { Region } from '../../local/region.ts';
import { type County, codeOf } from './county.ts';
import { course } from './course.ts';
import { type Model, modelOf, populate } from './population.ts';
import type { TableAccess } from './table-access.ts';

/** How long it may take. */
const FILLING_MS = 45_000;

/**
 * Goals in review, as many as are to be reviewed, and years under way, as many as are to be read; then registered projects until there
 * are enough or no time is left. Answers how many are registered.
 */
export async function fill(region: Region, county: County, tables: TableAccess, population: number, others: number): Promise<number> {
  const inReview = await walked(region, county, tables, { code: codeOf('A', 0), last: 'submit goals, 3 KB', table: '-goals' });
  const underWay = await walked(region, county, tables, {
    code: codeOf('B', 0),
    last: 'first reading, lights go on',
    table: '-monitoring',
  });
  const registered = await walked(region, county, tables, { code: codeOf('R', 0), last: 'register', table: '' });
  // From here on nothing is delivered: what is cloned was heard once, and on AWS consumers run elsewhere.
  region.pause();
  const late = performance.now() + FILLING_MS;
  const clone = (model: Model, group: string, count: number) =>
    populate(
      model,
      Array.from({ length: count }, (_, index) => codeOf(group, index + 1)),
      tables,
      late - performance.now(),
    );
  const done = (await clone(inReview, 'A', others)) + (await clone(underWay, 'B', others));
  if (done < 2 * others) throw new Error(`the machine is too busy: ${done} of ${2 * others} projects after ${FILLING_MS} ms`);
  return 1 + (await clone(registered, 'R', population - 1));
}

interface Walk {
  readonly code: string;
  /** The step that it ends with. */
  readonly last: string;
  /** Whose items are taken; empty for everybody's. */
  readonly table: string;
}

async function walked(region: Region, county: County, tables: TableAccess, { code, last, table }: Walk): Promise<Model> {
  for await (const { name, take } of course(county.desk(code))) {
    await region.whenIdle();
    await take();
    if (name === last) break;
  }
  await region.whenIdle();
  return modelOf(code, tables, table);
}
