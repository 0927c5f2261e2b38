import type { NewEvent } from '../../events/index.ts';
import type { Placement, Position } from '../../shared/io/items.ts';
import { openShelf } from '../../shared/io/shelf.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { type AlertEvent, type AlertStatus, alertIdOf, type MonitoringState, readAlertId } from './rules/alert.ts';
import type { Memory } from './rules/batch.ts';
import type { Checks } from './rules/check.ts';
import type { Filing, FilingStatus } from './rules/filing.ts';
import type { Focus } from './rules/focus.ts';
import { type Plan, type Roll, rollKey } from './rules/plan.ts';

const REMEMBER_MS = 30 * 24 * 3600 * 1000;
const ROLLS = 'rolls';
const STATUSES: readonly AlertStatus[] = ['open', 'treated', 'cleared'];

/** The kinds of record in monitoring's table, each with its place in the index. */
export function openMonitoring(options: Opened) {
  const source = 'monitoring';
  const ledger = new Table<MonitoringState, AlertEvent | NewEvent<'reading.recorded.v1'>>({
    ...options,
    source,
    placement: alertPlace,
    shown,
  });
  const plans = new Table<Plan, never>({ ...options, source, placement: planPlace });
  const rolls = new Table<Roll, never>({
    ...options,
    source,
    placement: ({ division, years }) => ({ queue: ROLLS, place: division, row: { division, years } }),
  });
  const focuses = new Table<Focus, NewEvent<'focus.changed.v1'>>({ ...options, source, placement: focusPlace, shown });
  const checks = new Table<Checks, NewEvent<'monitoring.checked.v1'>>({ ...options, source });
  const filings = new Table<Filing, NewEvent<'filing.overdue.v1'>>({ ...options, source, placement: filingPlace, shown });
  const memory = new Table<Memory, never>({ ...options, source, expiry: ({ at }) => at + REMEMBER_MS });
  const registry = {
    divisions: () => rows(rolls, ROLLS, rollOf),
    planned: (division: string, year: number) => rows(plans, `plans#${division}#${year}`, ({ projectCode }) => String(projectCode)),
    owed: (division: string, year: number, period: string) =>
      rows(filings, filingQueue(division, year, period, 'owed'), ({ projectCode }) => String(projectCode)),
    openAlerts: (division: string, year: number) =>
      rows(ledger, `${division}#${year}#open`, ({ alertId, dueOn }) => ({ alertId: String(alertId), dueOn: String(dueOn) })),
  };
  return { ledger, readings: ledger, plans, rolls, heard: openShelf(options), focuses, checks, filings, memory, registry };
}

/** Every row shows where its project stands, so that the state needn't say it again. */
function shown({ division, departmentCode, unitCode, name }: Receipt): Pick<MonitoringState, 'place'> {
  return {
    place: { division: String(division), departmentCode: String(departmentCode), unitCode: String(unitCode), name: String(name) },
  };
}

export type Monitoring = ReturnType<typeof openMonitoring>;

/** The worklists; without a year, of the newest year first. */
export function listers(monitoring: Pick<Monitoring, 'ledger' | 'rolls' | 'focuses' | 'filings'>) {
  const yearsOf = async (division: string, { fiscalYear }: Pick<ListQuery, 'fiscalYear'>) =>
    fiscalYear === undefined ? ((await monitoring.rolls.read(rollKey(division)))?.state.years ?? []).toReversed() : [fiscalYear];
  return { list: alertLister(monitoring, yearsOf), keyProjects: focusLister(monitoring, yearsOf), owed: filingLister(monitoring, yearsOf) };
}

type YearsOf = (division: string, query: Pick<ListQuery, 'fiscalYear'>) => Promise<readonly number[]>;

