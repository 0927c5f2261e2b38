import * as z from 'zod';
import { DelegationKind } from '../../events/delegation.granted.v1.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { Role } from '../../shared/values/actor.ts';
import { PlainDate } from '../../shared/values/calendar.ts';

const Said = z.string().trim().min(1).max(500);

export const Params = z.strictObject({ delegationId: z.string().regex(/^\d{6}-[0-9a-f]{16}$/) });

export const GrantBody = z.strictObject({
  to: z.string().trim().min(1).max(200).meta({ description: '受托人：其令牌的 sub，或者 sub 的 SHA-256 摘要的前16位' }),
  organisation: z.string().trim().min(1).max(40).meta({ description: '受托人所在单位的代码，与委托人同一区划' }),
  kinds: z
    .array(DelegationKind)
    .min(1)
    .max(3)
    .refine((kinds) => new Set(kinds).size === kinds.length, '委托事项重复')
    .meta({ description: '委托事项：goals 绩效目标的审核，assessment 事前绩效评估的评审，evaluation 绩效自评的审核和抽查复核' }),
  from: PlainDate,
  until: PlainDate.meta({ description: '最后一天' }),
  reason: Said,
});

export const RevocationBody = z.strictObject({ reason: Said.optional() });

export const Receipt = receiptOf({ delegationId: z.string(), status: z.enum(['granted', 'revoked']), from: z.string(), until: z.string() });

const Days = { from: z.string(), until: z.string() };

export const ListAnswer = z.object({
  granted: z.array(
    z.object({
      delegationId: z.string(),
      to: z.string().meta({ description: '受托人 sub 的摘要' }),
      organisation: z.string(),
      kinds: z.array(DelegationKind),
      roles: z.array(Role),
      ...Days,
      reason: z.string(),
      revoked: z.boolean(),
    }),
  ),
  received: z.array(z.object({ delegationId: z.string(), person: z.string().meta({ description: '委托人 sub 的摘要' }), ...Days })),
});
