import type { TableAccess } from './table-access.ts';

/** What lies in the tables about one project that went through real commands: table → items as JSON text. */
export interface Model {
  readonly code: string;
  readonly items: ReadonlyMap<string, readonly string[]>;
}

/** Takes a project as it stands, everything about it having been heard; of one function's table only, if that is named. */
export async function modelOf(code: string, tables: TableAccess, only = ''): Promise<Model> {
  const all = [...(await tables.items())].filter(([table]) => table.endsWith(only));
  const items = new Map(all.map(([table, found]) => [table, found.filter((item) => item.includes(code))]));
  const none = [...items.values()].every((found) => found.length === 0);
  if (none) throw new Error(`nothing lies anywhere about ${code}`);
  return { code, items };
}

/**
 * Events of clones that nobody is to hear again: kept as a list of one text, which the relay's filter doesn't take, a few bytes more.
 * A function can't read such an event.
 */
export function unheard({ code, items }: Model): Model {
  const silenced = (item: string) => item.replace(/"event":(\{"S":"(?:[^"\\]|\\.)*"\})/, '"event":{"L":[$1]}');
  return { code, items: new Map([...items].map(([table, found]) => [table, found.map(silenced)])) };
}

export const itemsIn = ({ items }: Model): number => [...items.values()].reduce((sum, found) => sum + found.length, 0);

const LANES = 6;
const TOGETHER = 25;

/**
 * Puts clones of the model straight into the tables: the same items under other codes of the same length. Their chains' digests are
 * the model's: a clone is only as good as its bytes. Answers how many were done when it ran out of time.
 */
export async function populate(model: Model, codes: readonly string[], tables: TableAccess, limitMs: number): Promise<number> {
  const late = performance.now() + limitMs;
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < codes.length && performance.now() < late) {
      const some = codes.slice(next, next + TOGETHER);
      next += some.length;
      for (const [table, items] of model.items) {
        await tables.put(
          table,
          some.flatMap((code) => items.map((item) => item.replaceAll(model.code, code))),
        );
      }
      done += some.length;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return done;
}
