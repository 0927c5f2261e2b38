import * as z from 'zod';
import type { ReviewStep } from '../review-rules.ts';
import { Roles, ruled, Says, unique } from './ruled.ts';

const Days = z.int().min(1).max(90);

const Step = z
  .strictObject({
    step: z.string().regex(/^[a-z][a-z-]*$/),
    name: Says,
    roles: Roles.refine(unique, '审核角色重复'),
    beside: z.literal(true).exactOptional(),
    quorum: z.union([z.enum(['one', 'all']), z.number().gt(0).max(1).multipleOf(0.01)]).exactOptional(),
    workingDays: Days.exactOptional(),
    reminderDays: z.int().min(0).max(90).exactOptional(),
    escalatesTo: Roles.exactOptional(),
    touches: z
      .array(z.string().regex(/^(\/[^/]+)+$/))
      .min(1)
      .exactOptional(),
  })
  // 第三方（包括专家和第三方机构）协助联审: it assists, so a step never hangs on it alone.
  .refine(({ roles }) => roles.some((role) => role !== 'third-party'), '审核步骤不得只由第三方承担')
  .refine(({ escalatesTo = [] }) => !escalatesTo.includes('third-party'), '逾期不得升级给第三方');

/** So many may be due together; a worklist has a queue for each of their combinations. */
const MOST_BESIDE = 3;

const Steps = z
  .array(Step)
  .refine((steps) => unique(steps.map(({ step }) => step)), '审核步骤重复')
  .refine(([first]) => first?.beside === undefined, '第一步没有可以并行的前一步')
  .refine((steps) => widest(steps) <= MOST_BESIDE, `并行的审核步骤不超过${MOST_BESIDE}个`);

export const Chain = ruled(Steps.min(1));

/** 财预〔2021〕6号: neither a self-evaluation nor what government says of it is a third party's. */
export const OwnChain = ruled(
  Steps.refine((steps) => steps.every(({ roles }) => !roles.includes('third-party')), '自评的审核、复核不得由第三方作出'),
);

function widest(steps: readonly Pick<ReviewStep, 'beside'>[]): number {
  let [most, run] = [0, 0];
  for (const { beside } of steps) {
    run = beside ? run + 1 : 1;
    most = Math.max(most, run);
  }
  return most;
}

export const review = z.strictObject({
  terms: ruled(
    z
      .strictObject({ workingDays: Days, reminderDays: z.int().min(0).max(90), escalatesTo: z.array(Roles.element).min(1).refine(unique) })
      .refine(({ workingDays, reminderDays }) => reminderDays < workingDays, '催办应早于时限')
      .refine(({ escalatesTo }) => !escalatesTo.includes('third-party'), '逾期不得升级给第三方'),
  ),
  delegation: ruled(z.strictObject({ days: z.int().min(1).max(366) })),
});
