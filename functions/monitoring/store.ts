import type { NewEvent } from '../../events/index.ts';
import type { Placement, Position } from '../../shared/io/items.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { type AlertEvent, type AlertStatus, alertIdOf, type MonitoringState, readAlertId } from './rules/alert.ts';
import type { Memory } from './rules/batch.ts';
import { type Plan, type Roll, rollKey } from './rules/plan.ts';

const REMEMBER_MS = 30 * 24 * 3600 * 1000;
const ROLLS = 'rolls';
const STATUSES: readonly AlertStatus[] = ['open', 'treated', 'cleared'];

/** The kinds of record in monitoring's table, each with its place in the index. */
export function openMonitoring(options: Opened) {
  const source = 'monitoring';
  const ledger = new Table<MonitoringState, AlertEvent | NewEvent<'reading.recorded.v1'>>({ ...options, source, placement: alertPlace });
  const plans = new Table<Plan, never>({ ...options, source, placement: planPlace });
  const rolls = new Table<Roll, never>({
    ...options,
    source,
    placement: ({ division, years }) => ({ queue: ROLLS, place: division, row: { division, years } }),
  });
  const memory = new Table<Memory, never>({ ...options, source, expiry: ({ at }) => at + REMEMBER_MS });
  const registry = {
    divisions: () => rows(rolls, ROLLS, rollOf),
    planned: (division: string, year: number) => rows(plans, `plans#${division}#${year}`, ({ projectCode }) => String(projectCode)),
    openAlerts: (division: string, year: number) =>
      rows(ledger, `${division}#${year}#open`, ({ alertId, dueOn }) => ({ alertId: String(alertId), dueOn: String(dueOn) })),
  };
  return { ledger, readings: ledger, plans, rolls, memory, registry };
}

export type Monitoring = ReturnType<typeof openMonitoring>;

/** `GET /monitoring/alerts`: the newest alert of each project's year; without a year, of the newest year first. */
export function lister({ ledger, rolls }: Pick<Monitoring, 'ledger' | 'rolls'>) {
  return async (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = query.fiscalYear === undefined ? ((await rolls.read(rollKey(division)))?.state.years ?? []) : [query.fiscalYear];
    const statuses = STATUSES.filter((status) => query.status === undefined || query.status === status);
    const queues = years.toReversed().flatMap((year) => statuses.map((status) => `${division}#${year}#${status}`));
    const listed = await worklist(ledger, actor, query, queues);
    return listed.ok ? { ...listed, items: listed.items.map(whole) } : listed;
  };
}

/** A row keeps no more than its id can't tell. */
function whole(row: Receipt): Receipt {
  const { projectCode, fiscalYear } = readAlertId(String(row.alertId)) ?? {};
  return { ...row, projectCode, fiscalYear };
}

function rollOf({ division, years }: Receipt): Roll {
  return { division: String(division), years: Array.isArray(years) ? years.map(Number) : [] };
}

function alertPlace({ place, alert, alerts, lights }: MonitoringState, key: string): Placement | undefined {
  const [, projectCode = '', year = ''] = key.split('#');
  const { division, departmentCode, unitCode, name, secret } = place;
  if (secret) return undefined;
  const { status, raisedOn, dueOn, action, overdue } = alert;
  const alertId = alertIdOf({ projectCode, fiscalYear: Number(year) }, alerts);
  return {
    queue: `${division}#${year}#${status}`,
    place: `${unitCode}#${projectCode}`,
    row: { alertId, name, division, departmentCode, unitCode, status, light: lights.overall, raisedOn, dueOn, action, overdue },
  };
}

/** The register of monitored years: those with a budget that aren't in the archive. */
function planPlace({ division, budget, archived }: Plan, key: string): Placement | undefined {
  const [, projectCode = '', year = ''] = key.split('#');
  return budget && !archived ? { queue: `plans#${division}#${year}`, place: projectCode, row: { projectCode } } : undefined;
}

async function* rows<State, New extends NewEvent, Row>(
  table: Table<State, New>,
  queue: string,
  shape: (row: Receipt) => Row,
): AsyncGenerator<Row> {
  let after: Position | undefined;
  do {
    const page = await table.list({ queue, limit: 100, ...(after === undefined ? {} : { after }) });
    for (const row of page.rows) yield shape(row);
    after = page.next;
  } while (after !== undefined);
}
