/** Monitoring's own commands over Amazon's DynamoDB Local, with its calls counted. */

import type { ReadingDocument } from '../../../events/reading.recorded.v1.ts';
import { type Commands, openCommands } from '../../../functions/monitoring/commands.ts';
import { listers, type Monitoring, openMonitoring } from '../../../functions/monitoring/store.ts';
import { Capacity } from '../../../local/capacity.ts';
import { openCards, openPatience } from '../../../shared/io/cards.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import type { Circumstances } from '../../../shared/values/decision.ts';
import { startEngine, TABLE } from '../../shared/io/engine.ts';
import { budgetHeard, goalsHeard, projectHeard } from './heard.ts';
import { monthly } from './perfect.ts';

export interface Desk {
  readonly commands: Commands;
  readonly monitoring: Monitoring;
  readonly list: ReturnType<typeof listers>['list'];
  readonly lists: ReturnType<typeof listers>;
  readonly capacity: Capacity;
  /** A project with budget and goals, known to monitoring, with a code of its own. */
  issued(): Promise<string>;
  record(projectCode: string, month: number, spent: number, change?: Partial<Circumstances>): ReturnType<Commands['record']>;
  /** The types of all events of a project's year, and of its readings. */
  told(projectCode: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export const person = (...roles: Role[]): Actor => ({
  sub: `p-${roles[0]}`,
  name: '王五',
  division: '370103',
  organisation: '219001',
  roles,
});
export const UNIT = person('unit');
export const FINANCE = person('finance-performance');

export const circumstances = (change: Partial<Circumstances> = {}): Circumstances => ({
  actor: UNIT,
  time: '2025-12-31T08:00:00.000Z',
  correlation: 'portal-7',
  ...change,
});

export const reading = (month: number, spent: number, done = spent): ReadingDocument => monthly(month, spent, done).reading;

export async function openDesk(): Promise<Desk> {
  const engine = await startEngine();
  const capacity = new Capacity();
  engine.client.middlewareStack.add(
    (next, context) => async (call) => {
      Object.assign(call.input, { ReturnConsumedCapacity: 'INDEXES' });
      const answer = await next(call);
      capacity.add('monitoring', String(context.commandName).replace(/Command$/, ''), call.input, answer.output);
      return answer;
    },
    { step: 'initialize' },
  );
  const monitoring = openMonitoring({ client: engine.client, name: TABLE, vault: engine.vault });
  const cards = openCards({ client: engine.client, tableName: TABLE });
  const commands = openCommands({ ...monitoring, cards, openPatience });
  let projects = 0;
  return {
    commands,
    monitoring,
    list: listers(monitoring).list,
    lists: listers(monitoring),
    capacity,
    async issued() {
      projects += 1;
      const code = `370103-${String(projects).padStart(3, '0')}`;
      await commands.hearProject(projectHeard(code));
      await commands.hearPlan(goalsHeard(code));
      await commands.hearPlan(budgetHeard(code));
      return code;
    },
    record(projectCode, month, spent, change) {
      const { period, reading } = monthly(month, spent);
      return commands.record({ projectCode, fiscalYear: 2025, period }, reading, circumstances(change));
    },
    async told(projectCode) {
      return (await monitoring.ledger.history(`monitoring#${projectCode}#2025`)).map(({ type }) => type);
    },
    stop: () => engine.stop(),
  };
}
