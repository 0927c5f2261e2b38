import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Finding } from '../../shared/values/finding.ts';
import type { Cents } from '../../shared/values/money.ts';
import { eachOf } from './lanes.ts';
import type { Ports, ProjectCard } from './ports.ts';
import { monitoringKey, UNTOUCHED, type Year } from './rules/alert.ts';
import { planKey } from './rules/plan.ts';
import { readingKey } from './rules/reading.ts';
import { early, type Proposal, propose } from './rules/sweep.ts';

export interface SweepForm {
  readonly division: string;
  readonly fiscalYear: number;
  readonly asOf: string;
}

export type SweptProject = Proposal & Pick<ProjectCard, 'name' | 'division' | 'departmentCode' | 'unitCode'>;

/** `unreported`: projects of which no reading up to that day is known, so that nothing can be said of them. */
export interface SweepList {
  readonly items: readonly SweptProject[];
  readonly total: Cents;
  readonly unreported: readonly string[];
  readonly use: string;
  readonly basis: string;
  readonly findings: readonly Finding[];
}

const LANES = 16;

/** 年底精准清理: what every project of a division, and of those under it, will not have paid. Changes nothing. */
export function openSweep({
  cards,
  plans,
  ledger,
  readings,
  registry,
}: Pick<Ports, 'cards' | 'plans' | 'ledger' | 'readings' | 'registry'>) {
  return async function sweep({ division, fiscalYear, asOf }: SweepForm, actor: Actor): Promise<SweepList | undefined> {
    if (!liesUnder(division, actor.division)) return undefined;
    const items: SweptProject[] = [];
    const unreported: string[] = [];
    await eachOf(projects(division, fiscalYear), LANES, async (projectCode) => {
      const year = { projectCode, fiscalYear };
      const [card, plan] = await Promise.all([cards.find(projectCode), plans.read(planKey(year))]);
      const budget = plan?.state.budget?.amount;
      if (!card || !sees(actor, card) || budget === undefined) return;
      const [known, reading] = await Promise.all([ledger.read(monitoringKey(year)), newest(year, asOf)]);
      const funds = known?.state.funds ?? UNTOUCHED;
      const { name, division, departmentCode, unitCode } = card;
      const proposal = propose({ projectCode, budget, funds, ...(reading ? { reading } : {}) }, fiscalYear, rule(division));
      if (!reading) unreported.push(projectCode);
      else if (proposal) items.push({ ...proposal, name, division, departmentCode, unitCode });
    });
    const { value, basis } = rule(division);
    return {
      items: items.toSorted((one, other) => other.amount - one.amount || (one.projectCode < other.projectCode ? -1 : 1)),
      total: items.reduce((sum, { amount }) => sum + amount, 0),
      unreported: unreported.toSorted(),
      use: value.use,
      basis,
      findings: early(fiscalYear, asOf, { value, basis }),
    };

    function rule(place: string) {
      return policyFor(place, fiscalYear).monitoring.sweep;
    }
  };

  async function* projects(division: string, fiscalYear: number): AsyncGenerator<string> {
    for await (const roll of registry.divisions()) {
      if (liesUnder(roll.division, division) && roll.years.includes(fiscalYear)) yield* registry.planned(roll.division, fiscalYear);
    }
  }

  /** The newest reading as of a day: from that day's month back. */
  async function newest(year: Year, asOf: string) {
    const last = asOf < `${year.fiscalYear}-01-01` ? 0 : asOf > `${year.fiscalYear}-12-31` ? 12 : Number(asOf.slice(5, 7));
    for (let month = last; month > 0; month -= 1) {
      const key = readingKey({ ...year, period: String(month).padStart(2, '0') });
      const event = await readings.latest(key, 'reading.recorded.v1');
      if (event && event.data.reading.asOf <= asOf) return event.data.reading;
    }
    return undefined;
  }
}
