import { type Event, type EventType, read } from '../../events/index.ts';
import { claimed } from '../../shared/io/claims.ts';
import { openShelf } from '../../shared/io/shelf.ts';
import type { Opened } from '../../shared/io/table.ts';
import type { Entry } from './rules/dossier.ts';

/** 绩效档案: every event about a project, word for word, from whichever function. */
export interface Dossier {
  /** Keeps an event once, whatever the order and however often it comes. */
  keep(event: Pick<Event, 'subject' | 'aggregate' | 'sequence'>, text: string): Promise<void>;
  /** Everything kept about a project, or only the chains whose key begins so. */
  entries(projectCode: string, aggregate?: string): Promise<readonly Entry[]>;
  /** The newest event of a type, in the chains whose key begins so; of that fiscal year, where one is given. */
  newest<Type extends EventType>(projectCode: string, aggregate: string, type: Type, fiscalYear?: number): Promise<Event<Type> | undefined>;
  /** All events of a type in one chain, oldest first. */
  every<Type extends EventType>(projectCode: string, aggregate: string, type: Type): Promise<readonly Event<Type>[]>;
}

export function openDossier({ client, name, vault }: Opened): Dossier {
  const shelf = openShelf({ client, name });
  const entries = async (projectCode: string, aggregate = ''): Promise<readonly Entry[]> =>
    (await shelf.take(`dossier#${projectCode}`, aggregate)).map(({ place, text }) => entryAt(place, text));
  const readAs = async <Type extends EventType>(text: string, type: Type): Promise<Event<Type> | undefined> => {
    const raw: unknown = JSON.parse(text);
    if (raw === null || typeof raw !== 'object' || !('type' in raw) || raw.type !== type) return undefined;
    const reading = read(await claimed(raw, vault));
    // Its type was compared just now; a union isn't narrowed by a type parameter.
    return reading.readable ? (reading.event as Event<Type>) : undefined;
  };
  return {
    entries,
    keep: ({ subject, aggregate, sequence }, text) => shelf.lay(`dossier#${subject}`, { place: placeOf(aggregate, sequence), text }),
    async newest<Type extends EventType>(
      projectCode: string,
      aggregate: string,
      type: Type,
      fiscalYear?: number,
    ): Promise<Event<Type> | undefined> {
      for (const { text } of (await entries(projectCode, aggregate)).toReversed()) {
        const event = await readAs(text, type);
        if (event && (fiscalYear === undefined || event.fiscalyear === fiscalYear)) return event;
      }
      return undefined;
    },
    async every<Type extends EventType>(projectCode: string, aggregate: string, type: Type): Promise<readonly Event<Type>[]> {
      const events = await Promise.all((await entries(projectCode, aggregate)).map(({ text }) => readAs(text, type)));
      return events.filter((event) => event !== undefined);
    },
  };
}

/** Chain by chain, each in the order of its links. */
function placeOf(aggregate: string, sequence: number): string {
  return `${aggregate}/${String(sequence).padStart(6, '0')}`;
}

function entryAt(place: string, text: string): Entry {
  const at = place.lastIndexOf('/');
  return { aggregate: place.slice(0, at), sequence: Number(place.slice(at + 1)), text };
}
