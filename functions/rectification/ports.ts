import type { Event, EventType } from '../../events/index.ts';
import type { Known, Ledger, Listener } from '../../shared/values/decision.ts';
import type { ProjectCard, RectificationEvent, RectificationState, Which } from './rules/rectification.ts';
import type { Soundness } from './rules/reply.ts';

export type ProjectEvent = Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>;

/** The notices of one project: a project that moves or becomes secret takes them along. */
export interface Roster {
  readonly notices: readonly string[];
}

/** The years of one division that have notices. */
export interface Roll {
  readonly division: string;
  readonly years: readonly number[];
}

export const rosterKey = (projectCode: string) => `roster#${projectCode}`;
export const rollKey = (division: string) => `roll#${division}`;

type Kept<State> = Listener<State> & { read(key: string): Promise<Known<State> | undefined> };

/** What the commands need of the world. */
export interface Ports {
  readonly ledger: Ledger<RectificationState, RectificationEvent> &
    Listener<RectificationState> & {
      event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
      history(key: string): Promise<readonly Event[]>;
    };
  readonly rosters: Kept<Roster>;
  readonly rolls: Kept<Roll>;
  readonly registry: {
    divisions(): AsyncIterable<Roll>;
    /** Notices that wait for a reply, with the date until which they do. */
    awaited(division: string, fiscalYear: number): AsyncIterable<{ readonly which: Which; readonly dueOn: string | undefined }>;
  };
  readonly cards: {
    find(projectCode: string): Promise<ProjectCard | undefined>;
    /** The same, but waits a moment for a project that was registered in the last breath. */
    await(projectCode: string): Promise<ProjectCard | undefined>;
    hear(event: ProjectEvent): Promise<void>;
  };
  readonly attachments: { inspect(ids: Iterable<string>): Promise<ReadonlyMap<string, Soundness>> };
}
