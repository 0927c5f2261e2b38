import type { HeardBy } from '../../events/index.ts';
import { consumersOf, EVENT_TYPES } from '../../events/index.ts';
import type { Consumers } from '../../shared/io/queue.ts';

const isHeard = (type: (typeof EVENT_TYPES)[number]): type is HeardBy<'pilots'> => consumersOf(type).includes('pilots');

/** Takes and forgets. */
export function consumers(): Consumers<'pilots'> {
  const all = EVENT_TYPES.filter(isHeard).map((type) => [type, async () => {}]);
  return Object.fromEntries(all);
}
