import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { type Following, SYSTEM } from './following.ts';
import type { Ports } from './ports.ts';
import type { CountyRow } from './rules/board.ts';
import { countyKey, type Which } from './rules/county.ts';
import { flagOverdue } from './rules/overdue.ts';
import type { Programme } from './rules/programme.ts';

/** What a night did: counties with stages newly overdue, counties that no time was left for, and faults on the way. */
export interface Night {
  readonly flagged: number;
  readonly left: number;
  readonly faults: readonly unknown[];
}

/** So much time stays for saying what was done. */
const RESERVE_MS = 20_000;

/** Once a day: every county brought up to what is known (a crash may have left something), then its overdue stages said. */
export function openNightly({ counties, registry }: Pick<Ports, 'counties' | 'registry'>, { programmeOf, settle }: Following) {
  return async function night(time: string, correlation: string, remainingMs: () => number): Promise<Night> {
    const today = shanghaiDate(time);
    const circumstances: Circumstances = { actor: SYSTEM, time, correlation };
    const faults: unknown[] = [];
    let [flagged, left] = [0, 0];
    for await (const id of registry.programmes()) {
      const programme = await programmeOf(id);
      if (!programme) continue;
      for (const row of await registry.board(id)) {
        if (row.status === 'accepted') continue;
        if (remainingMs() < RESERVE_MS) left += 1;
        else if (await step(row, programme).catch(noted)) flagged += 1;
      }
    }
    return { flagged, left, faults };

    async function step({ division, projects }: CountyRow, programme: Programme): Promise<boolean> {
      const which: Which = { programme: programme.programme, division };
      for (const { code } of projects) await settle(which, code, circumstances);
      const aggregate = { key: countyKey(which), subject: `${which.programme}.${division}`, division };
      const { outcome } = await counties.decide(aggregate, circumstances, (known) => flagOverdue(known, which, today, programme));
      if (outcome !== 'accepted' && outcome !== 'unchanged') throw new Error(`${aggregate.key} could not be flagged: ${outcome}`);
      return outcome === 'accepted';
    }

    function noted(fault: unknown): boolean {
      faults.push(fault);
      return false;
    }
  };
}
