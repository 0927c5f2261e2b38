import * as z from 'zod';
import { Role } from '../values/actor.ts';
import { PlainDate } from '../values/calendar.ts';

/** What every review shows in the same shape, whatever is reviewed. */

export const ChainShape = z.array(
  z.object({
    step: z.string(),
    name: z.string(),
    done: z.boolean(),
    roles: z.array(Role).optional(),
    beside: z.boolean().optional().meta({ description: '与前一步并行' }),
    quorum: z
      .union([z.enum(['one', 'all']), z.number()])
      .optional()
      .meta({ description: '会签：all 全部，数字为比例' }),
    agreedVersion: z.int().optional().meta({ description: '未涉及变更，沿用对该版的意见' }),
    due: PlainDate.optional().meta({ description: '办理期限' }),
    escalated: z.boolean().optional(),
    opinions: z.int().optional().meta({ description: '会签已有的意见数' }),
  }),
);

export const StepsShape = {
  step: z.string().optional(),
  steps: z.array(z.string()).optional().meta({ description: '并行待审核的步骤' }),
};

export const PolicyNow = z
  .object({ id: z.string(), version: z.string() })
  .optional()
  .meta({ description: '报送后规定已有变化；本次仍按报送时的流程' });

export const OnBehalfOfShape = z
  .object({ organisation: z.string(), person: z.string().optional() })
  .optional()
  .meta({ description: '代谁办理' });

const StepCode = z.string().trim().min(1).max(40);

/** What a reviewer's body says beside the opinion itself. */
export const ReturnTo = StepCode.meta({ description: '退回到已办理的步骤；不填则退回报送单位' });
export const OnBehalfOfCode = StepCode.meta({ description: '代他人办理时，委托的编号（delegationId）' });

export const WithdrawalBody = z.strictObject({ reason: z.string().trim().min(1).max(2000).optional() });

/** `GET …/changes`: `version` names the field that counts the contents. */
export function changesQuery(version: string) {
  return z.strictObject({
    since: z.coerce
      .number()
      .int()
      .min(1)
      .max(9999)
      .optional()
      .meta({ description: `与哪一版比较（${version}）；不填则与本单位最近同意的一版比较` }),
  });
}

const Cell = z.unknown().meta({ description: '该处的内容；没有则不列' });

export function changesAnswer<Version extends string>(version: Version) {
  const counted = { [version]: z.int() } as Record<Version, z.ZodInt>;
  return z.object({
    projectCode: z.string(),
    fiscalYear: z.int(),
    since: z.int(),
    ...counted,
    changes: z.array(z.object({ at: z.string(), before: Cell.optional(), after: Cell.optional() })),
    reopens: z.array(z.object({ step: z.string(), name: z.string() })).meta({ description: '因这些变更须重新审核的步骤' }),
  });
}
