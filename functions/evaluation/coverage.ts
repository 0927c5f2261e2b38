import { digestOf } from '../../events/chain.ts';
import type { DataOf, Event, EventType } from '../../events/index.ts';
import { policyFor, recallFor } from '../../shared/policy/resolve.ts';
import { type Actor, type Place, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Ledger, Listener, Outcome } from '../../shared/values/decision.ts';
import { liesUnder } from '../../shared/values/division.ts';
import { recomputation } from '../../shared/values/recomputation.ts';
import type { EvaluationState } from './rules/evaluation.ts';
import { describe, evaluated, type PlanEntry, type Planned, plan } from './rules/plan.ts';
import { type Population, type SampleEvent, type SamplesState, sample } from './rules/sampling.ts';

export interface CoveragePorts {
  readonly evaluations: Listener<EvaluationState>;
  readonly samples: Ledger<SamplesState, SampleEvent> & {
    event<Type extends EventType>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
  };
  readonly plans: Listener<PlanEntry> & {
    /** Key projects of a division, or of one of its departments. */
    entries(division: string, departmentCode?: string): Promise<readonly PlanEntry[]>;
  };
  readonly population: (division: string, fiscalYear: number) => Promise<Population>;
  /** Projects with a budget of that year: each owes a self-evaluation. */
  readonly owing: {
    add(division: string, fiscalYear: number, projectCode: string): Promise<void>;
    of(division: string, fiscalYear: number): Promise<readonly string[]>;
  };
  readonly cards: { find(projectCode: string): Promise<Card | undefined> };
}

interface Card extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly secret: boolean;
  readonly withdrawn: boolean;
}

interface Asked {
  readonly division: string;
  readonly fiscalYear: number;
  readonly seed?: string | undefined;
  readonly size: number;
}

export interface PlanView {
  readonly items: readonly Planned[];
  /** How many each year of the cycle gets. */
  readonly years: readonly { readonly year: number; readonly count: number }[];
  /** What this year's plan comes to: so many projects of so many departments. */
  readonly selected: { readonly projects: number; readonly departments: number };
  readonly basis: string;
}

const samplesKey = (division: string, fiscalYear: number) => `samples#${division}#${fiscalYear}`;
const planKey = (projectCode: string) => `plan#${projectCode}`;
/** So many who owe a self-evaluation are named in one sample; the next one names the rest. */
const MOST_MISSING = 500;
const ABREAST = 25;

/** Which projects are evaluated, and when: samples for the spot check, and the plan that covers all key projects within the cycle. */
export function openCoverage({ evaluations, samples, plans, population, owing, cards }: CoveragePorts) {
  const owingIn = async (division: string, fiscalYear: number, filed: ReadonlySet<string>) => {
    const codes = (await owing.of(division, fiscalYear)).filter((code) => !filed.has(code));
    const missing: DataOf<'evaluation.sampled.v1'>['missing'] = [];
    for (let from = 0; from < codes.length && missing.length < MOST_MISSING; from += ABREAST) {
      const found = await Promise.all(codes.slice(from, from + ABREAST).map((code) => cards.find(code)));
      for (const card of found) {
        if (!card || card.withdrawn || card.secret || card.division !== division) continue;
        missing.push({ projectCode: card.projectCode, name: card.name, departmentCode: card.departmentCode, unitCode: card.unitCode });
      }
    }
    return missing.slice(0, MOST_MISSING);
  };

  const find = async (sampleId: string, actor: Actor): Promise<Event<'evaluation.sampled.v1'> | undefined> => {
    const [division = '', year = '', number = ''] = sampleId.split('.');
    if (!liesUnder(division, actor.division)) return undefined;
    return samples.event(samplesKey(division, Number(year)), Number(number), 'evaluation.sampled.v1');
  };

  return {
    /** `POST /evaluations/samples`. Without a seed the request itself is one: nobody chose it, and it is kept. */
    async drawSample({ division, fiscalYear, seed, size }: Asked, circumstances: Circumstances): Promise<Outcome> {
      if (!liesUnder(division, circumstances.actor.division)) return { outcome: 'absent' };
      const { candidates, filed } = await population(division, fiscalYear);
      const missing = await owingIn(division, fiscalYear, filed);
      const asked = {
        division,
        fiscalYear,
        size,
        seed: seed ?? digestOf(`${circumstances.correlation}\n${circumstances.time}`).slice(7, 23),
      };
      const today = shanghaiDate(circumstances.time);
      const aggregate = { key: samplesKey(division, fiscalYear), subject: division, division, fiscalYear };
      return samples.decide(aggregate, circumstances, (known) =>
        sample(known, asked, candidates, missing, today, policyFor(division, fiscalYear)),
      );
    },

    viewSample: find,

    /** Drawn again from its own event; nothing is written. */
    async recomputeSample(sampleId: string, actor: Actor) {
      const event = await find(sampleId, actor);
      if (!event) return undefined;
      const { redrawn } = await import('./rules/redraw.ts');
      return recomputation(event.data.policy, redrawn(event, recallFor(event.division, event.data.fiscalYear)));
    },

    /** `GET /evaluations/plan`. */
    async viewPlan(division: string, fiscalYear: number, departmentCode: string | undefined, actor: Actor): Promise<PlanView> {
      const { evaluation } = policyFor(division, fiscalYear);
      const entries = await plans.entries(division, departmentCode);
      const items = plan(
        entries.filter((entry) => sees(actor, entry)),
        fiscalYear,
        evaluation,
      );
      const selected = items.filter(({ plannedYear }) => plannedYear === fiscalYear);
      const years = Array.from({ length: evaluation.cycle.value.years }, (_, at) => fiscalYear + at);
      return {
        items,
        years: years.map((year) => ({ year, count: items.filter(({ plannedYear }) => plannedYear === year).length })),
        selected: { projects: selected.length, departments: new Set(selected.map((item) => item.departmentCode)).size },
        basis: evaluation.cycle.basis,
      };
    },

    /** A budget was issued: its project owes a self-evaluation of that year. */
    owe: (event: Event<'budget.issued.v1'>) => owing.add(event.division, event.data.fiscalYear, event.subject),

    /** A sample named who owes a self-evaluation past its due date. */
    async markMissing({ division, data: { fiscalYear, sampleId, missing } }: Event<'evaluation.sampled.v1'>): Promise<void> {
      for (const { projectCode, name, departmentCode, unitCode } of missing) {
        const blank: EvaluationState = { projectCode, name, fiscalYear, division, departmentCode, unitCode };
        await evaluations.absorb(`evaluation#${projectCode}#${fiscalYear}`, (state = blank) =>
          state.self || state.missing !== undefined ? undefined : { ...state, missing: sampleId },
        );
      }
    },

    /** A department or finance evaluated it: the cycle begins anew. */
    async hearReport({ subject, data }: Event<'evaluation.reported.v1' | 'evaluation.re-evaluated.v1'>): Promise<void> {
      await plans.absorb(planKey(subject), (state) =>
        evaluated(state, subject, 'organiser' in data ? data.organiser : 'finance', data.fiscalYear),
      );
    },

    /** The project changed: what the plan knows of it. */
    async hearPlanned(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void> {
      await plans.absorb(planKey(event.subject), (state) => describe(state, event));
    },
  };
}

export type Coverage = ReturnType<typeof openCoverage>;
