import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { NATION } from '../../shared/values/division.ts';
import type { Ports } from './ports.ts';
import { escalate, isOverdue } from './rules/escalation.ts';
import { rectificationKey, type Which } from './rules/rectification.ts';

/** What acts by the calendar, and on what other functions said. */
export const SYSTEM: Actor = { sub: 'system', name: '系统自动处理', division: NATION, organisation: 'system', roles: [] };

/** What a night did: sanctions taken, overdue notices that no time was left for, and faults on the way. */
export interface Night {
  readonly escalated: number;
  readonly left: number;
  readonly faults: readonly unknown[];
}

/** So much time stays for saying what was done. */
const RESERVE_MS = 20_000;

/** Once a day: the next sanction for each notice that is overdue. Two runs at once take each step once; one fault stops no other notice. */
export function openNightly({ ledger, registry }: Pick<Ports, 'ledger' | 'registry'>) {
  return async function night(time: string, correlation: string, remainingMs: () => number): Promise<Night> {
    const today = shanghaiDate(time);
    const circumstances: Circumstances = { actor: SYSTEM, time, correlation };
    const faults: unknown[] = [];
    let [escalated, left] = [0, 0];
    for await (const { division, years } of registry.divisions()) {
      for (const fiscalYear of years) {
        for await (const { which, dueOn } of registry.awaited(division, fiscalYear)) {
          if (!isOverdue(dueOn, today)) continue;
          if (remainingMs() < RESERVE_MS) left += 1;
          else if (await step(which, division).catch(noted)) escalated += 1;
        }
      }
    }
    return { escalated, left, faults };

    async function step(which: Which, division: string): Promise<boolean> {
      const { projectCode: subject, fiscalYear } = which;
      const aggregate = { key: rectificationKey(which), subject, division, fiscalYear };
      const policy = policyFor(division, fiscalYear);
      const { outcome } = await ledger.decide(aggregate, circumstances, (known) => escalate(known, which, today, policy));
      if (outcome !== 'accepted' && outcome !== 'unchanged') throw new Error(`${aggregate.key} could not be escalated: ${outcome}`);
      return outcome === 'accepted';
    }

    function noted(fault: unknown): boolean {
      faults.push(fault);
      return false;
    }
  };
}
