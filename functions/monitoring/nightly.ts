import { policyFor } from '../../shared/policy/resolve.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { eachOf } from '../../shared/values/lanes.ts';
import type { Filings } from './filings.ts';
import type { Focusing } from './focusing.ts';
import type { Ports } from './ports.ts';
import { monitoringKey, readAlertId, suspendOverdue, type Year } from './rules/alert.ts';
import { isIssued, planKey, type Roll } from './rules/plan.ts';
import { SYSTEM, type Watch } from './watch.ts';

/** What a night did: alerts suspended, filings found late, years looked at again, years that no time was left for, and faults on the way. */
export interface Night {
  readonly suspended: number;
  readonly dunned: number;
  readonly settled: number;
  readonly left: number;
  readonly faults: readonly unknown[];
}

const LANES = 8;
/** So much time stays for saying what was done. */
const RESERVE_MS = 20_000;

/**
 * Once a day: suspends what nobody answered in time, then derives the lights of every monitored year again. Two runs at once do each thing
 * once. One year's fault doesn't keep the others from their turn.
 */
export function openNightly(
  { ledger, plans, cards, registry }: Pick<Ports, 'ledger' | 'plans' | 'cards' | 'registry'>,
  watch: Watch,
  filings: Pick<Filings, 'dun'>,
  focusing: Pick<Focusing, 'attend' | 'tells'>,
) {
  return async function night(time: string, correlation: string, remainingMs: () => number): Promise<Night> {
    const done = { suspended: 0, dunned: 0, settled: 0, left: 0 };
    const faults: unknown[] = [];
    const circumstances: Circumstances = { actor: SYSTEM, time, correlation };
    const careful =
      <One extends Year>(work: (year: One) => Promise<unknown>) =>
      async (year: One) => {
        if (remainingMs() < RESERVE_MS) done.left += 1;
        else await work(year).catch((fault: unknown) => faults.push(fault));
      };
    const rolls: Roll[] = [];
    for await (const roll of registry.divisions()) rolls.push(roll);
    const divisions = rotated(rolls, time);

    await eachOf(overdue(registry, divisions, shanghaiDate(time)), LANES, careful(suspend));
    await filings.dun(divisions, circumstances, LANES, (work) =>
      careful(async (late) => {
        if (await work(late)) done.dunned += 1;
      }),
    );
    await eachOf(monitored(registry, divisions), LANES, careful(settle));
    return { ...done, faults };

    async function suspend(year: Year): Promise<void> {
      const plan = (await plans.read(planKey(year)))?.state;
      if (!plan || plan.archived) return;
      const { division } = plan;
      const aggregate = { key: monitoringKey(year), subject: year.projectCode, division, fiscalYear: year.fiscalYear };
      const policy = policyFor(division, year.fiscalYear);
      const { outcome } = await ledger.decide(aggregate, circumstances, (known) => suspendOverdue(known, year, shanghaiDate(time), policy));
      if (outcome === 'accepted') done.suspended += 1;
      else if (outcome !== 'unchanged') throw new Error(`${aggregate.key} could not be suspended: ${outcome}`);
    }

    async function settle(year: Year): Promise<void> {
      const [card, known] = await Promise.all([cards.find(year.projectCode), plans.read(planKey(year))]);
      const plan = known?.state;
      if (!card || card.secret || !isIssued(plan) || plan.archived) return;
      await watch.settleYear({ ...year, card, plan }, circumstances);
      if (focusing.tells(year, plan.division)) await focusing.attend(year, circumstances);
      done.settled += 1;
    }
  };
}

async function* overdue(registry: Ports['registry'], divisions: readonly Roll[], today: string): AsyncGenerator<Year> {
  for (const { division, years } of divisions) {
    for (const fiscalYear of years) {
      for await (const { alertId, dueOn } of registry.openAlerts(division, fiscalYear)) {
        const year = dueOn < today ? readAlertId(alertId) : undefined;
        if (year) yield { projectCode: year.projectCode, fiscalYear: year.fiscalYear };
      }
    }
  }
}

async function* monitored(registry: Ports['registry'], divisions: readonly Roll[]): AsyncGenerator<Year> {
  for (const { division, years } of divisions) {
    for (const fiscalYear of years) {
      for await (const projectCode of registry.planned(division, fiscalYear)) yield { projectCode, fiscalYear };
    }
  }
}

/** Every night begins with another division, so that the same ones aren't always last when time runs out. */
function rotated(divisions: readonly Roll[], time: string): readonly Roll[] {
  const start = divisions.length === 0 ? 0 : Math.floor(Date.parse(time) / 86_400_000) % divisions.length;
  return [...divisions.slice(start), ...divisions.slice(0, start)];
}
