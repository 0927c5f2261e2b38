import type { Event, EventType } from '../../events/index.ts';
import type { Subject } from '../../shared/policy/policy.ts';
import type { Delegation } from '../../shared/review/mandate.ts';
import type { Roll } from '../../shared/review/roll.ts';
import { type Actor, type Place, sees } from '../../shared/values/actor.ts';
import type { Aggregate, Ledger, Listener } from '../../shared/values/decision.ts';
import type { Finding } from '../../shared/values/finding.ts';
import type { ArchivePorts } from './archive.ts';
import type { CoveragePorts } from './coverage.ts';
import type { Entry } from './rules/dossier.ts';
import type { EvaluationEvent, EvaluationState } from './rules/evaluation.ts';

export interface Card extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly secret: boolean;
  readonly withdrawn: boolean;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly subject: Subject;
}

/** What the commands need of the world. */
export interface Ports extends ArchivePorts, CoveragePorts {
  readonly evaluations: Ledger<EvaluationState, EvaluationEvent> &
    Listener<EvaluationState> & {
      event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
      texts(key: string): Promise<readonly string[]>;
      /** All events of an evaluation, oldest first. */
      history(key: string): Promise<readonly Event[]>;
    };
  readonly cards: {
    find(projectCode: string): Promise<Card | undefined>;
    await(projectCode: string): Promise<Card | undefined>;
    hear(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void>;
  };
  readonly dossier: {
    keep(event: Pick<Event, 'subject' | 'aggregate' | 'sequence'>, text: string): Promise<void>;
    entries(projectCode: string, aggregate?: string): Promise<readonly Entry[]>;
    every<Type extends EventType>(projectCode: string, aggregate: string, type: Type): Promise<readonly Event<Type>[]>;
    newest<Type extends EventType>(
      projectCode: string,
      aggregate: string,
      type: Type,
      fiscalYear?: number,
    ): Promise<Event<Type> | undefined>;
  };
  readonly rolls: Listener<Roll>;
  readonly delegations: {
    /** Waits a moment for one that was given in the last breath. */
    find(id: string): Promise<Delegation | undefined>;
    hear(event: Event<'delegation.granted.v1' | 'delegation.revoked.v1'>): Promise<void>;
  };
  /** Asks again for a moment while there is nothing. */
  readonly patiently: <Found>(find: () => Promise<Found | undefined>) => Promise<Found | undefined>;
  /** What is wrong with named attachments: not there, or not what they were said to be. */
  readonly checkAttachments: (
    attachmentIds: readonly { readonly id: string; readonly at: string }[],
    place: Place,
  ) => Promise<readonly Finding[]>;
}

export interface Key {
  readonly projectCode: string;
  readonly fiscalYear: number;
}

export const evaluationKey = ({ projectCode, fiscalYear }: Key) => `evaluation#${projectCode}#${fiscalYear}`;

/** What every command begins with: the project as its actor may see it, its chain, its first state. */
export function openDesk({ cards }: Pick<Ports, 'cards'>) {
  return {
    async cardFor(actor: Actor, projectCode: string, patience: 'find' | 'await'): Promise<Card | undefined> {
      const card = await cards[patience](projectCode);
      return card && sees(actor, card) ? card : undefined;
    },
    aggregate: (key: Key, card: Card): Aggregate => ({
      key: evaluationKey(key),
      subject: key.projectCode,
      division: card.division,
      fiscalYear: key.fiscalYear,
    }),
    blank: ({ projectCode, fiscalYear }: Key, { name, division, departmentCode, unitCode }: Card): EvaluationState => ({
      projectCode,
      name,
      fiscalYear,
      division,
      departmentCode,
      unitCode,
    }),
  };
}