/** `GET /monitoring/key-projects`, all or one kind's (`queue`). */
function focusLister({ focuses }: Pick<Monitoring, 'focuses'>, yearsOf: YearsOf) {
  return async (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const queues = (await yearsOf(division, query)).map((year) => `${division}#${year}#key`);
    // Whose watch it is: `department` or `finance`.
    const keep = ({ kinds }: Receipt) => query.queue === undefined || (Array.isArray(kinds) && kinds.includes(query.queue));
    const listed = await worklist(focuses, actor, query, queues, keep);
    return listed.ok ? { ...listed, items: listed.items.map(named) } : listed;
  };
}

/** A row of a key project with the government's own words for why it is one, and their article. */
function named(row: Receipt): Receipt {
  const { value, basis } = policyFor(String(row.division), Number(row.fiscalYear)).monitoring.scope;
  const criteria = Array.isArray(row.criteria) ? row.criteria.map(String) : [];
  const reasons = value.key.filter(({ test }) => criteria.includes(test)).map(({ name }) => name);
  return { ...row, reasons: criteria.includes('chosen') ? ['选取的重点项目', ...reasons] : reasons, basis };
}

const FILING_STATUSES = ['overdue', 'owed', 'filed'] as const;

/** `GET /monitoring/filings`: what is owed for the rounds of a year, the late ones first. */
function filingLister({ filings }: Pick<Monitoring, 'filings'>, yearsOf: YearsOf) {
  return async (actor: Actor, division: string, query: ListQuery & { readonly round?: string | undefined }): Promise<Listed> => {
    const statuses = FILING_STATUSES.filter((status) => query.status === undefined || query.status === status);
    const queues = (await yearsOf(division, query)).flatMap((year) => {
      const rounds = policyFor(division, year).monitoring.rounds.value.map(({ period }) => String(period).padStart(2, '0'));
      const asked = rounds.filter((period) => query.round === undefined || query.round === period);
      return asked.flatMap((period) => statuses.map((status) => filingQueue(division, year, period, status)));
    });
    return worklist(filings, actor, query, queues);
  };
}

/** `GET /monitoring/alerts`: the newest alert of each project's year. */
function alertLister({ ledger }: Pick<Monitoring, 'ledger'>, yearsOf: YearsOf) {
  return async (actor: Actor, division: string, query: ListQuery): Promise<Listed> => {
    const years = await yearsOf(division, query);
    const statuses = STATUSES.filter((status) => query.status === undefined || query.status === status);
    const queues = years.flatMap((year) => statuses.map((status) => `${division}#${year}#${status}`));
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
  // A year from which a sweep took money needn't ever have had an alert.
  if (secret || alerts === 0) return undefined;
  const { status, raisedOn, dueOn, action, overdue } = alert;
  const alertId = alertIdOf({ projectCode, fiscalYear: Number(year) }, alerts);
  return {
    queue: `${division}#${year}#${status}`,
    place: `${unitCode}#${projectCode}`,
    row: { alertId, name, division, departmentCode, unitCode, status, light: lights.overall, raisedOn, dueOn, action, overdue },
  };
}

/** Whoever stands under key monitoring, with why. */
function focusPlace({ place, key, kinds, criteria }: Focus, of: string): Placement | undefined {
  const [, projectCode = '', year = ''] = of.split('#');
  const { division, departmentCode, unitCode, name, secret } = place;
  if (secret || !key) return undefined;
  const row = { projectCode, fiscalYear: Number(year), name, division, departmentCode, unitCode, kinds, criteria };
  return { queue: `${division}#${year}#key`, place: `${unitCode}#${projectCode}`, row };
}

const filingQueue = (division: string, year: number | string, period: string, status: FilingStatus) =>
  `${division}#${year}#filing/${period}/${status}`;

function filingPlace({ place, due, status, filedOn }: Filing, of: string): Placement | undefined {
  const [, projectCode = '', year = '', round = ''] = of.split('#');
  const { division, departmentCode, unitCode, name, secret } = place;
  if (secret || status === 'lapsed') return undefined;
  const row = { projectCode, fiscalYear: Number(year), round, name, division, departmentCode, unitCode, due, status, filedOn };
  return { queue: filingQueue(division, year, round, status), place: `${unitCode}#${projectCode}`, row };
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
