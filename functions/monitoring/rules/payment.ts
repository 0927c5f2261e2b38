import type { Policy } from '../../../shared/policy/policy.ts';
import { timeProgress } from '../../../shared/values/calendar.ts';
import { type Exact, exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Cents, portion, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import type { Funds } from './alert.ts';
import type { Judgement } from './judgement.ts';
import { leftOf } from './treatment.ts';

/** What the treasury may pay now, beyond what is paid already, and why. */
export interface PaymentSignal {
  readonly signal: 'pay' | 'hold' | 'stop';
  readonly upTo: Cents;
  readonly reasons: readonly Finding[];
}

interface Paying {
  readonly fiscalYear: number;
  readonly budget: Cents;
  readonly paid: Cents;
  readonly funds: Funds;
  /** Of the newest reading, if there is one. */
  readonly newest?: Pick<Judgement, 'goalProgress' | 'timeProgress'> | undefined;
  readonly today: string;
}

const HELD = { suspended: '暂缓拨款', stopped: '停止拨款', recovered: '资金已收回' } as const;

/**
 * MO-31: 暂缓或停止拨款期间不得拨付 (G6; SZ-28, BJ-13). MO-32: 严格按项目实际支出进度和绩效情况实行精准拨款 (SZ-27): so much that the spending doesn't run ahead of
 * the goals by more than the gap at which the government warns.
 */
export function paymentSignal(paying: Paying, { monitoring: { maxGap }, gates: { G6 } }: Policy): PaymentSignal {
  const { budget, paid, funds } = paying;
  if (funds.state !== 'normal' && G6.value.requires.includes('fundsActive')) {
    const says = `资金处于“${HELD[funds.state]}”状态，不得拨付`;
    return { signal: funds.state === 'suspended' ? 'hold' : 'stop', upTo: 0, reasons: [finding('MO-31', '/funds', says, G6.basis)] };
  }
  const left = leftOf(budget, paid, funds);
  if (left === 0) {
    const says = budget === 0 ? `${paying.fiscalYear}年度没有批复下达的预算，不得拨付` : '预算已无可用余额';
    return { signal: 'stop', upTo: 0, reasons: [finding('MO-31', '/funds', says, G6.basis)] };
  }
  const { progress, says: by } = progressOf(paying);
  const share = progress.add(exact(maxGap.value));
  const justified = portion(budget, share.gt(1) ? exact(1) : share);
  const upTo = Math.min(left, Math.max(0, justified - paid));
  const says = `${by}，加允许的差距${percent(maxGap.value)}，累计可支付${yuanText(justified)}，已支付${yuanText(paid)}，可用余额${yuanText(left)}`;
  const reason = finding('MO-32', '/paid', says, maxGap.basis, 'warning');
  return { signal: upTo > 0 ? 'pay' : 'hold', upTo, reasons: [reason] };
}

function progressOf({ newest, fiscalYear, today }: Paying): { readonly progress: Exact; readonly says: string } {
  if (newest?.goalProgress) return { progress: newest.goalProgress, says: `绩效目标进度${percent(newest.goalProgress)}` };
  const time = newest?.timeProgress ?? timeProgress(fiscalYear, today);
  return { progress: time, says: `${newest ? '绩效目标进度无从计算' : '尚无监控数据'}，按时序进度${percent(time)}` };
}
