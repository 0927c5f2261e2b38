import type { Envelope, Event, EventType, NewEvent } from '../../events/index.ts';
import type { Place } from '../../shared/values/actor.ts';
import type { Aggregate, Circumstances, Known, Ledger, Listener } from '../../shared/values/decision.ts';
import type { AlertEvent, MonitoringState } from './rules/alert.ts';
import type { Memory } from './rules/batch.ts';
import type { Checks } from './rules/check.ts';
import type { Filing } from './rules/filing.ts';
import type { Focus } from './rules/focus.ts';
import type { Plan, Roll } from './rules/plan.ts';

/** A project as monitoring knows it. */
export interface ProjectCard extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly secret: boolean;
  readonly withdrawn: boolean;
  readonly major: boolean;
  readonly investment: boolean;
  readonly tags: readonly string[];
}

/** Asks again for a moment while there is nothing: facts may still be on their way here. */
export type Patiently = <Found>(find: () => Promise<Found | undefined>) => Promise<Found | undefined>;

type Kept<State> = Listener<State> & { read(key: string): Promise<Known<State> | undefined> };

/** What the commands need of the world. */
export interface Ports {
  readonly cards: {
    find(projectCode: string): Promise<ProjectCard | undefined>;
    hear(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void>;
  };
  readonly ledger: Ledger<MonitoringState, AlertEvent> &
    Listener<MonitoringState> & {
      event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
    };
  readonly readings: {
    /** `false`: that sequence is taken. */
    append(
      aggregate: Aggregate,
      circumstances: Circumstances,
      previous: Envelope | undefined,
      event: NewEvent<'reading.recorded.v1'>,
    ): Promise<boolean>;
    latest<Type extends EventType>(key: string, type: Type): Promise<Event<Type> | undefined>;
    history(key: string): Promise<readonly Event[]>;
  };
  readonly plans: Kept<Plan>;
  /** What was heard of budgets and goals, word for word, for recomputing what was held against them. */
  readonly heard: {
    lay(shelf: string, laid: { readonly place: string; readonly text: string }): Promise<void>;
    take(shelf: string): Promise<readonly { readonly text: string }[]>;
  };
  readonly rolls: Kept<Roll>;
  readonly focuses: Ledger<Focus, NewEvent<'focus.changed.v1'>> &
    Listener<Focus> & {
      event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
    };
  readonly checks: Ledger<Checks, NewEvent<'monitoring.checked.v1'>> & { history(key: string): Promise<readonly Event[]> };
  readonly filings: Ledger<Filing, NewEvent<'filing.overdue.v1'>> & Listener<Filing>;
  readonly memory: Kept<Memory>;
  readonly registry: {
    divisions(): AsyncIterable<Roll>;
    planned(division: string, fiscalYear: number): AsyncIterable<string>;
    /** Projects that still owe the filing of a round. */
    owed(division: string, fiscalYear: number, period: string): AsyncIterable<string>;
    openAlerts(division: string, fiscalYear: number): AsyncIterable<{ readonly alertId: string; readonly dueOn: string }>;
  };
  /** One patience for all questions of one request. */
  readonly openPatience: () => Patiently;
}
