import type { Policy } from '../../shared/policy/policy.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Finding } from '../../shared/values/finding.ts';
import { eachOf } from '../../shared/values/lanes.ts';
import { type Cents, yuan } from '../../shared/values/money.ts';
import type { Ports, ProjectCard } from './ports.ts';
import { monitoringKey, UNTOUCHED, type Year } from './rules/alert.ts';
import { focusKey } from './rules/focus.ts';
import { planKey } from './rules/plan.ts';
import { readingKey } from './rules/reading.ts';
import { inSeason, type Receiver, readSweepId, reclaim, type Sweep, type SweepItem, sound, sweepIdOf } from './rules/reallocation.ts';
import { early, type Proposal, propose } from './rules/sweep.ts';

export interface SweepForm {
  readonly division: string;
  readonly fiscalYear: number;
  readonly asOf: string;
}

export type SweptProject = Proposal & Pick<ProjectCard, 'name' | 'division' | 'departmentCode' | 'unitCode'>;

/** `unreported`: projects of which no reading up to that day is known, so that nothing can be said of them. */
export interface SweepList {
  /** By which the sweep is decided on. */
  readonly sweepId: string;
  readonly items: readonly SweptProject[];
  readonly total: Cents;
  readonly unreported: readonly string[];
  readonly use: string;
  readonly basis: string;
  readonly findings: readonly Finding[];
}

const LANES = 16;

interface Line {
  readonly year: Year;
  readonly card: ProjectCard;
  readonly item: SweepItem;
  readonly policy: Policy;
  readonly proposal: Proposal | undefined;
  readonly archived: boolean;
  /** This sweep has taken it already. */
  readonly done: boolean;
}

/** 年底精准清理: what every project of a division, and of those under it, will not have paid. Changes nothing. */
export function openSweeps({
  cards,
  plans,
  ledger,
  readings,
  registry,
  focuses,
}: Pick<Ports, 'cards' | 'plans' | 'ledger' | 'readings' | 'registry' | 'focuses'>) {
  /** `POST /monitoring/sweeps`. */
  async function sweep({ division, fiscalYear, asOf }: SweepForm, actor: Actor): Promise<SweepList | undefined> {
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
      sweepId: sweepIdOf({ division, fiscalYear, asOf }),
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
  }

  /**
   * `POST /monitoring/sweeps/{sweepId}/decisions`: all lines or none are taken; what a crash or a rival left undone is taken by the same request
   * sent again.
   */
  async function decide(sweepId: string, items: readonly SweepItem[], circumstances: Circumstances): Promise<Outcome> {
    const form = readSweepId(sweepId);
    const { actor } = circumstances;
    if (!form || !liesUnder(form.division, actor.division)) return { outcome: 'absent' };
    const { fiscalYear } = form;
    const policy = policyFor(form.division, fiscalYear);
    const findings: Finding[] = [...inSeason(form, items, shanghaiDate(circumstances.time), policy)];
    const lines: Line[] = [];
    for (const [at, item] of items.entries()) {
      const line = await lineOf(form, sweepId, item, actor);
      if (line === undefined) return { outcome: 'absent' };
      if (line.archived) return { outcome: 'conflict', says: `${item.projectCode}的${fiscalYear}年度已经归档` };
      lines.push(line);
      const receiver = item.to === undefined ? undefined : await receiverOf(item.to, form, actor);
      if (!line.done) findings.push(...sound(item, `/items/${at}`, line.proposal, receiver, items, line.policy));
    }
    if (findings.length > 0) return { outcome: 'refused', findings };
    for (const { year, card, item, policy: own } of lines) {
      const aggregate = { key: monitoringKey(year), subject: year.projectCode, division: card.division, fiscalYear };
      const outcome = await ledger.decide(aggregate, circumstances, (known) => reclaim(known, year, item, { sweepId, card }, own));
      if (!['accepted', 'unchanged', 'repeated'].includes(outcome.outcome)) return outcome;
    }
    const sum = (some: readonly SweepItem[]) => yuan(some.reduce((total, { recover }) => total + recover, 0));
    const reallocated = sum(items.filter(({ to }) => to !== undefined));
    const answer = { sweepId, status: 'decided', projects: items.length, recovered: sum(items), reallocated };
    return { outcome: 'accepted', created: false, version: 1, answer: { ...answer, version: 1 } };
  }

  async function lineOf({ fiscalYear, division, asOf }: Sweep, sweepId: string, item: SweepItem, actor: Actor): Promise<Line | undefined> {
    const { projectCode } = item;
    const year = { projectCode, fiscalYear };
    const [card, plan, known] = await Promise.all([cards.find(projectCode), plans.read(planKey(year)), ledger.read(monitoringKey(year))]);
    if (!card || !sees(actor, card) || !liesUnder(card.division, division)) return undefined;
    const policy = policyFor(card.division, fiscalYear);
    const budget = plan?.state.budget?.amount;
    const reading = await newest(year, asOf);
    const funds = known?.state.funds ?? UNTOUCHED;
    const swept = budget !== undefined && reading ? { projectCode, budget, funds, reading } : undefined;
    const proposal = swept && propose(swept, fiscalYear, policy.monitoring.sweep);
    return { year, card, item, policy, proposal, archived: plan?.state.archived === true, done: known?.state.swept?.[0] === sweepId };
  }

  async function receiverOf(projectCode: string, { fiscalYear, division }: Sweep, actor: Actor): Promise<Receiver> {
    const year = { projectCode, fiscalYear };
    const [card, plan, focus] = await Promise.all([cards.find(projectCode), plans.read(planKey(year)), focuses.read(focusKey(year))]);
    const seen = card !== undefined && !card.withdrawn && sees(actor, card) && liesUnder(card.division, division);
    return { seen, budgeted: plan?.state.budget !== undefined && plan.state.archived !== true, key: focus?.state.key === true };
  }

  return { sweep, decideSweep: decide };

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
