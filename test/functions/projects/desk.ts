/** Projects' own commands over Amazon's DynamoDB Local, with their calls counted. */
import { type DataOf, type Event, type EventType, read } from '../../../events/index.ts';
import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import { type Commands, openCommands, type ProjectForm } from '../../../functions/projects/commands.ts';
import { consumers } from '../../../functions/projects/queue.ts';
import { openProjects, type Projects, recordLister } from '../../../functions/projects/store.ts';
import { openViews, type Views } from '../../../functions/projects/view.ts';
import { Capacity } from '../../../local/capacity.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Circumstances } from '../../../shared/values/decision.ts';
import { sample } from '../../events/samples.ts';
import { startEngine, TABLE } from '../../shared/io/engine.ts';
import { FINANCE, PROJECT, UNIT, YEAR } from './perfect.ts';

export interface Desk {
  readonly commands: Commands;
  readonly views: Views;
  readonly kept: Projects;
  readonly capacity: Capacity;
  /** Registers a project by its unit, and lets projects hear their own word for it. */
  register(code: string, change?: Partial<ProjectDocument>, by?: Actor): Promise<void>;
  /** Another function's event about a project, as the inbox hands it on. */
  hear<Type extends EventType>(type: Type, code: string, sequence: number, data?: Partial<DataOf<Type>>): Promise<void>;
  /** One page of a person's record. */
  record(personId: string, by: Actor): Promise<readonly object[]>;
  stop(): Promise<void>;
}

let requests = 0;
export const circumstances = (actor: Actor = FINANCE, day = `${YEAR}-01-18`): Circumstances => {
  requests += 1;
  const key = `key-${requests}`;
  return { actor, time: `${day}T02:00:00.000Z`, correlation: 'portal-7', request: { key, digest: key } };
};

export async function openDesk(): Promise<Desk> {
  const engine = await startEngine();
  const capacity = new Capacity();
  engine.client.middlewareStack.add(
    (next, context) => async (call) => {
      Object.assign(call.input, { ReturnConsumedCapacity: 'INDEXES' });
      const answer = await next(call);
      capacity.add('projects', String(context.commandName).replace(/Command$/, ''), call.input, answer.output);
      return answer;
    },
    { step: 'initialize' },
  );
  const kept = openProjects({ client: engine.client, name: TABLE, vault: engine.vault });
  const commands = openCommands(kept);
  const hearing: Partial<Record<EventType, (event: never, text: string) => Promise<void>>> = consumers(commands);
  const deliver = async (event: Event) => {
    // The consumer was found by the event's own type.
    await (hearing[event.type] as ((event: Event, text: string) => Promise<void>) | undefined)?.(event, '');
  };
  return {
    commands,
    views: openViews(kept),
    kept,
    capacity,
    async register(code, change = {}, by = UNIT) {
      const form: ProjectForm = { ...PROJECT, projectCode: code, ...change };
      const day = change.responsible ? `${YEAR}-06-01` : `${YEAR}-01-02`;
      const outcome = await commands.register(form, circumstances(by, day));
      if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
      for (const event of (await kept.projects.history(`project#${code}`)).slice(-1)) await deliver(event);
    },
    async hear(type, code, sequence, data = {}) {
      const { id: _, ...event } = sample(type);
      const aggregate = event.aggregate.replace(event.subject, code);
      const raw = { ...event, id: `${aggregate}/${sequence}`, aggregate, subject: code, sequence, data: { ...event.data, ...data } };
      const reading = read(raw);
      if (!reading.readable) throw new Error(reading.reason);
      await deliver(reading.event);
    },
    async record(personId, by) {
      const listed = await recordLister(kept)(by, '370103', personId, { limit: 25 });
      if (!listed.ok) throw new Error(listed.says);
      return Promise.all(
        listed.items.map(({ projectCode, division, terms }) =>
          commands.recordOf(
            { projectCode: String(projectCode), division: String(division), terms: Array.isArray(terms) ? terms : [] },
            undefined,
          ),
        ),
      );
    },
    stop: () => engine.stop(),
  };
}
