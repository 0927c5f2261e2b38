import * as z from 'zod';
import { Cents } from '../../values/money.ts';
import { Chain } from './review.ts';
import { falling, Points, Roles, ruled, Says, Share, sum, unique } from './ruled.ts';

const Origin = z.enum(['new', 'continuing', 'expanded', 'renewed']);
const Subject = z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']);
const Verdict = z.enum(['support', 'partial', 'revise', 'reject']);
const Organiser = z.enum(['department', 'finance', 'investment']);

const DimensionKey = z.enum(['necessity', 'economy', 'goalSoundness', 'feasibility', 'fundingCompliance', 'affordability']);

const Dimension = z
  .strictObject({
    key: DimensionKey,
    name: Says,
    fullMarks: Points.min(1),
    weight: Points,
    veto: z.boolean(),
    required: z.boolean(),
  })
  .refine(({ weight, fullMarks }) => weight === 0 || weight === fullMarks, '权重应为零或等于满分');

const Sheet = z
  .strictObject({
    name: Says,
    subjects: z.array(Subject).min(1),
    dimensions: z
      .array(
        z.strictObject({
          key: DimensionKey,
          name: Says.exactOptional(),
          leaves: z.array(z.strictObject({ key: Says, name: Says, fullMarks: Points.min(0.01) })).min(1),
        }),
      )
      .refine((all) => unique(all.map(({ key }) => key)), '评分表的维度重复'),
  })
  .refine(({ dimensions }) => unique(dimensions.flatMap(({ leaves }) => leaves.map(({ key }) => key))), '评分表的指标重复');

const values = z.strictObject({
  majorAmount: ruled(Cents),
  required: ruled(
    z
      .array(
        z.strictObject({
          origins: z.array(Origin).min(1),
          subjects: z.array(Subject).min(1),
          majorOnly: z.boolean(),
          investment: z.boolean().exactOptional(),
          from: z.int().min(2018).max(2100).exactOptional(),
          says: Says,
        }),
      )
      .min(1),
  ),
  dimensions: ruled(
    z
      .array(Dimension)
      .refine((all) => unique(all.map(({ key }) => key)), '评估维度重复')
      .refine((all) => sum(all.map(({ weight }) => weight)) === 100, '评估维度权重合计应为100'),
  ),
  sheets: ruled(
    z
      .array(Sheet)
      .min(1)
      .refine((all) => unique(all.flatMap(({ subjects }) => subjects)), '一类对象只用一套评分表'),
  ),
  vetoBelow: ruled(Share),
  verdicts: ruled(z.array(Verdict).min(2).refine(unique, '结论重复')),
  admissible: ruled(
    z
      .array(Verdict)
      .min(1)
      .refine((few) => !few.includes('reject'), '不予支持的不得入库'),
  ),
  verdictCuts: ruled(
    z
      .array(z.strictObject({ from: Points, verdict: Verdict }))
      .refine((cuts) => falling(cuts.map(({ from }) => from)), '结论分数线应由高到低')
      .refine((cuts) => cuts.at(-1)?.from === 0, '结论分数线应以0分结束'),
  ),
  organisers: ruled(z.record(Organiser, Roles)),
  investmentOrganisers: ruled(z.array(Organiser).min(1)),
  chain: Chain,
  chainBinds: ruled(z.boolean()),
  concludedBy: ruled(Roles.refine((roles) => !roles.includes('third-party'), '结论不得由第三方作出')),
  consultation: ruled(z.array(z.strictObject({ when: z.literal('investment'), bodies: z.array(Says).min(1) }))),
  materials: ruled(
    z
      .array(z.strictObject({ kind: Says, name: Says, required: z.boolean(), subjects: z.array(Subject).min(1).exactOptional() }))
      .refine((all) => unique(all.map(({ kind }) => kind)), '材料重复')
      .refine((all) => all.some(({ kind, required }) => kind === 'report' && required), '评估报告为必备要件'),
  ),
});

/** The leaves of a sheet make up the dimension: what is scored leaf by leaf and as a whole comes to the same. */
export const assessment = values.refine(
  ({ dimensions, sheets }) =>
    sheets.value.every((sheet) =>
      sheet.dimensions.every(
        ({ key, leaves }) => sum(leaves.map(({ fullMarks }) => fullMarks)) === dimensions.value.find((each) => each.key === key)?.fullMarks,
      ),
    ),
  '评分表的指标分值合计应等于该维度满分',
);
