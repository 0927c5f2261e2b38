import * as z from 'zod';
import { Grade } from '../../values/grade.ts';
import { Cents } from '../../values/money.ts';
import { OwnChain } from './review.ts';
import { LevelWeights, Points, Roles, ruled, Share, sum, unique } from './ruled.ts';

export const evaluation = z.strictObject({
  ruleSet: ruled(z.enum(['RS-10', 'RS-101'])),
  executionWeight: ruled(Points),
  selfWeights: ruled(LevelWeights),
  frames: ruled(z.strictObject({ department: z.literal('CZB-53'), street: z.literal('STREET-6'), policy: z.literal('POLICY-3') })),
  overAchievement: ruled(z.number().positive()),
  reasonBelow: ruled(Share),
  spotCheck: ruled(z.strictObject({ difference: Points.min(0.01), gradeBands: z.int().min(1).max(3) })),
  selfDue: ruled(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
  sampling: ruled(
    z.strictObject({
      score: Points,
      rate: Share,
      amount: Cents,
      weights: z.record(z.enum(['score', 'rate', 'amount', 'lastPoor']), z.int().min(0)),
      riskShare: Share,
    }),
  ),
  selfAudit: OwnChain,
  selfAuditBinds: ruled(z.boolean()),
  checkedBy: OwnChain.refine(({ value }) => value.length > 0, '抽查复核应有复核人'),
  bulletins: ruled(z.array(z.enum(['missing', 'difference', 'poor'])).refine(unique)),
  dimensions: ruled(
    z
      .strictObject({ decision: Points, process: Points, output: Points, benefit: Points })
      .refine((all) => sum(Object.values(all)) === 100, '评价维度分值合计应为100'),
  ),
  procedure: ruled(z.strictObject({ stepwise: z.boolean(), answerDays: z.int().min(1).max(60) })),
  minOutputBenefit: ruled(Points),
  cycle: ruled(
    z.strictObject({
      years: z.int().min(1),
      plan: z.enum(['cycle', 'expiry', 'pilot', 'yearly']),
      onExpiry: z.boolean(),
      reEvaluation: z.boolean(),
    }),
  ),
  longProject: ruled(z.int().min(2)),
  archiveYears: ruled(z.int().min(1)),
});

export const linkage = z.strictObject({
  factors: ruled(
    z
      .array(z.enum(['assessedNeed', 'goals', 'lastYear', 'departmentResult']))
      .min(1)
      .refine(unique),
  ),
  cuts: ruled(
    z
      .record(Grade, Share)
      .refine(({ excellent, good, fair, poor }) => excellent <= good && good <= fair && fair <= poor, '等级越低，核减比例不应越低'),
  ),
  uses: ruled(z.record(Grade, z.enum(['priority', 'keep', 'improve', 'reduce', 'reduceOrCancel', 'account']))),
  afterDisclosure: ruled(z.boolean()),
  exceptionBy: ruled(Roles),
  exit: ruled(z.strictObject({ fairYears: z.int().min(1), poorYears: z.int().min(1) })),
});
