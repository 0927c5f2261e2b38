import type { Event, EventType, NewEvent } from '../../events/index.ts';
import type { Known, Ledger, Listener } from '../../shared/values/decision.ts';
import type { BlueprintState } from './rules/blueprint.ts';
import type { CountyRow } from './rules/board.ts';
import type { CountyEvent, CountyState, Which } from './rules/county.ts';
import type { YearFacts } from './rules/facts.ts';
import type { ProgrammeState } from './rules/programme.ts';
import type { Soundness } from './rules/submission.ts';

export type ProjectEvent = Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>;

/** A county chose the project, or was about to at that time (RFC 3339); the earlier stands before the later. */
export interface Claim extends Which {
  readonly at: string;
}

/** Where a project code is followed: divisions that have a project of that code, and programmes in which a county chose it. */
export interface Track {
  readonly divisions: readonly string[];
  readonly enrolments: readonly Claim[];
}

/** The project as it was last heard of. */
export interface Card {
  readonly name: string;
  readonly secret: boolean;
  readonly withdrawn: boolean;
  readonly endsOn: string;
}

export const trackKey = (code: string) => `track#${code}`;
/** Codes are unique in a stack, and a province hears more than one: a project is known by its division and code. */
export const cardName = (division: string, code: string) => `${division}.${code}`;
export const factsKey = (division: string, code: string, year: number) => `facts#${division}#${code}#${year}`;

type Kept<State> = Listener<State> & { read(key: string): Promise<Known<State> | undefined> };
type Chained<State, New> = Ledger<State, New> &
  Listener<State> & {
    event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
    history(key: string): Promise<readonly Event[]>;
  };

/** What the commands need of the world. */
export interface Ports {
  readonly programmes: Chained<ProgrammeState, NewEvent<'pilot.launched.v1' | 'pilot.revised.v1'>>;
  readonly counties: Chained<CountyState, CountyEvent>;
  readonly blueprints: Chained<BlueprintState, NewEvent<'pilot.blueprint-published.v1'>>;
  readonly facts: Kept<YearFacts>;
  readonly tracks: Kept<Track>;
  readonly registry: {
    /** Ids of all programmes. */
    programmes(): AsyncIterable<string>;
    /** The board's rows, one for each county, by division. */
    board(programme: string): Promise<readonly CountyRow[]>;
  };
  readonly cards: {
    find(name: string): Promise<Card | undefined>;
    hear(event: ProjectEvent): Promise<void>;
  };
  readonly attachments: { inspect(ids: Iterable<string>): Promise<ReadonlyMap<string, Soundness>> };
}
