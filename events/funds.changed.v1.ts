import * as z from 'zod';
import { defineEvent } from './envelope.ts';

const Funds = z.enum(['normal', 'suspended', 'stopped', 'recovered']);

/**
 * 暂缓拨款 / 停止拨款 / 收回 / 恢复: what the treasury may pay from now on; amount in 分 where money comes back. Of a year-end
 * sweep, `alertId` is the sweep's id and the state stays as it is: what can still be spent may be paid.
 */
export const fundsChanged = defineEvent(
  'funds.changed.v1',
  z.object({
    fiscalYear: z.number().int(),
    alertId: z.string(),
    from: Funds,
    to: Funds,
    amount: z.number().int().optional(),
    reason: z.string(),
  }),
);
