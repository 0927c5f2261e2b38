import type { ChainReport } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import type { Delegation } from '../../shared/review/mandate.ts';
import type { Roll } from '../../shared/review/roll.ts';
import type { Ledger, Listener } from '../../shared/values/decision.ts';
import type { Precedents } from './precedents.ts';
import type { GoalsEvent, GoalsState } from './rules/goals.ts';

/** What is known of the project: its description as last heard. */
export type ProjectCard = ProjectDocument & { readonly withdrawn: boolean };
export type ProjectEvent = Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>;

/** What the commands need of the world. */
export interface Ports {
  readonly goals: Ledger<GoalsState, GoalsEvent> &
    Listener<GoalsState> & {
      event<Type extends Event['type']>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
      history(key: string): Promise<readonly Event[]>;
      verify(key: string): Promise<ChainReport>;
    };
  readonly rolls: Listener<Roll>;
  readonly cards: {
    find(projectCode: string): Promise<ProjectCard | undefined>;
    /** The same, but waits a moment for a project that was registered in the last breath. */
    await(projectCode: string): Promise<ProjectCard | undefined>;
    hear(event: ProjectEvent): Promise<void>;
  };
  readonly precedents: Precedents;
  readonly delegations: {
    /** Waits a moment for one that was given in the last breath. */
    find(id: string): Promise<Delegation | undefined>;
    hear(event: Event<'delegation.granted.v1' | 'delegation.revoked.v1'>): Promise<void>;
  };
}
