import * as z from 'zod';
import { rising, ruled, Says, Share, unique } from './ruled.ts';

const Light = z.enum(['yellow', 'red']);
const Action = z.enum(['continue', 'transfer', 'cancel', 'rectify', 'suspend', 'stop', 'resume', 'recover']);

const named = { name: Says, by: z.enum(['department', 'finance']) };
const Criterion = z.discriminatedUnion('test', [
  z.strictObject({ test: z.enum(['major', 'investment', 'weakManagement', 'chosen']), ...named }),
  z.strictObject({ test: z.literal('slowSpending'), behind: Share, ...named }),
  z.strictObject({ test: z.literal('tag'), tags: z.array(Says).min(1).refine(unique, '标签重复'), ...named }),
]);

export const monitoring = z
  .strictObject({
    lines: ruled(
      z
        .array(z.strictObject({ month: z.int().min(1).max(12), minRate: Share, light: Light }))
        .refine((lines) => rising(lines.map(({ month }) => month)), '进度线月份应递增')
        .refine((lines) => rising(lines.map(({ minRate }) => minRate)), '进度线比率应递增'),
    ),
    maxGap: ruled(Share),
    gapLight: ruled(Light),
    bands: ruled(
      z
        .strictObject({ yellow: Share, red: Share, release: Share })
        .refine(({ yellow, red }) => yellow < red, '红灯界限应大于黄灯界限')
        .refine(({ yellow, red, release }) => release < yellow && release < red - yellow, '解除幅度应小于灯带宽度'),
    ),
    release: ruled(z.strictObject({ lines: Share, gap: Share })),
    likelihoodRed: ruled(
      z.array(z.enum(['certain', 'possible', 'impossible'])).refine((all) => !all.includes('certain'), '确定能完成的不应亮红灯'),
    ),
    treatment: ruled(
      z.strictObject({ actions: z.array(Action).min(1).refine(unique), workingDays: z.int().min(1), overdue: z.enum(['suspend', 'none']) }),
    ),
    sanctions: ruled(z.array(Action).min(1).refine(unique, '措施重复')),
    scope: ruled(z.strictObject({ all: z.boolean(), key: z.array(Criterion).min(1) })),
    rounds: ruled(z.array(z.strictObject({ period: z.int().min(1).max(12), due: z.string().regex(/^(0[1-9]|1[0-2])-\d\d$/) })).min(1)),
    lateFiling: ruled(z.enum(['bulletin', 'none'])),
    sweep: ruled(z.strictObject({ fromMonth: z.int().min(1).max(12), use: Says, to: z.enum(['any', 'key']) })),
  })
  .refine(({ maxGap, release }) => release.value.gap <= maxGap.value, { path: ['release'], message: '差距的解除幅度不应大于差距上限' });
