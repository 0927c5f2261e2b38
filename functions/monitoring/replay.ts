import { recallFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { recomputation } from '../../shared/values/recomputation.ts';
import type { Ports } from './ports.ts';
import type { Year } from './rules/alert.ts';
import { heardKey } from './rules/plan.ts';
import { readingKey } from './rules/reading.ts';
import { type PlanFact, replay } from './rules/replay.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));

/** `GET …/recompute`: every figure and light of the year's readings, from the events alone. */
export function openReplay({ cards, readings, heard }: Pick<Ports, 'cards' | 'readings' | 'heard'>) {
  return async (year: Year, actor: Actor) => {
    const card = await cards.find(year.projectCode);
    if (!card || !sees(actor, card)) return undefined;
    const [kept, told] = await Promise.all([
      Promise.all(MONTHS.map((period) => readings.history(readingKey({ ...year, period })))),
      heard.take(heardKey(year)),
    ]);
    const events = kept.flat().flatMap((event) => (event.type === 'reading.recorded.v1' ? [event] : []));
    const facts = told.map(({ text }): PlanFact => JSON.parse(text));
    const recall = recallFor(card.division, year.fiscalYear);
    return recomputation(recall(events.at(-1)?.data.figures?.policy), replay(events, facts, year.fiscalYear, recall));
  };
}
