import type { Placement, Position } from '../../shared/io/items.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { yuan } from '../../shared/values/money.ts';
import { type RectificationEvent, type RectificationState, readId, receipt, type Status, type Which } from './rules/rectification.ts';

interface Roll {
  readonly division: string;
  readonly years: readonly number[];
}

const ROLLS = 'rolls';

/** Who has to act: 待反馈 the unit, 待确认 finance. A sanction moves a notice to the end of what is awaited, so a night meets it once. */
const QUEUES = {
  reply: ['escalated', 'returned', 'issued'],
  confirmation: ['replied'],
} as const satisfies Record<string, readonly Status[]>;
const STATUSES: readonly Status[] = [...QUEUES.reply, ...QUEUES.confirmation, 'confirmed'];

/** The kinds of record in this function's table, each with its place in the index. */
export function openRectifications(options: Opened) {
  const source = 'rectification';
  const ledger = new Table<RectificationState, RectificationEvent>({ ...options, source, placement: noticePlace });
  const rosters = new Table<{ readonly notices: readonly string[] }, never>({ ...options, source });
  const rolls = new Table<Roll, never>({
    ...options,
    source,
    placement: ({ division, years }) => ({ queue: ROLLS, place: division, row: { division, years } }),
  });
  const registry = {
    divisions: () => rows(rolls, ROLLS, rollOf),
    async *awaited(division: string, year: number) {
      for (const status of QUEUES.reply) yield* rows(ledger, `${division}#${year}#${status}`, awaitedOf);
    },
  };
  return { ledger, rosters, rolls, registry };
}

export type Rectifications = ReturnType<typeof openRectifications>;

/** `GET /rectifications`: one division's notices by who has to act (`queue`), by status, or all; of one year, else the newest first. */
export function lister({ ledger, rolls }: Pick<Rectifications, 'ledger' | 'rolls'>) {
  return async (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = query.fiscalYear === undefined ? ((await rolls.read(`roll#${division}`))?.state.years ?? []) : [query.fiscalYear];
    const asked = query.queue === undefined ? STATUSES : (Object.entries(QUEUES).find(([name]) => name === query.queue)?.[1] ?? []);
    const statuses = asked.filter((status) => query.status === undefined || query.status === status);
    const queues = years.toReversed().flatMap((year) => statuses.map((status) => `${division}#${year}#${status}`));
    return worklist(ledger, actor, query, queues);
  };
}

function noticePlace(state: RectificationState, key: string): Placement | undefined {
  const [, projectCode = '', year = '', reference = ''] = key.split('#');
  const { place, status, amount } = state;
  const { division, departmentCode, unitCode, name, secret } = place;
  if (secret) return undefined;
  return {
    queue: `${division}#${year}#${status}`,
    place: `${unitCode}#${projectCode}#${reference}`,
    row: {
      ...receipt(state, { projectCode, fiscalYear: Number(year), reference }),
      name,
      division,
      departmentCode,
      unitCode,
      ...(amount === undefined ? {} : { amount: yuan(amount) }),
    },
  };
}

function rollOf({ division, years }: Receipt): Roll {
  return { division: String(division), years: Array.isArray(years) ? years.map(Number) : [] };
}

function awaitedOf({ id, dueOn }: Receipt): { readonly which: Which; readonly dueOn: string | undefined } {
  const which = readId(String(id));
  if (!which) throw new Error(`the worklist names a notice “${id}”`);
  return { which, dueOn: typeof dueOn === 'string' ? dueOn : undefined };
}

async function* rows<State, Row>(
  table: Table<State, never> | Table<State, RectificationEvent>,
  queue: string,
  shape: (row: Receipt) => Row,
) {
  let after: Position | undefined;
  do {
    const page = await table.list({ queue, limit: 100, ...(after === undefined ? {} : { after }) });
    for (const row of page.rows) yield shape(row);
    after = page.next;
  } while (after !== undefined);
}
