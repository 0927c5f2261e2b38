import { canonical, digestOf } from '../../../events/chain.ts';
import type { DataOf, NewEvent } from '../../../events/index.ts';
import type { Policy, SamplingRules } from '../../../shared/policy/policy.ts';
import type { Decision, Known } from '../../../shared/values/decision.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import type { Grade } from '../../../shared/values/grade.ts';
import type { Cents } from '../../../shared/values/money.ts';

/** How often samples were drawn for a division and year; each is its own event, and its number is that event's. */
export interface SamplesState {
  readonly division: string;
  readonly fiscalYear: number;
  readonly drawn: number;
}
export type SampleEvent = NewEvent<'evaluation.sampled.v1'>;
type Sampled = DataOf<'evaluation.sampled.v1'>;
export type Sign = Sampled['picks'][number]['signs'][number];

/** What is known of a project that may be checked; what isn't known speaks neither for nor against it. */
export interface Candidate {
  readonly projectCode: string;
  readonly name: string;
  readonly unitCode: string;
  readonly total: number;
  readonly rate?: number | null | undefined;
  readonly amount?: Cents | undefined;
  readonly lastGrade?: Grade | undefined;
}

/** What is looked at before a sample is drawn: who may be checked, and whose self-evaluation is there. */
export interface Population {
  readonly candidates: readonly Candidate[];
  readonly filed: ReadonlySet<string>;
}

/** The order of drawing; another one gets another name. */
export const ALGORITHM = 'risk-points+sha256-order/1';

/**
 * EV-33: 财政部门对绩效自评结果抽查复核. A share of the sample goes to the highest risk, the rest to chance: both orders hang on the seed
 * alone, so the same seed and the same population draw the same sample, whoever draws and in whatever order the projects come.
 */
export function draw(
  candidates: readonly Candidate[],
  rules: SamplingRules,
  seed: string,
  size: number,
): Pick<Sampled, 'population' | 'picks'> {
  const lots = candidates.map((each) => {
    const signs = signsOf(each, rules);
    const points = signs.reduce((sum, sign) => sum + rules.weights[sign], 0);
    return { each, signs, points, lot: digestOf(`${seed}\n${each.projectCode}`) };
  });
  const byLot = lots.toSorted((one, other) => (one.lot < other.lot ? -1 : 1));
  const risky = byLot.filter(({ points }) => points > 0).toSorted((one, other) => other.points - one.points);
  const atRisk = risky.slice(0, toNumber(exact(size).mul(exact(rules.riskShare)).ceil()));
  const byChance = byLot.filter((lot) => !atRisk.includes(lot)).slice(0, size - atRisk.length);
  const pick =
    (by: 'risk' | 'chance') =>
    ({ each: { projectCode, name, unitCode }, signs, points }: (typeof lots)[number]) => ({
      projectCode,
      name,
      unitCode,
      by,
      points,
      signs,
    });
  return {
    population: { count: candidates.length, digest: populationDigest(candidates) },
    picks: [...atRisk.map(pick('risk')), ...byChance.map(pick('chance'))],
  };
}

/** One digest over all that the drawing looks at, in order of the codes. */
export function populationDigest(candidates: readonly Candidate[]): string {
  const rows = candidates
    .map(({ projectCode, total, rate = null, amount = null, lastGrade = null }) => ({ projectCode, total, rate, amount, lastGrade }))
    .toSorted((one, other) => (one.projectCode < other.projectCode ? -1 : 1));
  return digestOf(canonical(rows));
}

/** 自评98分以上、执行率低于60%、金额较大、上年为差. */
export function signsOf({ total, rate, amount, lastGrade }: Candidate, rules: SamplingRules): Sign[] {
  return [
    ...(total >= rules.score ? (['score'] as const) : []),
    ...(rate !== null && rate !== undefined && exact(rate).lt(exact(rules.rate)) ? (['rate'] as const) : []),
    ...(amount !== undefined && amount >= rules.amount ? (['amount'] as const) : []),
    ...(lastGrade === 'poor' ? (['lastPoor'] as const) : []),
  ];
}

/** `2026-04-30` for the fiscal year 2025. */
export function selfDueOn(fiscalYear: number, policy: Policy): string {
  return `${fiscalYear + 1}-${policy.evaluation.selfDue.value}`;
}

interface Asked {
  readonly division: string;
  readonly fiscalYear: number;
  readonly seed: string;
  readonly size: number;
}

/**
 * `POST /evaluations/samples` 抽取样本. EV-34: 未按要求开展自评的予以通报 — who owes a self-evaluation and hasn't filed it is named in the
 * sample once the due date is over, never before.
 */
export function sample(
  known: Known<SamplesState> | undefined,
  { division, fiscalYear, seed, size }: Asked,
  candidates: readonly Candidate[],
  owing: Sampled['missing'],
  today: string,
  policy: Policy,
): Decision<SamplesState, SampleEvent> {
  const dueOn = selfDueOn(fiscalYear, policy);
  const drawn = (known?.state.drawn ?? 0) + 1;
  const sampleId = `${division}.${fiscalYear}.${drawn}`;
  const missing = today > dueOn ? owing : [];
  const sampled = draw(candidates, policy.evaluation.sampling.value, seed, size);
  return {
    outcome: 'accepted',
    state: { division, fiscalYear, drawn },
    events: [
      {
        type: 'evaluation.sampled.v1',
        data: {
          fiscalYear,
          sampleId,
          algorithm: ALGORITHM,
          seed,
          size,
          ...sampled,
          dueOn,
          missing: [...missing],
          policy: { id: policy.id, version: policy.version },
        },
      },
    ],
    answer: {
      sampleId,
      seed,
      picked: sampled.picks.length,
      population: sampled.population.count,
      digest: sampled.population.digest,
      missing: missing.length,
    },
  };
}
