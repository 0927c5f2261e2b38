import type { Policy, TreatmentAction } from '../../../shared/policy/policy.ts';
import { type Actor, has, type Role } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { finding } from '../../../shared/values/finding.ts';
import { type Cents, yuan, yuanText } from '../../../shared/values/money.ts';
import { type AlertDecision, type AlertEvent, alertIdOf, type Funds, type FundsState, type MonitoringState, type Year } from './alert.ts';

/** 预警处理 as sent: which alert (`n` of the year), what is done, how much where money moves, why. */
export interface Treatment {
  readonly n: number;
  readonly action: TreatmentAction;
  readonly amount?: Cents | undefined;
  readonly reason: string;
  /** 客观原因: what the deviation comes from, where nobody is at fault. */
  readonly objectiveCause?: ObjectiveCause | undefined;
}

export type ObjectiveCause = 'policyChange' | 'emergency';

const NAMES: Readonly<Record<TreatmentAction, string>> = {
  continue: '继续执行',
  transfer: '调剂',
  cancel: '取消',
  rectify: '整改',
  suspend: '暂缓拨款',
  stop: '停止拨款',
  resume: '恢复拨款',
  recover: '收回',
};

/** MO-17: these move money and say how much. */
const MOVES = { transfer: 'transferred', cancel: 'cancelled', recover: 'recovered' } as const satisfies Partial<
  Record<TreatmentAction, keyof Funds>
>;

/** MO-19: what the funds become, and from which states. */
const BECOMES: Readonly<Partial<Record<TreatmentAction, { readonly to: FundsState; readonly from: readonly FundsState[] }>>> = {
  suspend: { to: 'suspended', from: ['normal'] },
  stop: { to: 'stopped', from: ['normal', 'suspended'] },
  resume: { to: 'normal', from: ['suspended', 'stopped'] },
  recover: { to: 'recovered', from: ['normal', 'suspended', 'stopped', 'recovered'] },
};

/**
 * MO-18: the department answers for its own projects by going on, rectifying, transferring or cancelling; holding, stopping, releasing
 * and recovering money is finance's (暂缓或停止预算拨款并收回已拨资金).
 */
const DEPARTMENT: readonly TreatmentAction[] = ['continue', 'rectify', 'transfer', 'cancel'];
const FINANCE: readonly Role[] = ['finance-section', 'finance-performance'];

const FUNDS: Readonly<Record<FundsState, string>> = { normal: '正常', suspended: '暂缓拨款', stopped: '停止拨款', recovered: '已收回' };

/** What of the budget is neither paid nor taken away. */
export function leftOf(budget: Cents, paid: Cents, { transferred, cancelled, recovered }: Funds): Cents {
  return Math.max(0, budget - paid - transferred - cancelled - recovered);
}

/**
 * `POST /monitoring/alerts/{alertId}/treatment`. `paid` is the newest reading's. A cleared alert takes no more treatment, but held funds can
 * still be released by it.
 */
export function treat(
  known: Known<MonitoringState> | undefined,
  actor: Actor,
  year: Year,
  treatment: Treatment,
  money: { readonly budget: Cents; readonly paid: Cents },
  policy: Policy,
): AlertDecision {
  const state = known?.state;
  const { n, action, amount, reason, objectiveCause } = treatment;
  if (!state || n > state.alerts) return { outcome: 'absent' };
  const rejection =
    mayTreat(actor, action) ??
    standing(state, n, treatment) ??
    sound(state, treatment, money, policy) ??
    adjustable(objectiveCause, policy);
  if (rejection) return rejection;
  const alertId = alertIdOf(year, n);
  const { fiscalYear } = year;
  const before = state.funds.state;
  const after = BECOMES[action]?.to ?? before;
  const given = amount === undefined ? {} : { amount };
  const treated: AlertEvent = {
    type: 'alert.treated.v1',
    data: { fiscalYear, alertId, action, ...given, reason, ...(objectiveCause ? { objectiveCause } : {}) },
  };
  const changed: AlertEvent = { type: 'funds.changed.v1', data: { fiscalYear, alertId, from: before, to: after, ...given, reason } };
  const { status, period, raisedOn, dueOn, at } = state.alert;
  const next: MonitoringState = {
    ...state,
    alert: { status: status === 'cleared' ? 'cleared' : 'treated', period, raisedOn, dueOn, at, action, ...given },
    funds: moved({ ...state.funds, state: after }, action, amount ?? 0),
  };
  return {
    outcome: 'accepted',
    state: next,
    events: action in BECOMES ? [treated, changed] : [treated],
    answer: {
      alertId,
      status: next.alert.status,
      action,
      funds: after,
      ...(amount === undefined ? {} : { amount: yuan(amount) }),
      ...hint(objectiveCause, policy),
    },
  };
}

