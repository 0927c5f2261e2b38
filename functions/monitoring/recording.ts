import { canonical } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { Figures, ReadingDocument } from '../../events/reading.recorded.v1.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import type { Patiently, Ports, ProjectCard } from './ports.ts';
import { monitoringKey, type Year } from './rules/alert.ts';
import { figuresOf } from './rules/figures.ts';
import { judge } from './rules/judgement.ts';
import { GREEN } from './rules/lights.ts';
import { isIssued, type Plan, planKey } from './rules/plan.ts';
import { AUTHORS, admit, measuredOf, type ReadingKey, readingKey } from './rules/reading.ts';
import type { Standing, Watch, Watched } from './watch.ts';

const ATTEMPTS = 8;

/** What is known of a project's year when a reading of it comes. */
export interface YearFacts {
  readonly card: ProjectCard | undefined;
  readonly plan: Plan | undefined;
}

/** How a reading arrives. `replayed`: from a queue that may give it again at any time, so that an old version must not come back. */
export interface Arrival {
  readonly facts: YearFacts;
  readonly replayed: boolean;
}

type Written =
  | { readonly outcome: 'accepted' | 'unchanged'; readonly created: boolean; readonly sequence: number }
  | Extract<Outcome, { outcome: 'stale' | 'conflict' }>;

export type Recording = ReturnType<typeof openRecording>;

/** Records readings: each is an aggregate of its own, one conditional write; the alert is settled afterwards, by whoever comes first. */
export function openRecording(ports: Pick<Ports, 'cards' | 'plans' | 'readings' | 'ledger'>, watch: Watch) {
  const { cards, plans, readings, ledger } = ports;

  /** Waits a moment for a project or a budget that nobody here has heard of yet. */
  async function factsOf(year: Year, patiently: Patiently): Promise<YearFacts> {
    const [card, plan] = await Promise.all([patiently(() => cards.find(year.projectCode)), planOf(plans, year, patiently)]);
    return { card, plan };
  }

  async function record(key: ReadingKey, reading: ReadingDocument, circumstances: Circumstances, arrival: Arrival): Promise<Outcome> {
    const { actor, time } = circumstances;
    const { card, plan } = arrival.facts;
    if (!card || !sees(actor, card)) return { outcome: 'absent' };
    if (!mayReport(actor, card)) return { outcome: 'forbidden', says: '只能填报本单位（部门）的监控数据' };
    if (card.withdrawn) return { outcome: 'conflict', says: '项目已经撤回，不再监控' };
    if (plan?.archived) return { outcome: 'conflict', says: `${key.fiscalYear}年度已经归档，不能再填报监控数据` };
    const policy = policyFor(card.division, key.fiscalYear);
    const admission = admit(plan, key, reading, shanghaiDate(time), policy);
    if (!admission.admitted) return { outcome: 'refused', findings: admission.findings };
    const before = (await ledger.read(monitoringKey(key)))?.state.lights ?? GREEN;
    const judgement = judge(measuredOf(admission.plan, key.fiscalYear, reading), policy.monitoring, before);
    const figures = figuresOf(judgement, before, admission.plan, policy.version);
    const written = await write(key, { reading, figures }, card, circumstances, arrival.replayed);
    if (written.outcome === 'stale' || written.outcome === 'conflict') return written;
    const { sequence } = written;
    const watched = { ...key, card, plan: admission.plan };
    const standing = await settled(watched, key, reading, sequence, circumstances);
    const answer = {
      projectCode: key.projectCode,
      fiscalYear: key.fiscalYear,
      period: key.period,
      status: 'recorded',
      executionRate: figures.executionRate,
      goalProgress: figures.goalProgress,
      lights: { ...standing.lights },
      ...(standing.alertId ? { alertId: standing.alertId } : {}),
      version: sequence,
    };
    return { outcome: written.outcome, created: written.created, version: sequence, answer };
  }

  /** The first version is written without a look; only when it isn't the first one is the month read. */
  async function write(
    key: ReadingKey,
    filed: { readonly reading: ReadingDocument; readonly figures: Figures },
    card: ProjectCard,
    circumstances: Circumstances,
    replayed: boolean,
  ): Promise<Written> {
    const { projectCode, fiscalYear, period } = key;
    const aggregate = { key: readingKey(key), subject: projectCode, division: card.division, fiscalYear };
    const content = canonical(filed.reading);
    const says = (version: Event) => version.type === 'reading.recorded.v1' && canonical(version.data.reading) === content;
    const { ifMatch } = circumstances;
    let versions: readonly Event[] = ifMatch === undefined ? [] : await readings.history(aggregate.key);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const last = versions.at(-1);
      const sequence = last?.sequence ?? 0;
      if (ifMatch !== undefined && ifMatch !== sequence) return { outcome: 'stale', version: sequence };
      if (last && (says(last) || (replayed && versions.some(says)))) return { outcome: 'unchanged', created: false, sequence };
      const event = { type: 'reading.recorded.v1', data: { fiscalYear, period, ...filed } } as const;
      if (await readings.append(aggregate, circumstances, last, event)) {
        return { outcome: 'accepted', created: sequence === 0, sequence: sequence + 1 };
      }
      versions = await readings.history(aggregate.key);
    }
    return { outcome: 'conflict', says: '同一时间有多人填报这一期，请重新读取后再试' };
  }

  /** Also when nothing new was written: whoever wrote it may have died before it was settled. */
  async function settled(
    watched: Watched,
    key: ReadingKey,
    reading: ReadingDocument,
    sequence: number,
    { time, correlation, cause }: Circumstances,
  ): Promise<Standing> {
    const because = { time, correlation, cause: { id: `${readingKey(key)}/${sequence}`, hops: cause ? cause.hops + 1 : 0 } };
    return sequence === 1 ? watch.settleMonth(watched, reading, because) : watch.settleYear(watched, because);
  }

  return { factsOf, record };
}

/** The year's plan as soon as it is issued; what is known of it when that takes too long. */
async function planOf(plans: Ports['plans'], year: Year, patiently: Patiently): Promise<Plan | undefined> {
  const seen: { plan?: Plan } = {};
  const issued = await patiently(async () => {
    const known = await plans.read(planKey(year));
    if (known) seen.plan = known.state;
    return isIssued(seen.plan) ? seen.plan : undefined;
  });
  return issued ?? seen.plan;
}

/** A reader's role doesn't make an author: congress sees every unit's readings and writes none. */
function mayReport(actor: Actor, card: ProjectCard): boolean {
  return sees({ ...actor, roles: actor.roles.filter((role) => AUTHORS.some((author) => author === role)) }, card);
}
