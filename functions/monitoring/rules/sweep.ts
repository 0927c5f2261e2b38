import type { Ruled } from '../../../shared/policy/policy.ts';
import { timeProgress } from '../../../shared/values/calendar.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { type Cents, yuanText } from '../../../shared/values/money.ts';
import type { Funds } from './alert.ts';
import { forecast } from './forecast.ts';
import { leftOf } from './treatment.ts';

/** What is known of one project's money at the day of the sweep. */
export interface Swept {
  readonly projectCode: string;
  readonly budget: Cents;
  /** The newest reading up to that day; left out when nothing was reported. */
  readonly reading?: { readonly asOf: string; readonly paid: Cents; readonly expected?: Cents | undefined };
  readonly funds: Funds;
}

export interface Proposal {
  readonly projectCode: string;
  readonly budget: Cents;
  readonly paid: Cents;
  readonly asOf: string;
  /** 全年预计执行数. */
  readonly estimate: Cents;
  readonly method: 'expected' | 'pace';
  /** Proposed for recovery: what will be neither paid nor has been taken away. Above 0. */
  readonly amount: Cents;
  readonly says: string;
  readonly basis: string;
}

type SweepRule = Ruled<{ readonly fromMonth: number; readonly use: string }>;

/**
 * MO-21: 对预计年底无法支出的项目资金实施精准清理收回. `undefined` when nothing is over, or nothing was reported and so nothing can be
 * estimated.
 */
export function propose(swept: Swept, fiscalYear: number, { value, basis }: SweepRule): Proposal | undefined {
  const { projectCode, budget, reading, funds } = swept;
  const estimated = reading && forecast({ budget, ...reading }, timeProgress(fiscalYear, reading.asOf));
  if (!reading || !estimated) return undefined;
  const { amount: estimate, method, says: how } = estimated;
  const amount = leftOf(budget, estimate, funds);
  if (amount === 0) return undefined;
  const taken = budget - estimate - amount;
  const says = `预算${yuanText(budget)}，${how}${taken > 0 ? `，已调剂、取消、收回${yuanText(taken)}` : ''}，预计年底无法支出${yuanText(amount)}，建议${value.use}`;
  return { projectCode, budget, paid: reading.paid, asOf: reading.asOf, estimate, method, amount, says, basis };
}

/** The list's own remark: swept before the month in which this government begins. */
export function early(fiscalYear: number, asOf: string, { value, basis }: SweepRule): Finding[] {
  if (asOf >= `${fiscalYear}-${String(value.fromMonth).padStart(2, '0')}-01`) return [];
  return [finding('MO-21', '/asOf', `${value.fromMonth}月起清理，此前的清单仅供参考`, basis, 'warning')];
}
