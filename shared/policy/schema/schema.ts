/** What every policy must hold to. Run by the tests and by `npm run policy`, never by a function: policies are checked before they ship. */
import * as z from 'zod';
import { Division } from '../../values/division.ts';
import type { Policy, PolicyFile } from '../policy.ts';
import { assessment } from './assessment.ts';
import { appraisal, coverage } from './coverage.ts';
import { gates } from './gates.ts';
import { goals } from './goals.ts';
import { monitoring } from './monitoring.ts';
import { pilot } from './pilot.ts';
import { evaluation, linkage } from './results.ts';
import { review } from './review.ts';
import { falling, Points, ruled, Says, sum, unique, within } from './ruled.ts';

/** A resolved policy. */
export const PolicySchema = z
  .strictObject({
    id: Says,
    name: Says,
    division: Division,
    document: Says,
    version: z.string().regex(/^[a-z0-9-]+\+sha256:[0-9a-f]{8}$/),
    grades: ruled(
      z
        .strictObject({ excellent: Points, good: Points, fair: Points })
        .refine(({ excellent, good, fair }) => falling([excellent, good, fair]), '等级分数线应由高到低'),
    ),
    assessment,
    goals,
    monitoring,
    evaluation,
    linkage,
    gates,
    review,
    books: ruled(
      z
        .array(z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']))
        .min(1)
        .refine(unique, '预算重复'),
    ),
    rectification: ruled(
      z.strictObject({
        days: z.int().min(1),
        measures: z.array(Says).min(1),
        escalation: z.array(z.enum(['bulletin', 'summons', 'reduction'])).min(1),
      }),
    ),
    disclosure: ruled(z.strictObject({ days: z.int().min(1).max(20), scope: z.enum(['all', 'major']) })),
    appraisal,
    coverage,
    pilot,
  })
  .refine(({ assessment: { verdicts, admissible } }) => within(admissible.value, verdicts.value), '可入库的结论应在结论之内')
  .refine(
    ({ assessment: { verdicts, verdictCuts } }) =>
      within(
        verdictCuts.value.map(({ verdict }) => verdict),
        verdicts.value,
      ),
    '分数线对应的结论应在结论之内',
  )
  .refine(
    ({ evaluation: { executionWeight, selfWeights } }) => executionWeight.value + sum(Object.values(selfWeights.value)) === 100,
    '自评权重合计应为100',
  )
  .refine(
    ({ goals: { weights }, evaluation: { executionWeight } }) => weights.value.execution === executionWeight.value,
    '目标与自评的预算执行率权重应一致',
  )
  .refine(
    ({ evaluation: { dimensions, minOutputBenefit } }) => dimensions.value.output + dimensions.value.benefit >= minOutputBenefit.value,
    '产出、效益权重低于下限',
  ) satisfies z.ZodType<Policy>;

/** The head of an authority's file; its values are checked once resolved. */
export const PolicyFileSchema = z
  .object({
    id: z.string().regex(/^[a-z-]+-\d{4}$/),
    name: Says,
    division: Division,
    document: Says,
    since: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/),
    years: z.strictObject({ from: z.int(), to: z.int().exactOptional() }),
  })
  .refine(({ since, years }) => years.from >= Number(since.slice(0, 4)), '不得用于施行之前的年度')
  .refine(({ years }) => years.from <= (years.to ?? years.from), '适用年度起止颠倒')
  .refine(({ id, years }) => id.endsWith(`-${years.from}`), '编号应以起始年度结尾');

/** The register as a whole: no two editions of one authority for the same year. */
export function overlaps(register: readonly PolicyFile[]): string[] {
  return register.flatMap((file, i) =>
    register
      .slice(i + 1)
      .filter((other) => other.id === file.id || (other.division === file.division && meet(file.years, other.years)))
      .map((other) => `${file.id} / ${other.id}`),
  );
}

function meet(a: PolicyFile['years'], b: PolicyFile['years']): boolean {
  return a.from <= (b.to ?? a.from) && b.from <= (a.to ?? b.from);
}
