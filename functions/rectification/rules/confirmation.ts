import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import {
  acts,
  dueFrom,
  idOf,
  type ProjectCard,
  type RectificationDecision,
  type RectificationState,
  type Reply,
  receipt,
  type Status,
  type Which,
} from './rectification.ts';

export interface Confirmation {
  readonly accepted: boolean;
  readonly comment: string;
}

export interface ConfirmationSetting {
  readonly card: ProjectCard;
  readonly today: string;
  readonly policy: Policy;
  /** Short digest of who confirms. */
  readonly person: string;
}

const STANDING: Readonly<Record<Exclude<Status, 'replied'>, string>> = {
  issued: '还没有报送整改情况',
  returned: '整改情况已退回，尚未重新报送',
  escalated: '逾期未报送整改情况',
  confirmed: '整改已经确认销号',
};

/**
 * `POST …/confirmation` 整改销号 (G8): finance finds it mended, or sends it back. RC-14: what is sent back is due again after a whole period;
 * sanctions that were taken stay taken, and the next overdue one is the next in order.
 */
export function confirm(
  known: Known<RectificationState> | undefined,
  which: Which,
  actor: Actor,
  { accepted, comment }: Confirmation,
  setting: ConfirmationSetting,
): RectificationDecision {
  if (!known) return { outcome: 'absent' };
  const { state } = known;
  const { policy, today, card } = setting;
  if (!acts(actor, ['finance-performance'], card)) return { outcome: 'forbidden', says: '整改由财政绩效科确认' };
  if (state.status !== 'replied' || !state.reply) {
    return { outcome: 'conflict', says: `${STANDING[state.status === 'replied' ? 'issued' : state.status]}，不能确认` };
  }
  const own = judgesOwn(state.reply, actor, setting);
  if (own) return own;
  const said = { fiscalYear: which.fiscalYear, rectificationId: idOf(which), comment };
  if (!accepted) {
    const { reply: _, ...rest } = state;
    const dueOn = dueFrom(today, policy);
    const next: RectificationState = { ...rest, status: 'returned', dueOn };
    return {
      outcome: 'accepted',
      state: next,
      events: [{ type: 'rectification.returned.v1', data: { ...said, dueOn } }],
      answer: receipt(next, which),
    };
  }
  const findings = checkReturned(state, state.reply);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { amount } = state.reply;
  const next: RectificationState = { ...state, status: 'confirmed' };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'rectification.confirmed.v1', data: { ...said, ...(amount === undefined ? {} : { amount }) } }],
    answer: { ...receipt(next, which), ...(amount === undefined ? {} : { amount: yuan(amount) }) },
  };
}

/** RC-12: nobody confirms what they or their own organisation replied, nor what their own unit had to mend. */
function judgesOwn(reply: Reply, actor: Actor, { person, card }: ConfirmationSetting): Rejection | undefined {
  const replied = actor.division === reply.division && actor.organisation === reply.organisation;
  const mended = actor.division === card.division && actor.organisation === card.unitCode;
  if (person !== reply.person && !replied && !mended) return undefined;
  return { outcome: 'forbidden', says: '整改情况由您或者您所在单位报送，应回避，不能确认' };
}

/** RC-13: what has to come back came back whole, or the notice isn't closed. */
function checkReturned({ amount: asked }: RectificationState, { amount: returned = 0 }: Reply): Finding[] {
  if (asked === undefined || returned >= asked) return [];
  const says = `应收回${yuanText(asked)}，已退回${yuanText(returned)}，尚差${yuanText(asked - returned)}，不能销号`;
  return [finding('RC-13', '/accepted', says, '默认（应收回的资金全额退回后销号）')];
}
