import * as z from 'zod';
import { digestOf } from '../../events/chain.ts';
import { type Actor, has, seesMarker } from '../values/actor.ts';
import type { Receipt } from '../values/decision.ts';
import { Division, liesUnder } from '../values/division.ts';
import { FiscalYearParam } from '../values/fiscal-year.ts';
import type { Position } from './items.ts';
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
  list(query: { readonly queue: string; readonly prefix?: string; readonly limit: number; readonly after?: Position }): Promise<Page>;
}

/** So many index pages are read to fill one answer at most; the cursor goes on from there. */
const PAGES = 12;

/**
 * One page of the worklists `queues`, in that order, of rows that the actor may see: by the place that a row carries, or as `open` says
 * where rows are of no project. A cursor belongs to the query that it came from and to nobody else's.
 */
export async function worklist(
  source: Source,
  actor: Actor,
  query: ListQuery,
  queues: readonly string[],
  keep: (row: Receipt) => boolean = () => true,
  open?: (row: Receipt) => boolean,
): Promise<Listed> {
  const unit = has(actor, 'unit') && actor.roles.length === 1 && !open ? actor.organisation : undefined;
  const mine = open ?? ((row: Receipt) => visible(actor, row));
  const prefix = unit === undefined ? {} : { prefix: `${unit}#` };
  const binding = JSON.stringify([actor.sub, actor.division, actor.organisation, queues, prefix]);
  const start = query.cursor === undefined ? { queue: 0 } : readCursor(query.cursor, binding);
  if (!start) return { ok: false, says: '翻页标记无效，或者不属于这次查询' };
  const items: Receipt[] = [];
  let after = start.after;
  let pages = 0;
  for (let at = start.queue; at < queues.length; ) {
    const queue = queues[at] ?? '';
    const page = await source.list({ queue, ...prefix, limit: query.limit - items.length, ...(after === undefined ? {} : { after }) });
    items.push(...page.rows.filter((row) => mine(row) && keep(row)));
    after = page.next;
    if (page.next === undefined) at += 1;
    pages += 1;
    if ((items.length >= query.limit || pages >= PAGES) && at < queues.length) {
      return { ok: true, items, next: writeCursor({ queue: at, ...(after === undefined ? {} : { after }) }, binding) };
    }
  }
  return { ok: true, items };
}

/** The years of a list that names none, newest first: budget performance management began with 2018. */
export function yearsUntil(last: number): number[] {
  return Array.from({ length: Math.max(last - 2017, 1) }, (_, before) => last - before);
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

/** Where the answer ended: in which of the queues, after which row. */
const Place = z.strictObject({
  queue: z.number().int().min(0),
  after: z.strictObject({ key: z.string().min(1), place: z.string().min(1) }).optional(),
});
const Cursor = z.strictObject({ seal: z.string(), place: Place });

function writeCursor(place: z.output<typeof Place>, binding: string): string {
  return Buffer.from(JSON.stringify({ seal: sealOf(place, binding), place })).toString('base64url');
}

function readCursor(text: string, binding: string): { queue: number; after?: Position } | undefined {
  try {
    const { seal, place } = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (seal !== sealOf(place, binding)) return undefined;
    return { queue: place.queue, ...(place.after === undefined ? {} : { after: place.after }) };
  } catch {
    return undefined;
  }
}

/** Not a secret, a check: it tells a cursor that was cut, changed or brought from another query. Rows are checked for themselves. */
function sealOf(place: z.output<typeof Place>, binding: string): string {
  return digestOf(`${binding}\n${JSON.stringify(place)}`).slice(7, 23);
}
