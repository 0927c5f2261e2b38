import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Envelope, type Event, type EventType, read } from '../../events/index.ts';

/** An event as it was kept: never parsed by the schemas that it has to prove. */
export type Sample = Envelope & { readonly data: Readonly<Record<string, unknown>> };

const folder = path.join(import.meta.dirname, 'samples');

/** Names of all samples: `<type>`, or `<type>.<what-is-wrong>`. */
export const SAMPLES: readonly string[] = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

export function sample(name: string): Sample {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}

/** The sound sample of a type, as whoever hears it gets it. */
export function heard<Type extends EventType>(type: Type): Event<Type> {
  const reading = read(sample(type));
  if (!reading.readable) throw new Error(reading.reason);
  if (reading.event.type !== type) throw new Error(`${reading.event.type} lies under ${type}`);
  // The compiler can't narrow a union by a type parameter.
  return reading.event as Event<Type>;
}
