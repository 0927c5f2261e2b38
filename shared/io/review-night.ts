import type { Actor } from '../values/actor.ts';
import { shanghaiDate } from '../values/calendar.ts';
import type { Circumstances, Decision, Known, Ledger } from '../values/decision.ts';
import { NATION } from '../values/division.ts';
import type { Registry, Waiting } from './review-rolls.ts';

/** What acts by the calendar, in nobody's name. */
const SYSTEM: Actor = { sub: 'system', name: '系统自动处理', division: NATION, organisation: 'system', roles: [] };

/** What a night did: documents reminded of or escalated, those that no time was left for, and faults on the way. */
export interface ReviewNight {
  readonly told: number;
  readonly left: number;
  readonly faults: readonly unknown[];
}

type Which = Pick<Waiting, 'projectCode' | 'fiscalYear'>;

interface Night<State, Event> {
  readonly ledger: Ledger<State, Event>;
  readonly registry: Registry;
  readonly keyOf: (which: Which) => string;
  /** What there is to say today about one of them; `absent`: nothing, and nothing that waits. */
  readonly remind: (known: Known<State> | undefined, which: Which, today: string) => Decision<State, Event>;
}

/** So much time stays for saying what was done. */
const RESERVE_MS = 20_000;

/** Once a day: reminders before a step's limit, escalation after it. Two runs at once say each thing once; one fault stops no other. */
export function openReviewNight<State, Event>({ ledger, registry, keyOf, remind }: Night<State, Event>) {
  return async function night(time: string, correlation: string, remainingMs: () => number): Promise<ReviewNight> {
    const today = shanghaiDate(time);
    const circumstances: Circumstances = { actor: SYSTEM, time, correlation };
    const faults: unknown[] = [];
    let [told, left] = [0, 0];
    for await (const roll of registry.divisions()) {
      for (const fiscalYear of roll.years) {
        for await (const { noticeOn, ...which } of registry.waiting(roll, fiscalYear)) {
          if (noticeOn === undefined || noticeOn > today) continue;
          if (remainingMs() < RESERVE_MS) left += 1;
          else if (await tell(which, roll.division).catch(noted)) told += 1;
        }
      }
    }
    return { told, left, faults };

    async function tell(which: Which, division: string): Promise<boolean> {
      const aggregate = { key: keyOf(which), subject: which.projectCode, division, fiscalYear: which.fiscalYear };
      const { outcome } = await ledger.decide(aggregate, circumstances, (known) => remind(known, which, today));
      // Judged or taken back between the list and this: nothing is left to say.
      if (outcome === 'accepted' || outcome === 'unchanged' || outcome === 'absent') return outcome === 'accepted';
      throw new Error(`${aggregate.key} could not be reminded of: ${outcome}`);
    }

    function noted(fault: unknown): boolean {
      faults.push(fault);
      return false;
    }
  };
}
