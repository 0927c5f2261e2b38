import * as z from 'zod';
import { Grade } from '../../values/grade.ts';
import { Level1, Level2 } from '../../values/indicator.ts';
import { Chain } from './review.ts';
import { LevelWeights, Points, Roles, ruled, Says, Share, sum, unique } from './ruled.ts';

const Level = z.enum(['error', 'warning']);
const Subject = z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']);
const Book = z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']);

const Weights = z
  .strictObject({
    execution: Points,
    indicators: Points,
    byLevel1: LevelWeights,
    withCost: LevelWeights,
    withoutSatisfaction: Level1,
    byLevel: Level,
  })
  .refine(({ execution, indicators }) => execution + indicators === 100, '预算执行率与指标权重合计应为100')
  .refine(({ indicators, byLevel1 }) => sum(Object.values(byLevel1)) === indicators, '一级指标权重合计与指标权重不符')
  .refine(({ indicators, withCost }) => sum(Object.values(withCost)) === indicators, '设成本指标时一级指标权重合计与指标权重不符');

const Requirement = z
  .strictObject({
    name: Says,
    level1: z.array(Level1).min(1).exactOptional(),
    level2: z.array(Level2).min(1).exactOptional(),
    level: Level,
    when: z.literal('investment').exactOptional(),
  })
  .refine(({ level1, level2 }) => level1 !== undefined || level2 !== undefined, '应写明一级或二级指标');

const Criterion = z.strictObject({ key: Says, name: Says, asks: Says });

const Aspect = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z]*$/),
  name: Says,
  level1: z.array(Level1).min(1).exactOptional(),
  level2: z.array(Level2).min(1).exactOptional(),
  words: z.array(Says).min(1).exactOptional(),
});

const Template = z.strictObject({
  kind: z.enum(['department', 'street', 'government', 'specialFund', 'book']),
  name: Says,
  article: Says,
  subjects: z.array(Subject).min(1).exactOptional(),
  books: z.array(Book).min(1).exactOptional(),
  level: Level,
  aspects: z
    .array(Aspect)
    .min(1)
    .refine((all) => unique(all.map(({ key }) => key)), '模板的方面重复'),
});

export const goals = z.strictObject({
  chain: Chain,
  weights: ruled(Weights),
  requiredIndicators: ruled(z.array(Requirement).refine((all) => unique(all.map(({ name }) => name)), '必设指标重复')),
  maxQualitativeShare: ruled(Share),
  vagueWords: ruled(z.array(Says).refine(unique, '表述重复')),
  reviewSheet: ruled(
    z
      .array(z.strictObject({ key: Says, name: Says, marks: Points }))
      .refine((all) => unique(all.map(({ key }) => key)), '审核项目重复')
      .refine((all) => sum(all.map(({ marks }) => marks)) === 100, '审核表分值合计应为100'),
  ),
  maxSimilarity: ruled(Share.min(0.1)),
  maxDrop: ruled(Share),
  qualitativeSheet: ruled(
    z.strictObject({
      criteria: z
        .array(Criterion)
        .min(1)
        .refine((all) => unique(all.map(({ key }) => key)), '审核项目重复'),
      words: z.record(Grade, Says),
    }),
  ),
  templates: ruled(z.array(Template).refine((all) => unique(all.map(({ name }) => name)), '模板重复')),
  outcomes: ruled(z.record(Grade, z.enum(['pass', 'return', 'block']))),
  adjustmentReasons: ruled(z.array(z.enum(['budgetAdjustment', 'policyChange', 'emergency'])).min(1)),
  // 财预〔2021〕6号: setting goals isn't given to third parties.
  adjustedBy: ruled(Roles.refine((roles) => !roles.includes('third-party'), '第三方不得编制绩效目标')),
  commonIndicators: ruled(
    z.array(z.strictObject({ key: z.enum(['executionProgress', 'spendingRate', 'allocationRate']), name: Says, formula: Says })),
  ),
  together: ruled(z.array(z.enum(['filing', 'review', 'approval', 'issue', 'disclosure'])).min(1)),
});
