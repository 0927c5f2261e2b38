import * as z from 'zod';
import { Cents } from '../../values/money.ts';
import { falling, Points, Roles, ruled, Says, Share, sum, unique } from './ruled.ts';

const Origin = z.enum(['new', 'continuing', 'expanded', 'renewed']);
const Subject = z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']);
const Verdict = z.enum(['support', 'partial', 'revise', 'reject']);
const Organiser = z.enum(['department', 'finance', 'investment']);

const Dimension = z
  .strictObject({
    key: z.enum(['necessity', 'economy', 'goalSoundness', 'feasibility', 'fundingCompliance', 'affordability']),
    name: Says,
    fullMarks: Points.min(1),
    weight: Points,
    veto: z.boolean(),
    required: z.boolean(),
  })
  .refine(({ weight, fullMarks }) => weight === 0 || weight === fullMarks, '权重应为零或等于满分');

export const assessment = z.strictObject({
  majorAmount: ruled(Cents),
  required: ruled(
    z
      .array(
        z.strictObject({
          origins: z.array(Origin).min(1),
          subjects: z.array(Subject).min(1),
          majorOnly: z.boolean(),
          investment: z.boolean().exactOptional(),
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
  opinionBy: ruled(Roles),
  concludedBy: ruled(Roles.refine((roles) => !roles.includes('third-party'), '结论不得由第三方作出')),
  consultation: ruled(z.array(z.strictObject({ when: z.literal('investment'), bodies: z.array(Says).min(1) }))),
  materials: ruled(
    z
      .array(z.strictObject({ kind: Says, name: Says, required: z.boolean() }))
      .refine((all) => unique(all.map(({ kind }) => kind)), '材料重复')
      .refine((all) => all.some(({ kind, required }) => kind === 'report' && required), '评估报告为必备要件'),
  ),
});