const OBJECTIVE = { policyChange: '政策变化', emergency: '突发事件' } as const;

/** MO-33: 因预算调整、政策变化、突发事件等确需调整绩效目标的 (SZ-22): only a cause for which this government adjusts goals is one. */
function adjustable(cause: ObjectiveCause | undefined, { goals: { adjustmentReasons } }: Policy): Rejection | undefined {
  if (cause === undefined || adjustmentReasons.value.includes(cause)) return undefined;
  const says = `本级不以“${OBJECTIVE[cause]}”为调整绩效目标的事由`;
  return { outcome: 'refused', findings: [finding('MO-33', '/objectiveCause', says, adjustmentReasons.basis)] };
}

/** MO-33: who deviates for no fault of their own may ask for other goals, and is told so. */
function hint(cause: ObjectiveCause | undefined, { goals: { adjustmentReasons } }: Policy) {
  return cause === undefined ? {} : { hint: `因${OBJECTIVE[cause]}偏离的，可申请调整绩效目标（${adjustmentReasons.basis}）` };
}

function mayTreat(actor: Actor, action: TreatmentAction): Rejection | undefined {
  if (has(actor, ...FINANCE) || (has(actor, 'department') && DEPARTMENT.includes(action))) return undefined;
  return { outcome: 'forbidden', says: `“${NAMES[action]}”由财政部门办理` };
}

function standing({ alerts, alert, funds }: MonitoringState, n: number, { action, amount }: Treatment): Rejection | undefined {
  const release = action === 'resume' && n === alerts && funds.state !== 'normal';
  if ((n < alerts || alert.status === 'cleared') && !release) return { outcome: 'conflict', says: '预警已经解除，不能再作处理' };
  if (alert.status === 'treated' && !alert.overdue && alert.action === action && alert.amount === amount) {
    return { outcome: 'conflict', says: `预警已作“${NAMES[action]}”处理` };
  }
  const change = BECOMES[action];
  if (change && !change.from.includes(funds.state)) {
    return { outcome: 'conflict', says: `资金处于“${FUNDS[funds.state]}”状态，不能${NAMES[action]}` };
  }
  return undefined;
}

/** MO-16, MO-17: only what this government's document offers; money moves with an amount, and no more than is left. */
function sound(
  { funds }: MonitoringState,
  { action, amount }: Treatment,
  { budget, paid }: { readonly budget: Cents; readonly paid: Cents },
  { monitoring: { treatment } }: Policy,
): Rejection | undefined {
  const refuse = (rule: string, at: string, says: string): Rejection => ({
    outcome: 'refused',
    findings: [finding(rule, at, says, treatment.basis)],
  });
  if (!treatment.value.actions.includes(action)) return refuse('MO-16', '/action', `本级没有“${NAMES[action]}”这种处理方式`);
  if (!(action in MOVES)) {
    return amount === undefined ? undefined : refuse('MO-17', '/amount', `“${NAMES[action]}”不涉及金额`);
  }
  if (amount === undefined || amount === 0) return refuse('MO-17', '/amount', `“${NAMES[action]}”须填写金额`);
  const left = leftOf(budget, paid, funds);
  if (amount <= left) return undefined;
  const says = `${NAMES[action]}${yuanText(amount)}超过可用余额${yuanText(left)}（预算${yuanText(budget)}，已支付${yuanText(paid)}，已调剂、取消、收回${yuanText(takenOf(funds))}）`;
  return refuse('MO-17', '/amount', says);
}

function takenOf({ transferred, cancelled, recovered }: Funds): Cents {
  return transferred + cancelled + recovered;
}

function moved(funds: Funds, action: TreatmentAction, amount: Cents): Funds {
  switch (action) {
    case 'transfer':
    case 'cancel':
    case 'recover':
      return { ...funds, [MOVES[action]]: funds[MOVES[action]] + amount };
    default:
      return funds;
  }
}
