import type { Publisher } from '../../events/routes.ts';
import type { Roll } from '../review/roll.ts';
import type { Receipt } from '../values/decision.ts';
import type { Position } from './items.ts';
import { type Opened, type Page, Table } from './table.ts';

const ROLLS = 'rolls';

/** The register of divisions, by which the night finds what is under review. */
export function openRolls(options: Opened, source: Publisher): Table<Roll, never> {
  return new Table<Roll, never>({
    ...options,
    source,
    placement: ({ division, years, chains }) => ({ queue: ROLLS, place: division, row: { division, years, chains } }),
  });
}

interface Listing {
  list(query: { readonly queue: string; readonly limit: number; readonly after?: Position }): Promise<Page>;
}

/** One that waits; `noticeOn`: the first day on which there is something to say about it. */
export interface Waiting {
  readonly projectCode: string;
  readonly fiscalYear: number;
  readonly noticeOn: string | undefined;
}

/** What the night walks: the divisions, and in each what waits for some step. `queuesOf`: the worklists in which it may stand. */
export function openRegistry(
  documents: Listing,
  rolls: Listing,
  queuesOf: (roll: Roll, fiscalYear: number) => readonly string[],
): { divisions(): AsyncIterable<Roll>; waiting(roll: Roll, fiscalYear: number): AsyncIterable<Waiting> } {
  return {
    divisions: () => rows(rolls, ROLLS, rollOf),
    async *waiting(roll, fiscalYear) {
      for (const queue of queuesOf(roll, fiscalYear)) yield* rows(documents, queue, waitingOf);
    },
  };
}

export type Registry = ReturnType<typeof openRegistry>;

function rollOf({ division, years, chains }: Receipt): Roll {
  return {
    division: String(division),
    years: Array.isArray(years) ? years.map(Number) : [],
    chains: Array.isArray(chains) ? chains.map(String) : [],
  };
}

function waitingOf({ projectCode, fiscalYear, noticeOn }: Receipt): Waiting {
  return {
    projectCode: String(projectCode),
    fiscalYear: Number(fiscalYear),
    noticeOn: typeof noticeOn === 'string' ? noticeOn : undefined,
  };
}

async function* rows<Row>(documents: Listing, queue: string, shape: (row: Receipt) => Row): AsyncGenerator<Row> {
  let after: Position | undefined;
  do {
    const page = await documents.list({ queue, limit: 100, ...(after === undefined ? {} : { after }) });
    for (const row of page.rows) yield shape(row);
    after = page.next;
  } while (after !== undefined);
}
