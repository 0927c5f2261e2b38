import * as z from 'zod';
import { digestOf } from '../../events/chain.ts';
import { type Actor, has, seesMarker } from '../values/actor.ts';
import type { Receipt } from '../values/decision.ts';
import { Division, liesUnder } from '../values/division.ts';
import { FiscalYearParam } from '../values/fiscal-year.ts';
import type { Page } from './table.ts';

/** The query that every list takes (api.md, lists). */
export const ListQuery = z.strictObject({
  division: Division.optional(),
  fiscalYear: FiscalYearParam.optional(),
  status: z.string().max(40).optional(),
  queue: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(400).optional(),
});
export type ListQuery = z.output<typeof ListQuery>;

export const ListAnswer = z.object({ items: z.array(z.looseObject({})), next: z.string().optional() });

/** A row carries the place that says who may see it. */
const Row = z.looseObject({ division: z.string(), departmentCode: z.string(), unitCode: z.string() });

export type Listed =
  | { readonly ok: true; readonly items: readonly Receipt[]; readonly next?: string }
  | { readonly ok: false; readonly says: string };

interface Source {
  list(query: { readonly queue: string; readonly prefix?: string; readonly limit: number; readonly after?: string }): Promise<Page>;
}

/** So many index pages are read to fill one answer at most; the cursor goes on from there. */
const PAGES = 12;

/**
 * One page of the worklists `queues`, in that order, of rows that the actor may see. A cursor belongs to the query that it came
 * from and to nobody else's.
 */
export async function worklist(
  source: Source,
  actor: Actor,
  query: ListQuery,
  queues: readonly string[],
  keep: (row: Receipt) => boolean = () => true,
): Promise<Listed> {
  const binding = digestOf(JSON.stringify([actor.sub, actor.division, actor.organisation, queues])).slice(7, 23);
  const start = query.cursor === undefined ? { queue: 0 } : readCursor(query.cursor, binding, queues.length);
  if (!start) return { ok: false, says: '翻页标记无效，或者不属于这次查询' };
  const prefix = has(actor, 'unit') && actor.roles.length === 1 ? { prefix: `${actor.organisation}#` } : {};
  const items: Receipt[] = [];
  let after = start.after;
  let pages = 0;
  for (let at = start.queue; at < queues.length; ) {
    const queue = queues[at] ?? '';
    const page = await source.list({ queue, ...prefix, limit: query.limit - items.length, ...(after === undefined ? {} : { after }) });
    items.push(...page.rows.filter((row) => visible(actor, row) && keep(row)));
    after = page.next;
    if (page.next === undefined) at += 1;
    pages += 1;
    if ((items.length >= query.limit || pages >= PAGES) && at < queues.length) {
      return { ok: true, items, next: writeCursor({ binding, queue: at, ...(after === undefined ? {} : { after }) }) };
    }
  }
  return { ok: true, items };
}

/** The division that a list is about: the one asked for, when it lies under the actor's; else the actor's own. `undefined`: not theirs. */
export function listedDivision(actor: Actor, query: ListQuery): string | undefined {
  if (query.division === undefined) return actor.division;
  return liesUnder(query.division, actor.division) ? query.division : undefined;
}

function visible(actor: Actor, row: Receipt): boolean {
  const place = Row.safeParse(row);
  return place.success && seesMarker(actor, place.data);
}

const Cursor = z.strictObject({ binding: z.string(), queue: z.number().int().min(0), after: z.string().optional() });

function writeCursor(cursor: z.output<typeof Cursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string, binding: string, queues: number): { queue: number; after?: string } | undefined {
  try {
    const cursor = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (cursor.binding !== binding || cursor.queue >= queues) return undefined;
    return { queue: cursor.queue, ...(cursor.after === undefined ? {} : { after: cursor.after }) };
  } catch {
    return undefined;
  }
}
