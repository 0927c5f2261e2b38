import type { Ruled } from '../../../shared/policy/policy.ts';
import { type Exact, exact } from '../../../shared/values/exact.ts';
import { type Cents, portion, yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';

/** What will have been paid by the end of the year, and how that is known. */
export interface Forecast {
  readonly amount: Cents;
  /** Of the budget; `null` without one. */
  readonly rate: Exact | null;
  /** `expected`: the unit's own 全年预计执行数. `pace`: the average pace of the year so far goes on. */
  readonly method: 'expected' | 'pace';
  readonly says: string;
  readonly basis: string;
}

interface Spending {
  readonly budget: Cents;
  readonly paid: Cents;
  readonly expected?: Cents | undefined;
  readonly asOf: string;
}

const EXPECTED: Ruled<string> = { value: '单位填报的全年预计执行数', basis: '财预〔2019〕136号（项目支出绩效目标执行监控表）' };
const PACE: Ruled<string> = { value: '按截至报告日的平均支付进度推算，不超过预算', basis: '默认（线性推算）' };

/** The unit's own word where it gave one, else the pace. Never less than what is paid already. `null` before the year has begun. */
export function forecast({ budget, paid, expected, asOf }: Spending, time: Exact): Forecast | null {
  const rate = (amount: Cents) => (budget === 0 ? null : exact(amount).div(exact(budget)));
  if (expected !== undefined) {
    const amount = Math.max(expected, paid);
    return { amount, rate: rate(amount), method: 'expected', says: `${EXPECTED.value}${yuanText(amount)}`, basis: EXPECTED.basis };
  }
  if (time.equals(0)) return null;
  const amount = Math.max(paid, Math.min(portion(paid, exact(1).div(time)), budget));
  const says = `${PACE.value}：截至${asOf}已支付${yuanText(paid)}，时序进度${percent(time)}，全年预计${yuanText(amount)}`;
  return { amount, rate: rate(amount), method: 'pace', says, basis: PACE.basis };
}
